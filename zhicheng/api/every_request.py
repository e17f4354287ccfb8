"""What every request is asked before Frappe looks for its method; the rules themselves stand in their own rooms."""

from zhicheng.api import aliases, desk_guards, plain_columns, unguarded


def before_method() -> None:
	aliases.refuse_alias()
	unguarded.refuse_unguarded()
	plain_columns.refuse_expressions()
	desk_guards.refuse_added_columns()
	desk_guards.refuse_linked_columns()

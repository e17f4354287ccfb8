"""Names of base data hold no tags: Frappe draws them as HTML wherever a record is linked or searched."""

import re

from zhicheng.exceptions import NameHoldsTag

TAG = re.compile(r"<[a-zA-Z/!?]")


def require(doc, method: str | None = None) -> None:
	"""doc_events, before Frappe's own filter cuts the tag or writes its signs as &lt;.

	:raises NameHoldsTag: with the field; a lone < or & stays as it was typed
	"""
	for field in doc.meta.get("fields", {"fieldtype": "Data"}):
		if TAG.search(str(doc.get(field.fieldname) or "")):
			raise NameHoldsTag(f"“{field.label}”里有网页标签（“<”后面紧跟字母），请改为普通文字。")

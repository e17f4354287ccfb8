"""What every record is asked when it is saved or removed, whatever its kind; the rules themselves stand in their own rooms."""

from zhicheng.domain.files import file_guard
from zhicheng.permissions import by_hand, rows


def before_save(doc, method: str | None = None) -> None:
	by_hand.refuse(doc)
	rows.refuse_other_name(doc)
	rows.refuse_taken_rows(doc)
	rows.refuse_alone(doc)
	file_guard.refuse_our_address(doc)


def before_removal(doc, method: str | None = None) -> None:
	by_hand.refuse(doc)
	rows.refuse_alone(doc)

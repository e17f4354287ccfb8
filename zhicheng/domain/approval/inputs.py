"""What comes from a form is what it should be, or a sentence says which field is wrong: texts, dates, numbers."""

import json
import unicodedata
from datetime import date

from frappe import _
from frappe.utils import getdate

from zhicheng.domain.dossier.dossier_values import clean as without_control_signs
from zhicheng.exceptions import Refusal

EARLIEST = date(1950, 1, 1)
LATEST = date(2200, 1, 1)
MAX_COUNT = 9999


def mapping(value: object, label: str, refusal: type[Refusal]) -> dict:
	"""A table of fields; nothing counts as an empty one."""
	if value is None:
		return {}
	if not isinstance(value, dict):
		raise refusal(_("“{0}”的内容无法识别，请刷新页面后重新填写。").format(label))
	return value


def entries(value: object, label: str, refusal: type[Refusal], kind: type) -> list:
	"""A list of things of one kind; nothing counts as an empty one."""
	if value is None or value == "":
		return []
	if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
		raise refusal(_("“{0}”的内容无法识别，请刷新页面后重新填写。").format(label))
	return value


def parsed(value: object, label: str, refusal: type[Refusal]) -> object:
	"""What a page sent as JSON, or already read."""
	if not isinstance(value, str):
		return value
	try:
		return json.loads(value) if value.strip() else None
	except (ValueError, RecursionError):
		raise refusal(_("“{0}”的内容无法识别，请刷新页面后重新填写。").format(label)) from None


def text(value: object, label: str, refusal: type[Refusal], *, limit: int) -> str | None:
	"""A trimmed text of at most `limit` characters, without signs that nobody sees; None when empty."""
	if value is None or value == "":
		return None
	if not isinstance(value, str):
		raise refusal(_("“{0}”须是文字。").format(label))
	plain = without_control_signs(value)
	if len(plain) > limit:
		raise refusal(_("“{0}”有{1}字，最多{2}字，请精简。").format(label, len(plain), limit))
	return plain or None


def day(value: object, label: str, refusal: type[Refusal]) -> date | None:
	"""A real date between 1950 and 2200; None when empty."""
	if value is None or value == "":
		return None
	try:
		found = getdate(value)
	except Exception:
		found = None
	if not isinstance(found, date) or not EARLIEST <= found < LATEST:
		raise refusal(_("“{0}”不是有效的日期，请按“年-月-日”填写，例如 2026-06-30。").format(label))
	return found


def count(value: object, label: str, refusal: type[Refusal]) -> int:
	"""A whole number from 0 to 9999, in half or in full width."""
	written = unicodedata.normalize("NFKC", str(value if value is not None else "")).strip()
	if not (written.isascii() and written.isdigit()) or int(written) > MAX_COUNT:
		raise refusal(_("请填写{0}，须是0到{1}的整数。").format(label, MAX_COUNT))
	return int(written)

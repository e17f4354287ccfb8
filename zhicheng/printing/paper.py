"""The paper form 专业技术职务任职资格评审表 as HTML that holds all it needs (domain 7.3)."""

import re
from dataclasses import dataclass

from frappe.utils import now_datetime
from markupsafe import Markup

from zhicheng.constants import StageKind
from zhicheng.printing import dossier_view, images, templating, verification
from zhicheng.printing.opinion_view import ASSESSMENT_BOX, by_kind
from zhicheng.printing.paper_rows import table_rows, values_of

FORM_TITLE = "专业技术职务任职资格评审表"
MARK = "草稿/非正式"
# of an opinion: how many characters stand in a line of its box, and half a page of them
LINE, HALF_PAGE = 36, 18
_NOT_IN_HEADER = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff（）()〔〕\-_.·]")


@dataclass(frozen=True)
class Paper:
	"""One form to be printed: its values, and what runs along the edges of every page."""

	name: str
	values: dict
	header: str
	mark: str

	def html(self, *, running: bool = True) -> str:
		"""The whole document; without `running` page numbers, header and watermark are laid over later."""
		return templating.render("dossier/paper/document.html", {**self.values, "running": running})

	def fragment(self) -> str:
		"""The form for a page that somebody else frames (Frappe's print view)."""
		return templating.render("dossier/paper/fragment.html", {**self.values, "running": True})


def paper(application: str, user: str | None = None) -> Paper:
	"""The form of an application that the user may read.

	:raises frappe.PermissionError: when he may not
	"""
	view = dossier_view.context(application, user)
	now = now_datetime()
	code = verification.code_of(view, now)
	header = f"申报编号：{_header_text(view['case']['application_no']) or '（提交后生成）'}　核验 {code[-8:]}"
	mark = "" if view["is_unlocked"] else MARK
	running = {"header": Markup(header), "mark": Markup(mark)}
	values = {
		**view,
		**_boxes([_box(box) for box in view["boxes"]]),
		"form_title": FORM_TITLE,
		"verification": {
			"code": code,
			"digest": verification.digest(view),
			"picture": verification.picture(code),
			"printed_on": now.strftime("%Y-%m-%d %H:%M"),
		},
		"v": values_of(view["sections"]),
		"t": {section["key"]: table_rows(section) for section in view["sections"] if section["is_table"]},
		"s": {section["key"]: section for section in view["sections"]},
		"photo": images.photo(view["sections"][0]),
		"css": templating.read("dossier/paper/paper.css"),
		"running_css": Markup(templating.render("dossier/paper/running.css", running)),
		"watermark": images.watermark(),
	}
	return Paper(name=view["name"], values=values, header=header, mark=mark)


def _box(box: dict) -> dict:
	"""With the signature's picture; a long text may go on overleaf, and its last lines take the signature with them."""
	lines = sum(1 + len(line) // LINE for line in box["opinion"].splitlines())
	return {**box, "picture": images.signature(box["signature"]), "may_go_on": lines > HALF_PAGE}


def _boxes(boxes: list[dict]) -> dict:
	"""The opinion boxes by the page of the form on which they stand."""
	unit = by_kind(boxes, StageKind.OWN_UNIT, StageKind.REVIEW)
	return {
		"assessment_boxes": [box for box in unit if box["code"] == ASSESSMENT_BOX],
		"unit_boxes": [box for box in unit if box["code"] != ASSESSMENT_BOX],
		"committee_boxes": by_kind(boxes, StageKind.OFFICE, StageKind.COMMITTEE),
		"final_boxes": by_kind(boxes, StageKind.FINAL),
	}


def _header_text(text: str) -> str:
	"""Only what can stand inside a CSS string without quoting."""
	return _NOT_IN_HEADER.sub("", text or "")


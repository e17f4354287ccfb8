"""Values and rows as the cells of the paper form take them: several fields of a row may share one cell."""

from zhicheng.printing.words import period


class Texts(dict):
	"""Texts by field name; a field that the form does not have reads as empty."""

	def __missing__(self, key: str) -> str:
		return ""


def values_of(sections: list[dict]) -> Texts:
	"""The texts of all fields sections by field name."""
	texts = Texts()
	for section in sections:
		for group in section.get("groups", ()):
			texts.update({cell["fieldname"]: cell["text"] for cell in group["fields"]})
	return texts


def table_rows(section: dict) -> list[Texts]:
	"""The rows of a table section, with the joined cells that the paper form asks for."""
	return [_row(section["key"], row) for row in section["rows"]]


def _row(key: str, row: dict) -> Texts:
	texts = Texts({cell["fieldname"]: cell["text"] for cell in row["cells"]})
	raw = row["values"]
	if "start_date" in raw:
		texts["period"] = period(raw.get("start_date"), raw.get("end_date"), raw.get("to_present"))
	texts.update(_JOINED.get(key, _nothing)(texts))
	return texts


def _achievement(texts: Texts) -> dict:
	mark = "代表性业绩" if texts["is_representative"] else ""
	rank = f"排名 {texts['rank_in_team']}" if texts["rank_in_team"] else ""
	return {
		"about": _join(texts["achievement_type"], texts["grade"], mark),
		"part": f"（{_join(texts['role'], rank)}）" if texts["role"] or rank else "",
	}


def _publication(texts: Texts) -> dict:
	mark = "代表作" if texts["is_representative"] else ""
	return {
		"about": _join(texts["kind"], mark),
		"source": _join(texts["serial_no"], texts["volume_pages"], texts["index_type"]),
	}


def _nothing(texts: Texts) -> dict:
	return {}


def _join(*parts: str) -> str:
	return "，".join(part for part in parts if part)


_JOINED = {
	"achievement_before": _achievement,
	"achievement_after": _achievement,
	"publication": _publication,
}

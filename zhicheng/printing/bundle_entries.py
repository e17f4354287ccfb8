"""What a one-PDF dossier holds besides the form: every proof once, in the order of the sections and rows."""

from dataclasses import dataclass, field
from pathlib import Path

from zhicheng.domain.dossier import attachments
from zhicheng.domain.files import file_store

NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


@dataclass
class Entry:
	"""One proof: where it belongs, and the pages it takes once that is known."""

	section: str
	place: str
	file_name: str
	name: str
	mime: str
	path: Path | None = None
	pages: int = 1
	first_page: int = 0
	fault: str = ""
	source: object = field(default=None, repr=False)

	@property
	def heading(self) -> str:
		return f"{self.section} · {self.place}" if self.place else self.section


def of_view(view: dict) -> list[Entry]:
	"""The proofs of a described application; one that two cells show stands where it is shown first."""
	entries, seen = [], set()
	for number, section in enumerate(view["sections"], start=1):
		title = f"{NUMERALS[number]}、{section['title']}"
		for place, proof in _placed(section):
			if proof["name"] not in seen:
				seen.add(proof["name"])
				entries.append(Entry(title, place, proof["file_name"], proof["name"], proof["mime"] or ""))
	return entries


def locate(entries: list[Entry], application: str) -> None:
	"""Where the bytes lie; the caller has asked whether the case may be read."""
	for entry in entries:
		found = attachments.of_case(application, entry.name)
		entry.path, entry.mime = Path(file_store.disk_path(found.file)), found.mime or entry.mime


def _placed(section: dict):
	if section["is_table"]:
		for row in section["rows"]:
			for cell in row["cells"]:
				yield from ((f"第{row['number']}行 {cell['label']}", proof) for proof in cell["proofs"])
			yield from ((f"第{row['number']}行 {proof['label'] or ''}".strip(), proof) for proof in row["proofs"])
	else:
		for group in section["groups"]:
			for cell in group["fields"]:
				yield from ((cell["label"], proof) for proof in cell["proofs"])
	yield from ((proof["label"] or "", proof) for proof in section["proofs"])

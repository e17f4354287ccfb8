"""查看附件: every proof of a dossier by section, as the same person sees the dossier itself."""

from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import dossiers
from zhicheng.printing import dossier_source

KINDS = {"application/pdf": "PDF", "image/jpeg": "图片", "image/png": "图片"}
# rows that are called by a name of their own
NAMED = {"other_attachment": "attachment_name"}
MEGABYTE = 1024 * 1024


def groups(application: str, user: str) -> list[dict]:
	"""Sections that have proofs, in the order of the dossier."""
	case = dossiers.case(application)
	source = dossier_source.read(case, live=dossier_source.is_live(case, user))
	known = {row.name: row for row in dossiers.attachments(application, with_retired=True)}
	found = []
	for section in SECTIONS:
		files = [_file(source, section, proof, known.get(proof["name"])) for proof in _in_order(source, section)]
		if files:
			found.append({"title": section.title, "files": files})
	return found


def _in_order(source, section) -> list[dict]:
	"""As they were added; in a table by their rows, which the server puts in order later."""
	proofs = source.proofs(section.key)
	if not section.is_table:
		return proofs
	numbers = {row["name"]: number for number, row in enumerate(source.rows(section.key))}
	return sorted(proofs, key=lambda proof: numbers.get(proof["row_name"], len(numbers)))


def _file(source, section, proof: dict, row: dict | None) -> dict:
	kind = KINDS.get(proof["mime"], "文件")
	pages = row.pages if row and proof["mime"] == "application/pdf" else 0
	return {
		**proof,
		"label": _label(source, section, proof),
		"kind": f"{kind} {pages} 页" if pages else kind,
		"weight": weight(row.file_size if row else 0),
	}


def _label(source, section, proof: dict) -> str:
	"""What a file proves: its field, its row's own name, or the row's number."""
	if not section.is_table:
		return proof["label"]
	rows = source.rows(section.key)
	for number, row in enumerate(rows, start=1):
		if row["name"] == proof["row_name"]:
			return row.get(NAMED.get(section.key, "")) or f"第 {number} 行"
	return proof["label"]


def weight(size: int) -> str:
	return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round((size or 0) / 1024))} KB"

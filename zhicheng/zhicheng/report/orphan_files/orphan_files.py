"""附件清查: files and rows that have lost each other, uploads that stopped half-way."""

from zhicheng.domain.files import orphans

COLUMNS = (
	("kind", "情况", "Data", 150),
	("title", "文件", "Data", 260),
	("application", "申报", "Link", 130),
	("size", "大小(字节)", "Int", 110),
	("since", "时间", "Datetime", 160),
	("record", "记录", "Data", 180),
	("help", "处理办法", "Data", 360),
)


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	wanted = (filters or {}).get("kind")
	rows = [row for row in orphans.found() if not wanted or row["kind"] == wanted]
	return columns(), rows


def columns() -> list[dict]:
	found = [
		{"fieldname": name, "label": label, "fieldtype": kind, "width": width} for name, label, kind, width in COLUMNS
	]
	next(column for column in found if column["fieldname"] == "application")["options"] = "Title Application"
	return found

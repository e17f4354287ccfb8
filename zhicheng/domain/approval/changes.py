"""What changed since the round before, field by field: two Dossier Snapshots compared."""

import json

import frappe

from zhicheng.domain.people import identity

SNAPSHOT = "Dossier Snapshot"
NEW, GONE, CHANGED, FILES = "新增", "删除", "修改", "附件有变化"
# a longer text is told by the place that differs, with so many letters round it
LONGEST, AROUND = 60, 12


def since_last_round(application: str) -> dict:
	"""The last submission against the one before.

	:return: {round_no, before, changes: [{section, title, row, label, kind, before, now}]}; no changes in a first round.
		A changed field has short_before and short_now too, for one line of a list
	"""
	rows = frappe.get_all(
		SNAPSHOT, filters={"application": application}, fields=["round_no", "content", "files"],
		order_by="round_no desc", limit=2,
	)  # fmt: skip
	if len(rows) < 2:
		return {"round_no": rows[0].round_no if rows else 0, "before": 0, "changes": []}
	now, before = rows
	return {"round_no": now.round_no, "before": before.round_no, "changes": compare(_content(before), _content(now))}


def compare(before: dict, now: dict) -> list[dict]:
	"""Differences in the order of the sections; rows are told apart by their own name, their number is today's."""
	old = {section["key"]: section for section in before["sections"]}
	found = []
	for section in now["sections"]:
		one = old.get(section["key"]) or {**section, "fields": [], "rows": [], "files": []}
		differences = _rows(one, section) if "rows" in section else _single(one, section)
		found += [{"section": section["key"], "title": section["title"], **row} for row in differences]
	return found


def _content(row: dict) -> dict:
	content = json.loads(row.content)
	hashes = {file["attachment"]: file["sha256"] for file in json.loads(row.files)}
	for section in content["sections"]:
		for place in section.get("rows") or [section]:
			place["files"] = sorted(hashes.get(name, name) for name in place.get("files") or [])
	return content


def _single(before: dict, now: dict) -> list[dict]:
	found = _fields(before.get("fields") or [], now["fields"], row=0)
	if before.get("files") != now.get("files"):
		found.append({"row": 0, "label": "", "kind": FILES, "before": "", "now": ""})
	return found


def _rows(before: dict, now: dict) -> list[dict]:
	old = {row["name"]: row for row in before.get("rows") or []}
	found = []
	for number, row in enumerate(now["rows"], start=1):
		earlier = old.pop(row["name"], None)
		if not earlier:
			found.append({"row": number, "label": "", "kind": NEW, "before": "", "now": _line(row)})
			continue
		found += _fields(earlier["fields"], row["fields"], row=number)
		if earlier.get("files") != row.get("files"):
			found.append({"row": number, "label": "", "kind": FILES, "before": "", "now": ""})
	return found + [{"row": 0, "label": "", "kind": GONE, "before": _line(row), "now": ""} for row in old.values()]


def _fields(before: list[dict], now: list[dict], *, row: int) -> list[dict]:
	texts = {field["fieldname"]: field["text"] for field in before}
	changed = [field for field in now if texts.get(field["fieldname"], "") != field["text"]]
	return [
		{"row": row, "label": field["label"], "kind": CHANGED, **_shown(field, texts.get(field["fieldname"], ""))}
		for field in changed
	]


def _shown(field: dict, before: str) -> dict:
	"""Both texts; a telephone is masked, as everywhere in Desk."""
	mask = identity.mask_mobile if field["fieldname"] == "mobile" else str
	was, now = mask(before), mask(field["text"])
	short_before, short_now = differing(was, now)
	return {"before": was, "now": now, "short_before": short_before, "short_now": short_now}


def differing(before: str, now: str) -> tuple[str, str]:
	"""Two texts where they differ: what long ones have in common at both ends is left out."""
	if max(len(before), len(now)) <= LONGEST:
		return before, now
	least = min(len(before), len(now))
	head = next((place for place in range(least) if before[place] != now[place]), least)
	tail = next((place for place in range(least - head) if before[-1 - place] != now[-1 - place]), least - head)
	return _part(before, head, tail), _part(now, head, tail)


def _part(text: str, head: int, tail: int) -> str:
	start, end = max(0, head - AROUND), len(text) - max(0, tail - AROUND)
	end, is_cut = min(end, start + LONGEST), end > start + LONGEST
	return f"{'…' if start else ''}{text[start:end]}{'…' if is_cut or end < len(text) else ''}"


def _line(row: dict) -> str:
	"""The first fields of a row, enough to recognise it; ticks say nothing without their label."""
	return "，".join(field["text"] for field in row["fields"] if field["text"] not in ("", "是", "否"))[:60]

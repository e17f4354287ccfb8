"""导出: what is filtered, or what is ticked, as a workbook; logged with the number of rows and the reason."""

from collections.abc import Iterator
from pathlib import Path

import frappe
from frappe.utils import now_datetime

from zhicheng.constants import Level
from zhicheng.domain import act_log
from zhicheng.domain.audit import views
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.exceptions import ActionNotAllowed, ReasonMissing
from zhicheng.export import jobs, register_filters, register_query, register_rows, workbook
from zhicheng.permissions import exports

KIND = "一览表导出"
IN_BACKGROUND_FROM = 2000
MOST_TICKED = 2000
# a sheet of Excel ends at 1 048 576
MOST_ROWS = 1_000_000
COUNTED_FOR_PROGRESS = 100_000
CHUNK = 1000
SHORTEST_REASON = 4
# what stands in the log instead of a keyed hash
WORDS = {"person": "身份证号"}


def start(level: str, filters: dict, names: list[str], *, with_numbers: bool, reason: str) -> dict:
	"""Begin an export of the session's user; see `jobs.state` for the answer.

	:raises frappe.PermissionError: when he has no register
	:raises ActionNotAllowed: when nothing fits, too much is ticked, or whole numbers are not his to see
	:raises ReasonMissing: when whole numbers are asked for without saying why
	"""
	user = frappe.session.user
	exports.require_register(user)
	if level not in {str(one) for one in Level}:
		raise ActionNotAllowed("没有这个级别的一览表，请从菜单重新打开。")
	_require_reason(user, with_numbers, reason)
	asked = register_filters.normal(filters)
	number = _number_of_rows(user, level, asked, names)
	name = f"{level}职称申报一览表_{now_datetime().strftime('%Y%m%d%H%M')}.xlsx"
	request = {"level": level, "asked": asked, "names": names}
	values = {"total": number, "with_numbers": int(with_numbers), "reason": (reason or "").strip()[:500]}
	job = jobs.create(KIND, f"{level}职称申报一览表", name, request=request, **values)
	return jobs.start(job, in_background=number >= IN_BACKGROUND_FROM)


def make(job: dict, request: dict, path: Path, tell: jobs.Tell) -> dict:
	"""Write the workbook as the requester may see it at this moment."""
	user = job.requested_by
	exports.require_register(user)
	level, asked = request["level"], request["asked"]
	private = bool(job.with_numbers) and exports.may_show_numbers(user)
	total = len(request["names"])
	if not total:
		total = register_query.count(user, level, asked, most=COUNTED_FOR_PROGRESS)
		total = 0 if total > COUNTED_FOR_PROGRESS else total
	chunks = _ticked(user, request) if request["names"] else _filtered(user, level, asked)
	if private:
		chunks = _noted(chunks, user, job.reason)
	written = workbook.write(path, _sheet(user, level), _rows(chunks, private, total, tell))
	act_log.record("导出一览表", unit=(members.member_of(user) or {}).get("unit") or "", detail=_detail(job, request, written))
	return {"row_count": written, "done": written, "total": written}


def _require_reason(user: str, with_numbers: bool, reason: str) -> None:
	if not with_numbers:
		return
	if not exports.may_show_numbers(user):
		raise ActionNotAllowed("您的角色不能导出完整的身份证号和电话，请去掉这个选项后再导出。")
	if len((reason or "").strip()) < SHORTEST_REASON:
		raise ReasonMissing("导出完整的身份证号和电话须写明理由（不少于4个字），理由会记入日志。")


def _number_of_rows(user: str, level: str, asked: dict, names: list[str]) -> int:
	if len(names) > MOST_TICKED:
		raise ActionNotAllowed(f"一次最多勾选 {MOST_TICKED} 行，现选 {len(names)} 行；更多的请用筛选条件导出。")
	if names:
		number = len(register_query.chosen(user, level, asked, names))
	else:
		number = register_query.count(user, level, asked, most=IN_BACKGROUND_FROM)
	if not number:
		raise ActionNotAllowed("没有符合条件的申报，没有导出。请调整筛选条件。")
	return number


def _filtered(user: str, level: str, asked: dict) -> Iterator[list[register_query.Key]]:
	last = None
	while chunk := register_query.keys(user, level, asked, limit=CHUNK, below=last):
		yield chunk
		last = chunk[-1]


def _ticked(user: str, request: dict) -> Iterator[list[register_query.Key]]:
	found = register_query.chosen(user, request["level"], request["asked"], request["names"])
	for start_at in range(0, len(found), CHUNK):
		yield found[start_at : start_at + CHUNK]


def _noted(chunks, user: str, reason: str) -> Iterator[list[register_query.Key]]:
	"""Whole numbers leave a row at each case, which its applicant can read."""
	for chunk in chunks:
		views.note_exported(user, [key.name for key in chunk], reason)
		yield chunk


def _rows(chunks, private: bool, total: int, tell: jobs.Tell) -> Iterator[list]:
	known, number = register_rows.Names(), 0
	for chunk in chunks:
		rows = register_rows.read([key.name for key in chunk])
		numbers = register_rows.numbers(rows) if private else [None] * len(rows)
		for number, (row, own) in enumerate(zip(rows, numbers, strict=True), start=number + 1):
			yield register_rows.cells(row, number, known, own)
		if number > MOST_ROWS:
			raise ActionNotAllowed("符合条件的申报超过一百万行，一个表格放不下。请增加筛选条件，分次导出。")
		tell(number, total, "写入表格")


def _sheet(user: str, level: str) -> workbook.Sheet:
	"""Title and foot of the paper list: 单位(盖章), 填报人, 联系电话, 填报时间 (domain 7.1)."""
	member = members.member_of(user)
	name = frappe.db.get_value("User", user, "full_name") or user
	unit = units.name_of(member.unit) if member else ""
	phone = frappe.db.get_value("Unit", member.unit, "contact_phone") if member else ""
	now = now_datetime()
	day = f"{now.year}年{now.month}月{now.day}日"
	foot = f"单位(盖章)：{unit}　　填报人：{name}　　联系电话：{phone or ''}　　填报时间：{day}"
	mark = f"{name} {now.strftime('%Y-%m-%d %H:%M')} 导出"
	return workbook.Sheet(f"申报{level}专业技术职务任职资格人员情况一览表", foot, mark)


def _detail(job: dict, request: dict, written: int) -> str:
	asked = "，".join(f"{WORDS.get(key, key)}={'*' if key in WORDS else value}" for key, value in request["asked"].items())
	whole = f"，含完整身份证号和电话，理由：{job.reason}" if job.with_numbers else ""
	ticked = "（勾选）" if request["names"] else ""
	return f"{job.title}{ticked} {written} 行{whole}；条件：{asked or '无'}"

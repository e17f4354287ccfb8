"""Cases in the hundreds of thousands, written by the database itself: INSERT … SELECT over a sequence and a list of units.

The n-th case is always the same, so that a load that was stopped goes on and two sites of one size are alike. One in ten is pending;
of those most wait at their own unit, fewer at the unit above, the city's bureau and the province. The first 10 000 hold 40 that wait
at one small unit, which gets no more later: a small unit is small in a large country too.
"""

import frappe

from zhicheng.constants import Role, State
from zhicheng.setup.demo import world

TABLES = ("Title Application", "Register Entry", "Approval Task", "Pending Queue")
FIRST_YEAR, YEARS = 2017, 8
SMALL, SMALL_EVERY, SMALL_UP_TO = "MEK-CLINIC", 250, 10_000
# a path of ten passages: stage, place among the unit's own offices, role that acts
PATH = (
	("A", "own", Role.APPLICANT), ("U", "own", None), ("MS", "above", Role.CITY_DEPARTMENT), ("MI", "above", Role.CITY_DEPARTMENT),
	("MH", "city", Role.CITY_HRSS), ("ZO", "above", Role.CITY_DEPARTMENT), ("ZC", "above", Role.CITY_DEPARTMENT),
	("PD", "province", Role.PROVINCE_DEPARTMENT), ("SO", "province", Role.PROVINCE_HRSS), ("PH", "province", Role.PROVINCE_HRSS),
)  # fmt: skip
# of ten pending cases so many wait at the second, third, fifth, tenth passage
WAITING = (2, 2, 2, 2, 2, 2, 3, 3, 5, 10)
STAMP = "'Administrator', '2026-01-01', '2026-01-01', 'Administrator', 0"
STAMPS = "owner, creation, modified, modified_by, docstatus"


def present() -> int:
	"""How many there are; each chunk is whole or not there, so the last name tells."""
	last = frappe.db.sql("select max(name) from `tabTitle Application` where name like 'load-%'")[0][0]
	return int(last[5:]) + 1 if last else 0


def make_helpers() -> None:
	"""Units, notices, series and states by number, for this connection."""
	province = frappe.db.escape(world.unit("SC-HRSS"))
	# what is compared with the tables is written in their collation
	frappe.db.sql("set collation_connection = utf8mb4_unicode_ci")
	lists = {
		"load_unit": "select (row_number() over (order by name)) - 1 as no, name, unit_name, unit_category, region, "
		f"coalesce(supervising_unit, city_hrss, {province}) as above, coalesce(city_hrss, {province}) as city, {province} as province "
		f"from `tabUnit` where name <> {frappe.db.escape(world.unit(SMALL))}",
		"load_notice": "select (row_number() over (order by name)) - 1 as no, name from `tabEvaluation Notice`",
		"load_series": "select (row_number() over (order by name)) - 1 as no, name from `tabTitle Series`",
		"load_above": "select child.name as unit, parent.name as above from `tabUnit` child join `tabUnit` parent "
		"on parent.lft <= child.lft and parent.rgt >= child.rgt",
	}
	for name, query in lists.items():
		frappe.db.sql_ddl(f"create or replace temporary table {name} (key (" + ("unit" if name == "load_above" else "no") + f")) {query}")
	small = f"select -1, name, unit_name, unit_category, region, supervising_unit, city_hrss, {province} from `tabUnit`"
	frappe.db.sql(f"insert into load_unit {small} where name = {frappe.db.escape(world.unit(SMALL))}")


def add(start: int, number: int) -> None:
	"""The cases from the start-th on, with all that belongs to them."""
	_number(start, number)
	_cases()
	_entries()
	for place, (stage, office, role) in enumerate(PATH, start=1):
		_passages(place, stage, office, role)
	_queue()


def _number(start: int, number: int) -> None:
	"""What the n-th case is, drawn by a checksum of n."""
	lists = ("load_unit", "load_notice", "load_series")
	units, notices, series = (frappe.db.sql(f"select count(*) from {name}")[0][0] for name in lists)
	picks = " ".join(f"when {place} then {passage}" for place, passage in enumerate(WAITING))
	frappe.db.sql_ddl(
		f"""create or replace temporary table load_case (primary key (name)) select
			concat('load-', lpad(seq, 9, '0')) as name, seq,
			if(is_small, -1, crc32(concat(seq, 'u')) % {units - 1}) as unit_no,
			crc32(concat(seq, 'n')) % {notices} as notice_no, crc32(concat(seq, 's')) % {series} as series_no,
			{FIRST_YEAR} + seq % {YEARS} as year,
			if(is_small, 2, if(seq % 10 = 7, case crc32(concat(seq, 'w')) % {len(WAITING)} {picks} end, 0)) as waits,
			timestampadd(second, crc32(concat(seq, 't')) % 20000000, concat({FIRST_YEAR} + seq % {YEARS}, '-02-01')) as at
			from (select seq, seq < {SMALL_UP_TO} and seq % {SMALL_EVERY} = 0 as is_small from seq_{start}_to_{start + number - 1}) numbered"""
	)


def _cases() -> None:
	states = ", ".join(frappe.db.escape(str(state)) for state in (State.PASSED, State.FAILED, State.VOIDED))
	stages = " ".join(f"when {place} then '{stage}'" for place, (stage, _office, _role) in enumerate(PATH, start=1))
	offices = " ".join(f"when {place} then {_office_of(office)}" for place, (_stage, office, _role) in enumerate(PATH, start=1))
	frappe.db.sql(
		f"""insert into `tabTitle Application` (name, {STAMPS}, application_no, applicant, applicant_name, notice, declare_year,
			level, series, qualification_name, speciality, exceptional, declare_type, unit, unit_name, unit_category, province, city,
			county, workflow_state, current_stage, current_unit, current_unit_name, first_submitted_on, submitted_on, birth_date,
			gender, id_masked, mobile_masked, id_hash, round_no, step)
		select c.name, 'Administrator', at, at, 'Administrator', 0, concat('GJ', year, '-', lpad(seq, 7, '0')), concat('load', seq div 3),
			concat('测试', substr('甲乙丙丁戊己庚辛', 1 + seq % 8, 1), seq % 997), n.name, year, elt(1 + seq % 3, '高级', '中级', '初级'),
			s.name, '副主任护师', '内科护理', seq % 23 = 0, '正常申报', u.name, u.unit_name, u.unit_category, '510000',
			concat(left(u.region, 4), '00'), u.region,
			if(waits, coalesce(st.stage_name, ''), elt(1 + least(2, crc32(concat(seq, 'x')) % 20), {states})),
			st.name, if(waits, case waits {offices} end, null), if(waits, u.unit_name, null), at, at, '1985-03-12', '女',
			'510000********0018', '130****0001', sha2(concat('load', seq div 3), 256), 1, if(waits, waits - 1, 10)
		from load_case c join load_unit u on u.no = c.unit_no join load_notice n on n.no = notice_no join load_series s on s.no = series_no
		left join `tabApproval Stage` st on st.name = (case waits {stages} end)"""
	)


def _entries() -> None:
	frappe.db.sql(
		f"""insert into `tabRegister Entry` (name, {STAMPS}, application, round_no, work_start_date, current_speciality,
			years_in_speciality, current_title, current_title_date, appointed_years, current_title_authority, education, degree, school,
			major, grad_date, foreign_language, computer, assessments)
		select name, {STAMP}, name, 1, '2008-07-01', '临床护理', 16, '主管护师', '2015-07-01', 10, '示范评审委员会（测试）', '大学本科',
			'学士', '示范大学（测试）', '护理学', '2008-06-30', '英语 82', '计算机 合格', '2018优秀、2017合格、2016合格' from load_case"""
	)


def _passages(place: int, stage: str, office: str, role: str | None) -> None:
	"""The n-th passage of all cases that came so far: done, or open where the case waits."""
	acting = frappe.db.escape(str(role)) if role else "coalesce((select clerk_role from `tabUnit Category` where name = u.unit_category), '')"
	unit = _office_of(office)
	clerk = f"concat('clerk', crc32({unit}) % 9000)" if stage != "A" else "concat('load', seq div 3)"
	frappe.db.sql(
		f"""insert into `tabApproval Task` (name, {STAMPS}, application, application_no, applicant_name, stage_name, status, opened_on,
			level, series, declare_year, qualification_name, from_unit_name, seq, round_no, stage, unit, unit_name, role, stage_role,
			applicant, decided_on, decided_by, decided_by_name, role_used, action, token, open_key)
		select concat(c.name, '-{place:02d}'), {STAMP}, c.name, concat('GJ', year, '-', lpad(c.seq, 7, '0')),
			concat('测试', substr('甲乙丙丁戊己庚辛', 1 + c.seq % 8, 1), c.seq % 997), '{stage}', if(waits = {place}, '待处理', '已处理'),
			timestampadd(day, {3 * place}, at), elt(1 + c.seq % 3, '高级', '中级', '初级'), s.name, year, '副主任护师', u.unit_name, {place}, 1,
			'{stage}', {unit}, u.unit_name, {acting}, {acting}, if('{stage}' = 'A', concat('load', c.seq div 3), null),
			if(waits = {place}, null, timestampadd(day, {3 * place + 2}, at)), if(waits = {place}, null, {clerk}),
			if(waits = {place}, null, '测试经办'), {acting}, if(waits = {place}, null, '同意通过'),
			if(waits = {place}, null, md5(concat(c.name, '{place}'))), if(waits = {place}, c.name, null)
		from load_case c join load_unit u on u.no = c.unit_no join load_series s on s.no = series_no
		where waits = 0 or waits >= {place}"""
	)


def _queue() -> None:
	"""As `pending_queue.put`: a row for the unit where a case waits and for each unit above."""
	frappe.db.sql(
		f"""insert into `tabPending Queue` (name, {STAMPS}, queue_unit, application, task, stage, level, opened_on)
		select concat(t.name, '-', a.above), {STAMP}, a.above, t.application, t.name, t.stage, t.level, t.opened_on
		from load_case c join `tabApproval Task` t on t.name = concat(c.name, '-', lpad(waits, 2, '0'))
		join load_above a on a.unit = t.unit where waits"""
	)


def _office_of(office: str) -> str:
	return {"own": "u.name"}.get(office, f"u.{office}")

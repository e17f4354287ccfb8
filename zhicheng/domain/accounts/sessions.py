"""我的登录: the open sessions of a person, which device, since when, and how he ends them.

Frappe's own table knows no device and no beginning, and its session id opens the session; so each log-in leaves a row with
a hash of it, and the page names sessions by that row.
"""

import hashlib
import re
import time

import frappe
from frappe.utils import add_to_date, get_datetime, now_datetime

from zhicheng.domain import act_log, client, settings
from zhicheng.domain.accounts import accounts
from zhicheng.exceptions import Refusal

LOGIN = "Login Session"
# in this order: Edge and the Chinese shells name Chrome as well, Chrome names Safari
BROWSERS = (
	("Edg", "Edge 浏览器"), ("QQBrowser", "QQ 浏览器"), ("MicroMessenger", "微信"), ("360", "360 浏览器"),
	("Firefox", "火狐浏览器"), ("Chrome", "谷歌浏览器"), ("Safari", "Safari 浏览器"),
)  # fmt: skip
SYSTEMS = (
	("Android", "安卓手机或平板"), ("iPhone", "苹果手机"), ("iPad", "苹果平板"), ("Windows", "Windows 电脑"),
	("Macintosh", "苹果电脑"), ("Linux", "Linux 电脑"),
)  # fmt: skip


def note(user: str, sid: str) -> None:
	"""The session that a log-in has just opened; rows of sessions that are gone are swept here."""
	_sweep(user)
	row = frappe.new_doc(LOGIN)
	row.update({"user": user, "sid_hash": _hash(sid), "device": device(), "address": client.address(), "since": now_datetime()})
	row.update({"name": frappe.generate_hash(length=10), "docstatus": 0})
	row.set_user_and_timestamp()
	row.db_insert()


def of(user: str) -> list[dict]:
	"""The open sessions, this one first, then by last use."""
	rows = {row.sid_hash: row for row in _rows(user)}
	found = []
	for sid, updated in _open(user):
		row = rows.get(_hash(sid), {})
		found.append(
			{
				"name": _hash(sid)[:20],
				"is_own": sid == frappe.session.sid,
				"device": row.get("device") or "未知设备",
				"address": row.get("address") or "",
				"since": row.get("since"),
				"used": _last_used(sid, updated),
			}
		)
	found.sort(key=lambda each: each["used"], reverse=True)
	return sorted(found, key=lambda each: not each["is_own"])


def end(user: str, name: str) -> None:
	"""End one of the user's other sessions.

	:raises Refusal: it is gone already, it is the one in use, or it is nobody's or somebody else's
	"""
	sids = [sid for sid, _updated in _open(user) if name and _hash(sid)[:20] == name and sid != frappe.session.sid]
	if not sids:
		raise Refusal("这次登录已经结束。请刷新页面查看现在的登录；要结束正在使用的登录，请点“退出”。")
	accounts.end_sids(sids)
	act_log.record("结束登录", detail="本人结束另一处登录")


def end_others(user: str) -> int:
	count = sum(sid != frappe.session.sid for sid, _updated in _open(user))
	accounts.end_sessions(user)
	if count:
		act_log.record("结束登录", detail=f"本人结束其他{count}处登录")
	return count


def seen_key(sid: str) -> str:
	"""Where redis keeps the second at which somebody last did something in the session."""
	return f"zhicheng:seen:{sid}"


def device() -> str:
	"""Browser and kind of machine in words, from what the browser says of itself."""
	said = (frappe.get_request_header("User-Agent") or "") if frappe.request else ""
	browser = next((words for mark, words in BROWSERS if mark in said), "")
	system = next((words for mark, words in SYSTEMS if mark in said), "")
	return " · ".join(filter(None, (browser, system))) or re.sub(r"[^\w ./;()-]", "", said)[:60]


def _open(user: str) -> list[tuple]:
	"""(sid, last update) of the sessions that a request could still use."""
	table = frappe.qb.DocType("Sessions")
	oldest = add_to_date(now_datetime(), seconds=-frappe.sessions.get_expiry_in_seconds())
	query = frappe.qb.from_(table).select(table.sid, table.lastupdate)
	rows = query.where((table.user == user) & (table.lastupdate > oldest)).run()
	idle = settings.get("idle_minutes") * 60
	return [row for row in rows if not idle or (now_datetime() - _last_used(*row)).total_seconds() <= idle]


def _last_used(sid: str, updated):
	seen = frappe.cache.get_value(seen_key(sid), expires=True)
	if not seen:
		return get_datetime(updated)
	return add_to_date(now_datetime(), seconds=int(seen - time.time()))


def _rows(user: str) -> list:
	fields = ["name", "sid_hash", "device", "address", "since"]
	return frappe.get_all(LOGIN, filters={"user": user}, fields=fields, limit_page_length=0)


def _sweep(user: str) -> None:
	table = frappe.qb.DocType("Sessions")
	alive = {_hash(sid) for sid in frappe.qb.from_(table).select(table.sid).where(table.user == user).run(pluck=True)}
	gone = [row.name for row in _rows(user) if row.sid_hash not in alive]
	if gone:
		frappe.db.delete(LOGIN, {"name": ["in", gone]})


def _hash(sid: str) -> str:
	return hashlib.sha256(f"zhicheng session {sid}".encode()).hexdigest()

"""What hangs on a session: who opens it, how long it may idle, where it leads (design 6)."""

import time

import frappe

from zhicheng.domain import settings
from zhicheng.domain.accounts import sessions
from zhicheng.domain.people import members
from zhicheng.exceptions import LoginRefused
from zhicheng.refusals import spoken

MINUTE = 60
KEPT = 24 * 60 * MINUTE
# what a page asks by itself does not prove that somebody sits before it
POLLING = (
	"frappe.desk.notifications.get_open_count",
	"frappe.desk.notifications.get_notification_info",
	"frappe.desk.doctype.notification_log.notification_log.get_notification_logs",
	"frappe.desk.doctype.event.event.get_events",
	"frappe.realtime.get_user_info",
	"frappe.realtime.has_permission",
	"frappe.client.get_count",
	"frappe.ping",
	"ping",
	"zhicheng.api.account.session_left",
	"zhicheng.api.batch.state",
	"zhicheng.api.presence.keep_open",
	"zhicheng.api.export.progress",
	"zhicheng.api.imports.progress",
	"zhicheng.api.reuse.progress",
)


def open_for(user: str) -> None:
	"""Open a session; only zhicheng.api.login and zhicheng.api.account call this."""
	frappe.flags.zhicheng_login = user
	frappe.local.login_manager.login_as(user)
	# the request may have come with the cookie of an ended session, whose removal would take the new one along
	frappe.local.cookie_manager.to_delete = []
	_mark_seen(frappe.session.sid)
	sessions.note(user, frappe.session.sid)


def refuse_foreign_login(login_manager) -> None:
	"""on_login: whichever other way in a Frappe version has, it ends here."""
	if login_manager.user not in ("Guest", frappe.flags.zhicheng_login):
		raise LoginRefused("请从本系统的登录页登录。")


@spoken
def refuse_keys() -> None:
	"""auth_hooks: a key or token in the header makes a user without a session, without password and second factor."""
	if frappe.session.user != "Guest" and frappe.session.sid == frappe.session.user:
		frappe.set_user("Guest")
		raise LoginRefused("本系统不接受接口密钥和令牌，请从登录页登录。")


def enforce_idle() -> None:
	"""auth_hooks: end a session in which nobody has done anything for the minutes of the setting."""
	sid = frappe.session.sid
	if frappe.session.user == "Guest" or sid in ("Guest", frappe.session.user):
		return
	minutes = settings.get("idle_minutes")
	if minutes and _idle_seconds(sid) > minutes * MINUTE:
		_end_session(f"您已超过{minutes}分钟没有操作，请重新登录。")
	elif not _is_polling():
		_mark_seen(sid)


def seconds_left() -> int:
	"""Until the session ends if nobody does anything: by the setting, and by Frappe's own expiry."""
	own = frappe.sessions.get_expiry_in_seconds()
	minutes = settings.get("idle_minutes")
	return int(min(own, minutes * MINUTE - _idle_seconds(frappe.session.sid)) if minutes else own)


def home_of(user: str) -> str:
	"""Clerks work in Desk, applicants in the portal; who is both starts in Desk."""
	return "/app" if frappe.db.get_value("User", user, "user_type") == "System User" else "/portal"


def website_home(user: str | None = None) -> str:
	"""get_website_user_home_page: the same question, asked by Frappe for everybody but Guest."""
	return home_of(user or frappe.session.user).lstrip("/")


def extend_boot(bootinfo) -> None:
	"""What Desk shows of the user: his unit, and that he is an applicant as well."""
	member = members.member_of()
	bootinfo.zhicheng = {
		"unit": member.unit if member else "",
		"unit_name": frappe.db.get_value("Unit", member.unit, "unit_name") if member else "",
		"is_applicant": members.is_applicant(),
		"idle_minutes": settings.get("idle_minutes"),
	}


def _end_session(sentence: str) -> None:
	"""A call is refused, so that the page can ask for a new log-in; a page goes on as Guest and leads there."""
	frappe.local.login_manager.logout()
	frappe.local.login_manager.login_as_guest()
	frappe.local.response["session_expired"] = 1
	if frappe.form_dict.get("cmd") or frappe.request.path.startswith("/api/"):
		raise frappe.SessionExpired(sentence)


def _idle_seconds(sid: str) -> float:
	"""A session that redis does not know counts as fresh; Frappe's own expiry still ends it."""
	seen = frappe.cache.get_value(sessions.seen_key(sid), expires=True)
	return time.time() - seen if seen else 0


def _mark_seen(sid: str) -> None:
	frappe.cache.set_value(sessions.seen_key(sid), time.time(), expires_in_sec=KEPT)


def _is_polling() -> bool:
	path = (frappe.request.path if frappe.request else "") or ""
	method = frappe.form_dict.get("cmd") or path.removeprefix("/api/method/")
	return method in POLLING or frappe.get_request_header("X-Zhicheng-Background") == "1"

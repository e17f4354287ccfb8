"""What the case screen needs besides the acts: the soft claim, changes, deadlines, colleagues, phrases, signatures."""

import frappe
from werkzeug.wrappers import Response

from zhicheng.api import refused_acts
from zhicheng.api.files import inline
from zhicheng.constants import Action
from zhicheng.domain.approval import changes as comparing
from zhicheng.domain.approval import (
	claims,
	consecutive,
	deadlines,
	handing,
	phrases,
	recall,
	reminders,
	signatures,
	substitutes,
)
from zhicheng.domain.audit import views
from zhicheng.domain.files import file_store
from zhicheng.exceptions import FileRefused
from zhicheng.permissions.applications import require_read_application
from zhicheng.refusals import spoken

LIBRARIES = {"opinions": phrases.PHRASE, "reasons": phrases.REASON}


def _require_read(application: str) -> None:
	require_read_application(user=frappe.session.user, application=application)


def _require_clerk(application: str) -> None:
	"""Who works on a case is no business of its applicant."""
	_require_read(application)
	claims.require_clerk(frappe.session.user, application)


# ---- who has the case open ----
@frappe.whitelist(methods=["POST"])
@spoken
def open_case(application: str) -> dict:
	"""The case is on the user's screen: who else has it open, and its step."""
	_require_clerk(application)
	return claims.open_case(application)


@frappe.whitelist(methods=["POST"])
@spoken
def keep_open(application: str) -> dict:
	"""Still there."""
	_require_clerk(application)
	return claims.keep(application)


@frappe.whitelist(methods=["POST"])
@spoken
def release(application: str) -> dict:
	"""The screen was left."""
	_require_read(application)
	claims.release(application)
	return {}


@frappe.whitelist(methods=["GET"])
@spoken
def changed(application: str) -> dict:
	"""本轮修改: what the applicant changed since the last round."""
	_require_read(application)
	views.note(views.READ, application=application)
	return comparing.since_last_round(application)


# ---- acts besides the five ----
@frappe.whitelist(methods=["POST"])
@spoken
def approve_both(
	application: str, step: int, token: str, values: dict | str, confirm: str, next_unit: str = "", next_reason: str = ""
) -> dict:
	"""同意通过 of two consecutive stages by the same clerk."""
	_require_read(application)
	details = {"next_unit": next_unit, "next_reason": next_reason, "values": frappe.parse_json(values)}
	with refused_acts.kept(Action.APPROVE, application):
		return consecutive.approve_both(application, step=step, token=token, confirm=confirm, **details)


@frappe.whitelist(methods=["POST"])
@spoken
def take_back(application: str, step: int, token: str, reason: str = "") -> dict:
	"""撤回同意."""
	_require_read(application)
	with refused_acts.kept(Action.RECALL, application):
		return recall.recall(application, step=step, token=token, reason=reason)


@frappe.whitelist(methods=["GET"])
@spoken
def colleagues(application: str) -> list[dict]:
	"""转办: to whom."""
	_require_read(application)
	return handing.colleagues(application)


@frappe.whitelist(methods=["POST"])
@spoken
def hand_over(application: str, to: str, note: str = "") -> dict:
	"""转办."""
	_require_read(application)
	with refused_acts.kept(Action.HAND_OVER, application):
		return handing.hand_over(application, to=to, note=note)


@frappe.whitelist(methods=["POST"])
@spoken
def extend(application: str, until: str, reason: str = "") -> dict:
	"""延期 by the HR bureau above."""
	_require_read(application)
	with refused_acts.kept(Action.EXTEND, application):
		return deadlines.extend(application, until=until, reason=reason)


@frappe.whitelist(methods=["POST"])
@spoken
def remind(application: str) -> dict:
	"""催办, by the applicant or a unit above, once a day."""
	_require_read(application)
	return reminders.remind(application)


# ---- the office's libraries ----
@frappe.whitelist(methods=["GET"])
@spoken
def library(kind: str, narrow: str = "") -> dict:
	"""Opinions or reasons to choose from."""
	return phrases.offered(_library(kind), narrow)


@frappe.whitelist(methods=["POST"])
@spoken
def keep_library(kind: str, texts: list | str) -> dict:
	"""Replace the own unit's list."""
	return phrases.keep_own(_library(kind), frappe.parse_json(texts))


def _library(kind: str) -> str:
	if kind not in LIBRARIES:
		raise FileRefused("没有这种常用语，请刷新页面。")
	return LIBRARIES[kind]


# ---- substitutes ----
@frappe.whitelist(methods=["GET"])
@spoken
def substitution() -> dict:
	"""Who can stand in, and what is registered in the own unit."""
	user = frappe.session.user
	rows = substitutes.of_unit(user)
	return {"rows": rows, "colleagues": [{"user": row["user"], "name": row["name"]} for row in substitutes.colleagues(user)]}


@frappe.whitelist(methods=["POST"])
@spoken
def enter_substitute(substitute: str, from_date: str, to_date: str, absent: str = "", reason: str = "") -> dict:
	"""登记代办."""
	dates = {"from_date": from_date, "to_date": to_date}
	return substitutes.enter(substitute=substitute, absent=absent, reason=reason, **dates)


@frappe.whitelist(methods=["POST"])
@spoken
def end_substitute(name: str) -> dict:
	"""结束代办."""
	return substitutes.end(name)


# ---- signatures ----
@frappe.whitelist(methods=["GET"])
@spoken
def signature_pictures() -> list[dict]:
	"""The own unit's pictures."""
	return signatures.of_unit(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@spoken
def add_signature(leader_name: str) -> dict:
	"""One picture of a multipart request."""
	sent = frappe.request.files.get("file")
	if not sent:
		raise FileRefused("没有收到图片，请重新选择后上传。")
	return signatures.add(leader_name=leader_name, content=sent.stream.read(), file_name=sent.filename)


@frappe.whitelist(methods=["POST"])
@spoken
def retire_signature(name: str) -> dict:
	"""停用."""
	return signatures.retire(name)


@frappe.whitelist(methods=["GET"])
@spoken
def signature(name: str, application: str = "") -> Response:
	"""The picture: for the own unit's clerks, and for those who may read a case in which it stands."""
	found = None
	if application:
		_require_read(application)
		found = signatures.in_case(name, application)
	found = found or signatures.own(name, frappe.session.user)
	return inline(file_store.read(found.file), found.mime, f"{found.leader_name}签字")

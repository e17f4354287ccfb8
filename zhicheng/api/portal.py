"""The applicant's verbs. Each asks the domain, which judges who may do it and when."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.api.dossier_answers import told
from zhicheng.constants import Action
from zhicheng.domain import client
from zhicheng.domain.approval import eligibility, inputs, messages, notices, submission
from zhicheng.domain.dossier import dossier, dossier_check
from zhicheng.exceptions import DossierInvalid
from zhicheng.permissions.applications import require_read_application


@frappe.whitelist(methods=["POST"])
@told
def start(notice: str) -> dict:
	"""确认 on a notice: a new draft with its dossier."""
	return {"name": submission.start(notice)}


@frappe.whitelist(methods=["POST"])
@told
def save_section(
	application: str, section: str, values: dict | list | str | None, revision: int = 0,
	seen: dict | list | str | None = None, merge: int = 0, auto: int = 0,
) -> dict:  # fmt: skip
	"""保存数据, 保存, 下一步, and the page by itself: what changed in one section."""
	answer = dossier.save_section(
		application,
		section,
		_typed(values),
		revision,
		frappe.session.user,
		ip=client.address(),
		seen=_typed(seen),
		merge=bool(merge),
		auto=bool(auto),
	)
	return {**answer, "saved_on": frappe.utils.now_datetime().strftime("%H:%M")}


@frappe.whitelist(methods=["POST"])
@told
def check(application: str) -> dict:
	"""检查: what is missing, what looks odd, and how the notice's conditions come out."""
	require_read_application(user=frappe.session.user, application=application)
	return {
		"missing": dossier_check.missing(application),
		"doubts": dossier_check.doubts(application),
		"eligibility": eligibility.judge(application),
	}


@frappe.whitelist(methods=["POST"])
@told
@refused_acts.noted(Action.SUBMIT)
def submit(application: str, step: int, token: str) -> dict:
	"""提交."""
	return submission.submit(application, step=step, token=token)


@frappe.whitelist(methods=["POST"])
@told
@refused_acts.noted(Action.WITHDRAW)
def withdraw(application: str, step: int, token: str) -> dict:
	"""撤回."""
	return submission.withdraw(application, step=step, token=token)


@frappe.whitelist(methods=["POST"])
@told
@refused_acts.noted("删除草稿")
def discard(application: str) -> dict:
	"""删除 of a draft."""
	return submission.discard(application)


@frappe.whitelist(methods=["POST"])
@told
@refused_acts.noted(Action.DELETE_PROCESS)
def delete_process(application: str, step: int, token: str, confirm: str = "") -> dict:
	"""删除流程."""
	return submission.delete_process(application, step=step, token=token, confirm=confirm)


@frappe.whitelist(methods=["GET"])
@told
def offered(level: str, search: str = "") -> list[dict]:
	"""The notices of a level, the open ones first."""
	return notices.offered(level, search)


@frappe.whitelist(methods=["POST"])
@told
def messages_seen(until: str = "") -> dict:
	"""消息 was opened: what it showed is read."""
	messages.mark_seen(frappe.session.user, until)
	return {"unread": messages.count_unread(frappe.session.user)}


def _typed(sent: object) -> dict:
	"""What the page sends of a section, as a table of fields."""
	label = "填写的内容"
	return inputs.mapping(inputs.parsed(sent, label, DossierInvalid), label, DossierInvalid)

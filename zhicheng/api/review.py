"""The clerk's verbs: each asks permission, calls one rule and answers with a small dict."""

import frappe
from werkzeug.wrappers import Response

from zhicheng.api import desk_answers, refused_acts, review_answers
from zhicheng.api.cards import card
from zhicheng.api.files import inline
from zhicheng.constants import Action
from zhicheng.domain.approval import (
	candidates,
	committee,
	corrections,
	handover,
	opinion,
	process_attachments,
	progress,
	public_notice,
	routing,
)
from zhicheng.domain.audit import reveals, views
from zhicheng.domain.files import file_store
from zhicheng.domain.queries import applications, home, review
from zhicheng.domain.queries.held import held
from zhicheng.exceptions import FileRefused, TallyInvalid
from zhicheng.permissions.applications import require_read, task_reasons
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
@held()
def screen(application: str) -> dict:
	"""The case form in one answer: the dossier, where the case is, what the user may do now, boxes, opinions, attachments."""
	require_read(application)
	views.note(views.READ, application=application)
	return review_answers.screen(application)


@frappe.whitelist(methods=["POST"])
@spoken
def reveal(application: str, reason: str) -> dict:
	"""显示完整号码: ID number and telephone for who says why; the log keeps it and the applicant reads it."""
	with refused_acts.kept(views.REVEAL, application):
		require_read(application)
		return reveals.reveal(application, reason)


@frappe.whitelist(methods=["GET"])
@spoken
def path(application: str) -> dict:
	"""审批过程."""
	require_read(application)
	notes = desk_answers.path_notes(application)
	return {"where": progress.where(application), "rows": progress.path(application), **notes}


@frappe.whitelist(methods=["GET"])
@spoken
def chart(application: str) -> dict:
	"""流程图."""
	require_read(application)
	return progress.chart(application)


@frappe.whitelist(methods=["GET"])
@spoken
def boxes(application: str) -> list[dict]:
	"""The opinion boxes of the open stage, for who may write them."""
	require_read(application)
	return review_answers.boxes(application)


@frappe.whitelist(methods=["GET"])
@spoken
def next_units(application: str) -> dict:
	"""选择下一步审批单位: the legal units, the proposed one first; none at the last stage."""
	require_read(application)
	case = applications.case(application)
	following = routing.stage_after(case.route, case.current_stage) if case.current_stage else None
	return {
		"stage_name": following.stage_name if following else "",
		"units": candidates.next_units(application) if following else [],
	}


@frappe.whitelist(methods=["GET"])
@spoken
def correctable(application: str) -> list[dict]:
	"""What a correction can point at, for who may send the case back now: nobody else sees the rows as they are."""
	require_read(application)
	may_send_back = {Action.RETURN, Action.REJECT} & set(progress.allowed_actions(application))
	return corrections.places(application) if may_send_back else []


@frappe.whitelist(methods=["GET"])
@spoken
def tally_outcome(members: int | str, present: int | str, yes: int | str, no: int | str) -> dict:
	"""What a vote would come to, before it is confirmed; what is wrong with its numbers while they are being typed."""
	try:
		return {"result": committee.outcome({"members": members, "present": present, "yes": yes, "no": no}), "fault": ""}
	except TallyInvalid as refused:
		return {"result": "", "fault": str(refused)}


@frappe.whitelist(methods=["GET"])
@spoken
def notice_fault(notice_from: str = "", notice_to: str = "", notice_result: str = "") -> dict:
	"""What is wrong with a public notice while its box is being filled."""
	return {"fault": public_notice.fault(notice_from, notice_to, notice_result)}


@frappe.whitelist(methods=["POST"])
@spoken
def act(
	application: str,
	action: str,
	step: int,
	token: str,
	next_unit: str = "",
	reason: str = "",
	next_reason: str = "",
	tally: dict | str | None = None,
	final: dict | str | None = None,
	corrections: list | str | None = None,
) -> dict:
	"""同意通过, 返回修改, 拒绝, 流程作废, 录入评审结果: the one door."""
	details = {"next_unit": next_unit, "reason": reason, "next_reason": next_reason}
	votes = {"tally": frappe.parse_json(tally), "final": frappe.parse_json(final)}
	details["corrections"] = frappe.parse_json(corrections)
	with refused_acts.kept(action, application):
		require_read(application)
		return handover.act(application, action, step=step, token=token, **details, **votes)


@frappe.whitelist(methods=["POST"])
@spoken
def undo_void(application: str, step: int, token: str, reason: str = "") -> dict:
	"""撤销作废."""
	with refused_acts.kept(Action.UNDO_VOID, application):
		require_read(application)
		return handover.undo_void(application, step=step, token=token, reason=reason)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted(Action.SAVE_OPINION)
def save_opinion(application: str, values: dict | str) -> dict:
	"""保存意见."""
	require_read(application)
	return opinion.save(application, frappe.parse_json(values) or {})


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted(Action.MARK_READ)
def mark_read(application: str) -> dict:
	"""已阅."""
	require_read(application)
	return handover.mark_read(application)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("流程附件上传")
def upload_process_attachment(application: str, kind: str, title: str = "") -> dict:
	"""流程附件上传: one file of a multipart request."""
	require_read(application)
	sent = frappe.request.files.get("file")
	if not sent:
		raise FileRefused("没有收到文件，请重新选择后上传。")
	content = sent.stream.read()
	return process_attachments.add(application, kind=kind, title=title, content=content, file_name=sent.filename)


@frappe.whitelist(methods=["GET"])
@spoken
def process_attachment(application: str, attachment: str) -> Response:
	"""The bytes of one process attachment, for those who may read the case."""
	require_read(application)
	case = applications.case(application)
	is_applicant = case.applicant == frappe.session.user
	found = process_attachments.one(application, attachment, for_applicant=is_applicant)
	views.note(views.PROOF, application=application)
	return inline(file_store.read(found.file), found.mime, found.file_name)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def to_do_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 待办业务, counted from the path table."""
	value = home.count_open(task_reasons(frappe.session.user))
	return card(value, "approval-task", {"status": "待处理", "stage": ["!=", "A"]})


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def done_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 已办业务, counted from the path table."""
	user = frappe.session.user
	return card(review.count_done(user), "approval-task", {"status": "已处理", "decided_by": user})

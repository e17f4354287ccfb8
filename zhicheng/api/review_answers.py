"""What the clerk's case screen is told, put together from the rules' own answers."""

import frappe

from zhicheng.api import desk_answers
from zhicheng.constants import APPLICANT_STAGE, Action, TaskStatus
from zhicheng.domain.approval import committee, corrections, eligibility, opinion, process_attachments, progress
from zhicheng.domain.queries import applications
from zhicheng.printing import dossier_view, gate

HEAD_COLUMNS = (
	"application_no", "applicant_name", "declare_year", "level", "series", "qualification_name", "exceptional", "unit_name",
	"workflow_state", "current_stage", "round_no", "step", "submitted_on", "tally_date", "tally_result", "tally_members",
	"tally_present", "tally_yes", "tally_no", "result_doc_no", "certificate_no",
)  # fmt: skip
OPINION_COLUMNS = (
	"box_title", "stage_name", "unit_name", "round_no", "superseded", "opinion", "leader_name", "approved_on",
	"notice_from", "notice_to", "notice_result", "signature", "recorded_by_name",
)  # fmt: skip
SHOWN_REASONS = (Action.RETURN, Action.UNDO_VOID, Action.VOID)


def screen(application: str) -> dict:
	"""Everything that the case form shows, for a reader who was admitted; the applicant himself is shown no opinions."""
	case, task, user = applications.case(application), applications.open_task(application), frappe.session.user
	is_applicant = case.applicant == user
	actions = progress.allowed_actions(application)
	may_write = Action.SAVE_OPINION in actions
	return {
		"case": _head(case, task),
		"dossier": dossier_view.page(case, user),
		"where": progress.where(application),
		"actions": [] if is_applicant else actions,
		"boxes": opinion.boxes(application) if may_write else [],
		"opinions": [] if is_applicant else _opinions(application),
		"attachments": attachments(application, for_applicant=is_applicant),
		"can_upload": may_write and progress.may_attach(application),
		"returned": _reason(application),
		"corrections": [] if is_applicant else corrections.open_for(application),
		"eligibility": [] if is_applicant else eligibility.judge(application),
		"return_to": _return_to(task),
		# where it is entered again, it is corrected, not remembered
		"tally": committee.recorded(case) if Action.TALLY in actions else None,
		"desk": desk_answers.of_case(application, task),
		"print_url": f"/api/method/zhicheng.api.print.application_pdf?name={application}",
		"print_locked": gate.locked_sentence(case),
	}


def boxes(application: str) -> list[dict]:
	"""The opinion boxes of the open stage; none for who may not write them."""
	return opinion.boxes(application) if Action.SAVE_OPINION in progress.allowed_actions(application) else []


def attachments(application: str, *, for_applicant: bool) -> list[dict]:
	"""The rows of 流程附件 with the address under which each is read."""
	rows = process_attachments.of_case(application, for_applicant=for_applicant)
	for row in rows:
		row.pop("file")
		row.url = (
			"/api/method/zhicheng.api.review.process_attachment"
			f"?application={application}&attachment={row.name}"
		)
	return rows


def _head(case: dict, task: dict | None) -> dict:
	answer = {column: case[column] for column in HEAD_COLUMNS}
	stage = case.current_stage
	answer["stage_name"] = frappe.get_cached_value("Approval Stage", stage, "stage_name") if stage else ""
	answer["read_on"] = task.read_on if task else None
	for_unit = task.for_unit if task else None
	answer["for_unit_name"] = frappe.db.get_value("Unit", for_unit, "unit_name") if for_unit else ""
	return answer


def _opinions(application: str) -> list[dict]:
	return [{column: row[column] for column in OPINION_COLUMNS} for row in opinion.history(application)]


def _reason(application: str) -> dict | None:
	"""Why the case stands where it stands, when the last act was a step back."""
	last = applications.last_done(application)
	if not last or last.action not in SHOWN_REASONS:
		return None
	return {key: last[key] for key in ("stage_name", "unit_name", "action", "reason")}


def _return_to(task: dict | None) -> str:
	"""Who would get the case by 返回修改."""
	if not task or task.status != TaskStatus.OPEN:
		return ""
	previous = applications.task(task.came_from) if task.came_from else None
	if not previous or previous.stage == APPLICANT_STAGE:
		return "申报人修改"
	return f"上一环节“{previous.stage_name}”（{previous.unit_name}）"

"""One class per refusal; each message is a Chinese sentence that says what happened and what to do."""

import frappe


class Refusal(frappe.ValidationError):
	"""A request that the rules refuse; nothing was changed."""

	title = "不能办理"

	def __init__(self, *args):
		super().__init__(*args)
		# by this the end of the request knows that it was a refusal (api/refused_doors.py); the answer names no type
		frappe.local.zhicheng_last_refusal = str(self)


class UnitInvalid(Refusal):
	"""A unit's data breaks a rule of the unit form (domain 3.1)."""


class NameHoldsTag(Refusal):
	"""A name of base data holds an HTML tag, which Frappe would draw wherever the record is linked."""


class CategoryNotAllowed(Refusal):
	"""The creator's role may not create this category of unit here (manuals 3.1.1.1)."""


class UnitInUse(Refusal):
	"""Something hangs on the unit; it can be disabled, not deleted."""


class IdNumberInvalid(Refusal):
	"""The ID number's length, check digit or birth date is wrong, or it is in use."""


class RoleNotAllowed(Refusal):
	"""The role may not be granted here, or not by this user, or not to himself."""


class PasswordRefused(Refusal):
	"""A new password breaks one of the five conditions or repeats an old one."""


class LoginRefused(frappe.AuthenticationError):
	"""Wrong log-in name or password, or the account may not log in now."""


class TooManyAttempts(LoginRefused):
	"""Too many failures; the message says how long to wait."""


class SecondFactorRefused(LoginRefused):
	"""The code of the second factor is wrong, used, or not wanted here."""


class CaptchaRefused(LoginRefused):
	"""The slider or the question was answered wrongly, too late, twice, or for somebody else."""


class BrandingInvalid(Refusal):
	"""A region's own log-in address is malformed or in use."""


class NoticeClosed(Refusal):
	"""The notice is not published, not begun, or its time is over."""


class NoticeInvalid(Refusal):
	"""Parts of a notice do not fit together, or a change would pull the ground from under its cases."""


class NotEligible(Refusal):
	"""The applicant's unit is outside the notice's categories or regions."""


class PlaceTaken(Refusal):
	"""The person already has an application of this year and level (design 7)."""


class YearBanned(Refusal):
	"""流程作废, 删除流程 or an integrity record bars the person for the year."""


class DossierIncomplete(Refusal):
	"""The dossier lacks something; `missing` lists it by section and field."""

	def __init__(self, message: str = "", missing: list | None = None):
		super().__init__(message)
		self.missing = missing or []


class DossierLocked(Refusal):
	"""The dossier can be edited only as a draft by its applicant."""


class DossierInvalid(Refusal):
	"""A value does not fit its field; `errors` lists them by row and field, and nothing of the section was saved."""

	def __init__(self, message: str = "", errors: list | None = None):
		super().__init__(message)
		self.errors = errors or []


class ImportRefused(Refusal):
	"""A workbook that cannot be read as a table of units or people, or an import that cannot be begun now."""


class StaleForm(Refusal):
	"""Somebody changed the record after this form was opened."""

	http_status_code = 409


class FileRefused(Refusal):
	"""The file's content, size or place is not allowed."""


class UploadGone(FileRefused):
	"""An upload in parts that the server does not hold (any more): it begins anew."""


class RouteMissing(Refusal):
	"""No published route fits, or a stage of it finds no unit."""


class RouteInvalid(Refusal):
	"""A route cannot be published as it stands."""


class NotYourStage(frappe.PermissionError):
	"""The user's unit or role is not the one in charge of the open stage."""


class OwnCase(frappe.PermissionError):
	"""Nobody acts on his own application; the unit above does (design 5)."""


class ActionNotAllowed(Refusal):
	"""The action does not exist at this stage or in this state."""


class DeadlinePassed(Refusal):
	"""The stage's deadline is over; the HR bureau above can extend it (design 7)."""


class AlreadyReminded(Refusal):
	"""催办 works once a day."""


class SubstituteInvalid(Refusal):
	"""Nobody, or not this person, can stand in for the absent clerk on these days."""


class ReasonMissing(Refusal):
	"""返回修改, 拒绝, 流程作废 and an unproposed next unit need a reason."""


class TooManyReveals(Refusal):
	"""Whole ID numbers are looked at one by one, not by the hundred."""


class CorrectionInvalid(Refusal):
	"""A correction points at no place of the dossier, or does not say what to do."""


class OpinionMissing(Refusal):
	"""An opinion box of the stage lacks opinion, signature or date."""


class CandidateRefused(Refusal):
	"""The chosen next unit is none of the legal ones."""


class AddressRefused(Refusal):
	"""The e-mail address cannot be confirmed; the message says why."""


class TallyInvalid(Refusal):
	"""The numbers of the vote contradict each other or the quorum is missed."""


class StateChangeRefused(frappe.PermissionError):
	"""The state changes through the approval buttons only (design 4.2)."""


class ShareRefused(frappe.PermissionError):
	"""Records are seen by unit and role, never by a share."""


class PrintLocked(frappe.PermissionError):
	"""Printing is not unlocked yet for this application."""


class PrintFailed(Refusal):
	"""The PDF could not be made; the message says what the administrator can do."""

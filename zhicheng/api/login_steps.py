"""What stands between a right password and the session: second factor, change of password, privacy notice, in this order."""

from zhicheng import session
from zhicheng.domain import act_log
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.accounts import privacy, second_factor
from zhicheng.domain.audit import break_glass

LOG_IN = "登录"


def after_password(user: str) -> dict:
	"""The second factor comes first: who knows an old password only must not get to change it."""
	if second_factor.is_due(user):
		return {"next": "/second-factor", "ticket": rules.give_ticket(user, rules.FACTOR)}
	return after_factor(user)


def after_factor(user: str) -> dict:
	if rules.must_change(user):
		return {"next": "/change-password", "ticket": rules.give_ticket(user)}
	return enter(user)


def enter(user: str) -> dict:
	"""Open the session, once the person has agreed to the notice on personal data."""
	if privacy.is_due(user):
		return {"next": "/privacy", "ticket": rules.give_ticket(user, rules.PRIVACY)}
	session.open_for(user)
	if user == "Administrator":
		break_glass.note_log_in()
	else:
		act_log.record(LOG_IN)
	return {"next": session.home_of(user), "user": user}

"""我的登录: where one is logged in, and the way to end it; for who is logged in."""

from zhicheng import account_page, session
from zhicheng.domain.accounts import second_factor, sessions
from zhicheng.portal.page import require_login

no_cache = 1


def get_context(context):
	user = require_login()
	context.is_wide = True
	context.back_href = session.home_of(user)
	context.sessions = sessions.of(user)
	context.is_enrolled = second_factor.is_enrolled(user)
	context.recovery_left = second_factor.recovery_left(user)
	return account_page.fill(context, title="我的登录", script="my_logins")

"""邮件提醒: the own address, confirmed by a code, and which mails one wants; for who is logged in."""

from zhicheng import account_page, session
from zhicheng.domain.notify import addresses
from zhicheng.portal.page import require_login

no_cache = 1


def get_context(context):
	user = require_login()
	context.is_wide = True
	context.back_href = session.home_of(user)
	context.state = addresses.state(user)
	return account_page.fill(context, title="邮件提醒", script="mail_settings")

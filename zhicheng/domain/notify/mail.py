"""E-mail: only to an address that its owner confirmed, only where the site can send, never with a link that acts."""

import frappe
from frappe import _
from frappe.utils import escape_html

from zhicheng.domain import settings
from zhicheng.domain.notify import recipients

CLOSING = "请登录系统办理。本邮件由系统自动发出，不需要回复；邮件里没有可以直接办理业务的链接。"
OPT_OUT = "不想再收到：登录后打开“邮件提醒”关闭。"


def can_send() -> bool:
	"""Whether the site has an outgoing account; without one, no mail waits for ever in the queue."""
	account = {"enable_outgoing": 1, "default_outgoing": 1}
	return bool(frappe.conf.get("mail_server") or frappe.db.exists("Email Account", account))


def address_of(member: dict | None) -> str:
	"""The confirmed address; empty when it was changed since."""
	if not member or not member.email or member.email != member.email_confirmed:
		return ""
	return member.email


def urgent(user: str, text: str) -> bool:
	"""At once, for a return or a deadline; tells whether a mail was queued."""
	member = recipients.member(user)
	address = address_of(member)
	if not address or member.no_urgent_mail or not can_send():
		return False
	send(address, text, [text], opt_out=True)
	return True


def send(address: str, subject: str, lines: list[str], *, opt_out: bool = False) -> None:
	"""Through Frappe's Email Queue, which retries; every line is text, none is HTML."""
	told = [*lines, _(CLOSING), *([_(OPT_OUT)] if opt_out else [])]
	body = "".join(f"<p>{escape_html(line)}</p>" for line in told)
	name = settings.get("branding_name") or _("职称申报评审")
	frappe.sendmail(
		recipients=[address], subject=f"【{name}】{subject}", message=body, add_unsubscribe_link=0, delayed=True
	)

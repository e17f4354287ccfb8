"""How a person confirms his address: a code that is sent there and typed in by him while logged in.

There is no link to press, so that nobody else's mail program and no forwarded mail can confirm anything.
"""

import hashlib
import secrets

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from zhicheng.domain.notify import mail, recipients
from zhicheng.exceptions import AddressRefused

MEMBER = "Unit Member"
MINUTES, TRIES, PER_HOUR, DIGITS = 30, 5, 5, 6


def state(user: str) -> dict:
	"""The own address, whether it is confirmed, and what the person wants."""
	member = _require(user)
	return {
		"address": member.email or "",
		"confirmed": bool(mail.address_of(member)),
		"digest": not member.no_digest_mail,
		"urgent": not member.no_urgent_mail,
		"can_send": mail.can_send(),
	}


def send_code(user: str, address: str) -> dict:
	"""Send a code to the address; the record keeps the old one until the code is typed in.

	:raises AddressRefused: no address, no way to send, or too many codes within an hour
	"""
	_require(user)
	address = (address or "").strip()
	if not address or len(address) > 140 or not frappe.utils.validate_email_address(address) or "," in address:
		raise AddressRefused(_("请填写一个格式正确的电子邮箱。"))
	if not mail.can_send():
		raise AddressRefused(_("系统还没有设置发信账号，暂时不能确认邮箱。请联系系统管理员。"))
	if _count(f"zhicheng_mail_codes:{user}", 3600) > PER_HOUR:
		raise AddressRefused(_("一小时内发送的验证码太多，请稍后再试。"))
	code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
	kept = {"address": address, "digest": _digest(user, address, code)}
	frappe.cache().set_value(_key(user), kept, expires_in_sec=MINUTES * 60)
	frappe.cache().delete_value(f"zhicheng_mail_tries:{user}")
	text = _("您的邮箱验证码是 {0}，{1}分钟内有效。只用于确认这个邮箱可以接收提醒。").format(code, MINUTES)
	mail.send(address, _("邮箱验证码"), [text, _("如果不是您本人操作，请不必理会。")])
	return {"message": _("验证码已发往 {0}，{1}分钟内有效。").format(address, MINUTES)}


def confirm(user: str, code: str) -> dict:
	"""The code fits: from now on the address is the person's, and it receives.

	:raises AddressRefused: a wrong or old code, or too many tries
	"""
	member = _require(user)
	kept = frappe.cache().get_value(_key(user), expires=True)
	if not kept:
		raise AddressRefused(_("验证码已过期，请重新发送。"))
	if _count(f"zhicheng_mail_tries:{user}", MINUTES * 60) > TRIES:
		frappe.cache().delete_value(_key(user))
		raise AddressRefused(_("验证码错误次数太多，请重新发送。"))
	if not secrets.compare_digest(kept["digest"], _digest(user, kept["address"], (code or "").strip())):
		raise AddressRefused(_("验证码不正确，请核对邮件里的六位数字。"))
	frappe.cache().delete_value(_key(user))
	values = {"email": kept["address"], "email_confirmed": kept["address"], "email_confirmed_on": now_datetime()}
	frappe.db.set_value(MEMBER, member.name, values, update_modified=False)
	return {"message": _("邮箱 {0} 已确认，可以接收提醒。").format(kept["address"])}


def choose(user: str, *, digest: bool, urgent: bool) -> dict:
	"""Which mails the person wants; both until he says no."""
	member = _require(user)
	values = {"no_digest_mail": int(not digest), "no_urgent_mail": int(not urgent)}
	frappe.db.set_value(MEMBER, member.name, values, update_modified=False)
	return {"message": _("已保存。")}


def _require(user: str) -> frappe._dict:
	member = recipients.member(user)
	if not member:
		raise AddressRefused(_("这个账号没有对应的用户记录，不能设置邮件提醒。"))
	return member


def _key(user: str) -> str:
	return f"zhicheng_mail_code:{user}"


def _digest(user: str, address: str, code: str) -> str:
	return hashlib.sha256(f"{user}|{address}|{code}".encode()).hexdigest()


def _count(key: str, seconds: int) -> int:
	"""How often this happened within the time, this one included."""
	number = cint(frappe.cache().get_value(key, expires=True)) + 1
	frappe.cache().set_value(key, number, expires_in_sec=seconds)
	return number

"""邮件提醒: one's own address and choices; every verb works on the session's user alone."""

import frappe

from zhicheng.domain.notify import addresses
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def mail_state() -> dict:
	"""The own address, whether it is confirmed, and which mails are wanted."""
	return addresses.state(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@spoken
def send_code(address: str) -> dict:
	"""Send a code to the address."""
	return addresses.send_code(frappe.session.user, address)


@frappe.whitelist(methods=["POST"])
@spoken
def confirm_address(code: str) -> dict:
	"""Confirm the address by the code that came there."""
	return addresses.confirm(frappe.session.user, code)


@frappe.whitelist(methods=["POST"])
@spoken
def choose_mail(digest: bool | int | str, urgent: bool | int | str) -> dict:
	"""Which mails are wanted."""
	return addresses.choose(frappe.session.user, digest=_yes(digest), urgent=_yes(urgent))


def _yes(value: bool | int | str) -> bool:
	return str(value).lower() in ("1", "true")

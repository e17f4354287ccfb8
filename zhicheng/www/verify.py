"""核验: a public page that says of a printed form whether it is genuine, and nothing about the person."""

import frappe

from zhicheng import account_page
from zhicheng.domain import client
from zhicheng.exceptions import TooManyAttempts
from zhicheng.printing import verification

no_cache = 1


def get_context(context):
	code = (frappe.form_dict.get("code") or "").strip()[:120]
	context.is_wide = True
	context.code, context.found, context.refused = code, None, ""
	if code:
		try:
			verification.require_patience(client.address())
			context.found = verification.check(code)
		except TooManyAttempts as refusal:
			context.refused = str(refusal)
	return account_page.fill(context, title="申报表核验")

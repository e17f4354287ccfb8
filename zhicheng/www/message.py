"""What Frappe tells on a page of its own: refused, expired, failed. A sentence in Chinese is kept, others are said in ours.

Words of the address (`/message?title=…`) are not shown: anybody could put his own into them.
"""

import re

import frappe
from frappe.utils import cint, cstr, strip_html_tags
from frappe.www import message as stock

from zhicheng import account_page

no_cache = 1
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def get_context(context):
	for key in ("title", "message"):
		frappe.form_dict.pop(key, None)
	said = stock.get_context(context)
	status = cint(context.error_code or frappe.local.response.get("http_status_code") or 403)
	sentence = strip_html_tags(cstr(said.message)).strip()
	return account_page.tell(context, status, sentence if _CHINESE.search(sentence) else "")

"""How much one visitor may send: no more writes a minute than a person could make.

Frappe itself refuses a body beyond `max_file_size` of site_config (10 MB) before it is read; proofs come in parts of 4 MB.
"""

import frappe
from frappe.utils import cint

from zhicheng.domain import client

# twenty a second: no person does it, a page that saves by itself stays far below; many stand behind one address
WRITES_PER_MINUTE, GUEST_WRITES_PER_MINUTE = 1200, 6000
SETTING = "zhicheng_writes_per_minute"
MINUTE = 60


def refuse_flood() -> None:
	"""auth_hooks: writes are counted by person, a visitor's by his address; reads are the proxy's to limit.

	:raises frappe.TooManyRequestsError: for the rest of the minute
	"""
	if frappe.request.method not in ("POST", "PUT", "DELETE", "PATCH"):
		return
	user = frappe.session.user
	is_guest = user == "Guest"
	most = GUEST_WRITES_PER_MINUTE if is_guest else cint(frappe.conf.get(SETTING)) or WRITES_PER_MINUTE
	key = frappe.cache.make_key(f"zhicheng_writes:{client.address() if is_guest else user}")
	count = frappe.cache.incr(key)
	if count == 1 or frappe.cache.ttl(key) < 0:
		frappe.cache.expire(key, MINUTE)
	if count > most:
		frappe.msgprint("操作过于频繁，请1分钟后再试。", title="请稍候", indicator="orange")
		raise frappe.TooManyRequestsError

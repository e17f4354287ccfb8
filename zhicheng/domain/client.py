"""Where a request comes from: the one way in which log-in, verification, pledge and Act Log take the address."""

from ipaddress import ip_address

import frappe


def address() -> str:
	"""What a proxy says of the address is believed only of a proxy that stands on this machine or in its own
	network; anybody else is taken at his own address. Empty in a worker."""
	peer = (frappe.request.remote_addr if frappe.request else "") or ""
	try:
		is_near = ip_address(peer).is_private
	except ValueError:
		is_near = True
	return (getattr(frappe.local, "request_ip", None) or "") if is_near else peer

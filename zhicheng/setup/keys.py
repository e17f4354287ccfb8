"""The secret of the ID hash (design 6): made once per site, kept in site_config beside Frappe's own key."""

import secrets

import frappe
from frappe.installer import update_site_config

from zhicheng.domain.people.identity import KEY


def ensure_id_key() -> None:
	"""Never replaced: a new key would make every stored hash unfindable."""
	if not frappe.conf.get(KEY):
		key = secrets.token_hex(32)
		update_site_config(KEY, key)
		frappe.local.conf[KEY] = key

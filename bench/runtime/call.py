"""Calls one function of an app on a site and prints its answer as one line of JSON.

usage: call.py SITE DOTTED.FUNCTION      (in the sites folder)

`bench execute` would do, but it hides an error of the function behind a second one of its own.
"""

import json
import sys

import frappe


def main(site: str, function: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	try:
		answer = frappe.get_attr(function)()
		frappe.db.commit()
	finally:
		frappe.destroy()
	print(json.dumps(answer, default=str, ensure_ascii=False))


if __name__ == "__main__":
	main(*sys.argv[1:])

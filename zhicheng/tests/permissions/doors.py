"""Frappe's ways to a record, each as a function of a browser; what they answer is compared in test_doors."""

import json

from zhicheng.tests.browser import Answer, Browser

REFUSED = None
MANY = 5000


# ---- lists: a set of names, or REFUSED ----


def rest_list(browser: Browser, doctype: str) -> set | None:
	answer = browser.resource(doctype, fields=["name"], limit_page_length=0)
	return _names(answer, answer.data)


def client_list(browser: Browser, doctype: str) -> set | None:
	answer = browser.post("frappe.client.get_list", doctype=doctype, fields=["name"], limit_page_length=0)
	return _names(answer, answer.message)


def report_view(browser: Browser, doctype: str) -> set | None:
	answer = browser.post("frappe.desk.reportview.get", **_report(doctype))
	rows = answer.message or {}
	return {row[0] for row in rows.get("values", [])} if answer.is_ok and rows else _names(answer, [])


def report_list(browser: Browser, doctype: str) -> set | None:
	answer = browser.post("frappe.desk.reportview.get_list", **_report(doctype))
	return _names(answer, answer.message)


def link_search(browser: Browser, doctype: str) -> set | None:
	answer = browser.post("frappe.desk.search.search_link", doctype=doctype, txt="", page_length=MANY)
	rows = answer.json.get("results") or answer.message or []
	return {row["value"] for row in rows} if answer.is_ok else REFUSED


def register(browser: Browser, report: str = "Senior Title Register") -> set | None:
	"""职称申报一览表, by the numbers of its rows."""
	answer = browser.post("frappe.desk.query_report.run", report_name=report, filters={})
	rows = (answer.message or {}).get("result", [])
	return {row["application_no"] for row in rows if isinstance(row, dict)} if answer.is_ok else REFUSED


# ---- counts ----


def client_count(browser: Browser, doctype: str) -> int | None:
	return _count(browser.post("frappe.client.get_count", doctype=doctype, filters={}))


def report_count(browser: Browser, doctype: str) -> int | None:
	return _count(browser.post("frappe.desk.reportview.get_count", doctype=doctype, filters={}, distinct="false"))


# ---- one record: True, or REFUSED ----


def rest_doc(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.resource(doctype, name)


def client_get(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.post("frappe.client.get", doctype=doctype, name=name)


def client_value(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.post("frappe.client.get_value", doctype=doctype, fieldname=["name", "owner"], filters={"name": name})


def form(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.get("frappe.desk.form.load.getdoc", doctype=doctype, name=name)


def link(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.post("frappe.client.validate_link", doctype=doctype, docname=name, fields=["name", "owner"])


def form_info(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.post("frappe.desk.form.load.get_docinfo", doctype=doctype, name=name)


def print_page(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.page(f"/printview?doctype={doctype}&name={name}")


def print_html(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.post("frappe.www.printview.get_html_and_style", doc=doctype, name=name)


def print_pdf(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.get("frappe.utils.print_format.download_pdf", doctype=doctype, name=name)


def own_pdf(browser: Browser, doctype: str, name: str) -> Answer:
	return browser.get("zhicheng.api.print.application_pdf", name=name)


LISTS = (rest_list, client_list, report_view, report_list, link_search)
COUNTS = (client_count, report_count)
RECORDS = (rest_doc, client_get, client_value, form, link, form_info)
PRINTS = (print_page, print_html, print_pdf, own_pdf)


def _names(answer: Answer, rows) -> set | None:
	return {row["name"] for row in rows or []} if answer.is_ok else REFUSED


def _count(answer: Answer) -> int | None:
	return int(answer.message or 0) if answer.is_ok else REFUSED


def _report(doctype: str) -> dict:
	field = json.dumps([f"`tab{doctype}`.`name`"])
	return {"doctype": doctype, "fields": field, "start": 0, "page_length": MANY, "view": "List"}

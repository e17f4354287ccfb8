"""Refused acts of all doors that do not note them themselves (api/refused_acts.py): judged once the answer is made.

Our small writers have a name each below. Of Frappe's own doors those count that would have written a record of ours,
or an account: a plain save, REST, a list's bulk edit.
"""

import json
import re
from urllib.parse import unquote

import frappe

from zhicheng.api import aliases, refused_acts

WRITING = ("POST", "PUT", "PATCH", "DELETE")
RESOURCE = re.compile(r"^/api/(?:v\d+/)?(?:resource|document)/([^/]+)(?:/([^/]+))?")
# not ours by module, and yet part of who may do what here
BESIDES = (
	"User", "Role", "Role Profile", "Has Role", "User Permission", "DocShare", "Custom DocPerm", "Custom Field",
	"Property Setter", "Workflow", "File",
)  # fmt: skip
OURS = {
	"account.change_password": "密码修改",
	"admins.unlock": "解除锁定",
	"admins.reset_second_factor": "重置二次验证",
	"batch.start": "批量同意",
	"batch.resume": "批量同意",
	"files.upload": "上传附件",
	"files.begin_upload": "上传附件",
	"files.finish_upload": "上传附件",
	"files.cancel": "取消上传",
	"guards.refuse_console": "系统控制台",
	"guards.refuse_permissions": "修改权限表",
	"imports.upload": "批量导入",
	"imports.start": "批量导入",
	"imports.drop": "批量导入",
	"libraries.keep": "保存常用语",
	"members.unlock": "解除锁定",
	"members.reset_second_factor": "重置二次验证",
	"portal.start": "填写申报",
	"portal.save_section": "保存申报材料",
	"presence.open_case": "办理中标记",
	"presence.keep_open": "办理中标记",
	"presence.release": "办理中标记",
	"repair.preview": "改派",
	"reuse.start": "复用申报材料",
	"route_check.run": "流程体检",
	"routes.new_version": "复制流程",
	"second_factor.start": "启用二次验证",
	"sessions.end": "结束登录",
	"signatures.add": "上传签字图片",
	"signatures.retire": "停用签字图片",
	"substitutes.end": "结束代办",
}
# what is typed goes wrong every minute here and is told by place: a stranger's try alone is an act
TYPED = (
	"portal.save_section", "files.upload", "files.begin_upload", "files.finish_upload", "account.change_password", "second_factor.start",
)  # fmt: skip
# the last words of Frappe's own methods that write; many others are asked by POST and only read
STOCK = {
	"savedocs", "cancel", "save", "insert", "insert_many", "set_value", "delete", "delete_doc", "delete_items", "submit",
	"bulk_update", "submit_cancel_or_update_docs", "rename_doc", "update_document_title", "run_doc_method", "apply_workflow",
	"bulk_workflow_approval", "add", "remove", "set_permission", "add_comment", "upload_file", "update_event", "update_task",
}  # fmt: skip
DELETING = ("delete", "delete_doc", "delete_items", "remove")
MAKING = ("insert", "insert_many")


def note(response=None, request=None) -> None:
	"""after_request: Frappe has rolled the request back by now."""
	if response is None or request is None or response.status_code < 400 or request.method not in WRITING:
		return
	if frappe.session.user == "Guest" or refused_acts.is_noted():
		return
	sentence = _sentence(_answer(response))
	is_forbidden = response.status_code == 403
	if not is_forbidden and not refused_acts.is_our_refusal(sentence):
		return
	act, about = _asked(request, is_forbidden)
	if act:
		sentence = frappe.utils.strip_html(sentence) or "没有权限。"
		application = frappe.utils.cstr(frappe.form_dict.get("application"))
		refused_acts.note(act, application, f"{about}：{sentence}" if about else sentence)


def _asked(request, is_forbidden: bool) -> tuple[str, str]:
	"""What was tried and on which record; empty for what is no act."""
	path = request.path
	record = RESOURCE.match(path)
	if record:
		doctype, name = unquote(record[1]), unquote(record[2] or "")
		verb = "删除" if request.method == "DELETE" else "修改" if name else "新增"
		return _of_record(verb, doctype, name)
	name = next(iter(aliases.asked(path)), "")
	ours = name.removeprefix("zhicheng.api.")
	stand_in = (frappe.get_hooks("override_whitelisted_methods").get(name) or [""])[-1].removeprefix("zhicheng.api.")
	act = OURS.get(ours) or OURS.get(stand_in)
	if act:
		return (act, "") if is_forbidden or ours not in TYPED else ("", "")
	return _of_stock_method(name)


def _of_stock_method(name: str) -> tuple[str, str]:
	"""Frappe's own methods that write say by one of these arguments which record they mean."""
	verb = name.rpartition(".")[2]
	if verb not in STOCK:
		return "", ""
	values = frappe.form_dict
	doc = _object(values.get("doc") or values.get("docs"))
	doctype = doc.get("doctype") or values.get("doctype") or values.get("dt") or values.get("document_type")
	record = doc.get("name") or doc.get("docname") or values.get("name") or values.get("docname") or values.get("dn")
	word = "删除" if verb in DELETING else "新增" if verb in MAKING or doc.get("__islocal") else "修改"
	return _of_record(word, frappe.utils.cstr(doctype), frappe.utils.cstr(record))


def _of_record(verb: str, doctype: str, name: str) -> tuple[str, str]:
	if not doctype or not frappe.db.exists("DocType", doctype):
		return "", ""
	if doctype not in BESIDES and frappe.get_meta(doctype).module != "Zhicheng":
		return "", ""
	field = frappe.get_meta(doctype).title_field
	title = frappe.db.get_value(doctype, name, field) if name and field and not frappe.get_meta(doctype).issingle else ""
	return f"{verb}{frappe._(doctype)}", frappe.utils.cstr(title or name)


def _object(value) -> dict:
	"""The first record of what may be one record or a list of them, as text or not."""
	if isinstance(value, str):
		try:
			value = json.loads(value)
		except ValueError:
			return {}
	if isinstance(value, list):
		value = value[0] if value else {}
	return value if isinstance(value, dict) else {}


def _answer(response) -> dict:
	return {} if response.is_streamed else _object(response.get_data(as_text=True))


def _sentence(answer: dict) -> str:
	"""What the browser shows of the refusal."""
	try:
		rows = json.loads(answer.get("_server_messages") or "[]")
	except ValueError:
		return ""
	told = _object(rows[-1]) if rows else {}
	return frappe.utils.cstr(told.get("message"))

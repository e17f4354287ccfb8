"""The User form and every other way to a User record: nobody rewrites his own identity, password or roles there (trap 16),
accounts without a unit are the security administrator's, and the three administrators exclude each other."""

from collections.abc import Callable
from functools import wraps

import frappe

from zhicheng.constants import ADMIN_ROLES, AdminRole, Role
from zhicheng.domain.accounts import accounts, admins, passwords
from zhicheng.exceptions import PasswordRefused, Refusal, RoleNotAllowed

# of his own record a person sets how Desk looks, nothing else; what the portal and 我的登录 offer is stored elsewhere
OWN_FREE = (
	"desk_theme", "mute_sounds", "search_bar", "notifications", "list_sidebar", "bulk_actions", "view_switcher", "form_sidebar",
	"timeline", "dashboard", "home_settings", "onboarding_status", "last_active", "last_known_versions", "new_password",
)  # fmt: skip
ADMINISTRATORS_FIXED = ("username", "first_name", "middle_name", "last_name", "full_name", "email", "mobile_no", "phone")
# the key of an interface, which serves nobody here (zhicheng.session.refuse_keys)
KEYS = ("api_key", "api_secret")
# nothing here asks for a telephone of an account: none is kept that a list or form of Frappe's would show
TELEPHONES = ("mobile_no", "phone")
OUR_ROLES = {*(role.value for role in Role), *ADMIN_ROLES}


def heard(event: Callable) -> Callable:
	"""These events stand under Frappe's own endpoints, which tell the browser only what was thrown with a message."""

	@wraps(event)
	def wrapper(*args, **kwargs):
		try:
			return event(*args, **kwargs)
		except Refusal as refusal:
			frappe.throw(str(refusal), type(refusal), title=refusal.title)

	return wrapper


@heard
def before_validate(doc, method: str | None = None) -> None:
	if _is_setup():
		return
	_require_may_save(doc)
	if accounts.is_member_account(doc.name or doc.email or ""):
		_keep_member_account(doc)
	if doc.name == frappe.session.user:
		_keep_own(doc)
	_keep(doc, KEYS)
	doc.update(dict.fromkeys(TELEPHONES))
	if doc.is_new():
		# its link would lead to a door that is shut; the first password is handed over
		doc.send_welcome_email = 0
		doc.flags.no_welcome_mail = True
	if doc.new_password:
		_check_password(doc)
		doc.flags.zhicheng_password = doc.new_password
	doc.flags.zhicheng_roles = _roles(doc)


@heard
def validate(doc, method: str | None = None) -> None:
	"""After Frappe has put in what a role profile says, and before 15.0 a System Manager of its own accord."""
	if _is_setup():
		return
	_drop_added_manager(doc)
	admins.check_exclusion(doc.name or doc.email or "", _roles(doc))


def on_update(doc, method: str | None = None) -> None:
	word = doc.flags.pop("zhicheng_password", None)
	if word:
		passwords.keep(doc.name, word, given=doc.name != frappe.session.user)
	before = doc.get_doc_before_save()
	if before and before.enabled and not doc.enabled:
		accounts.end_sessions(doc.name)


@heard
def refuse_removal(doc, method: str | None = None, *args, **kwargs) -> None:
	"""on_trash and before_rename: an account stays on record, its acts name it; it is disabled instead."""
	if _is_setup() or frappe.session.user == admins.ADMINISTRATOR or frappe.flags.zhicheng_dropped == doc.name:
		return
	raise RoleNotAllowed("账号不能删除、改名或合并，日志里有它的记录。请改为停用。")


@heard
def refuse_role_row(doc, method: str | None = None) -> None:
	"""Has Role by itself: a row written beside its User would go round every check above."""
	if doc.parenttype in ("User", "Role Profile") and not _is_setup():
		raise RoleNotAllowed("角色只能在账号的表单里分配。")


@heard
def refuse_role(doc, method: str | None = None, *args, **kwargs) -> None:
	"""Role: the fixed ones are part of the rules."""
	if doc.name in OUR_ROLES and not _is_setup() and frappe.session.user != admins.ADMINISTRATOR:
		raise RoleNotAllowed(f"“{doc.name}”是系统固定的角色，不能修改或删除。")


@heard
def refuse_permission_row(doc, method: str | None = None) -> None:
	"""Custom DocPerm and User Permission: who may read or write which records is fixed with the program."""
	if not _is_setup() and frappe.session.user != admins.ADMINISTRATOR:
		raise RoleNotAllowed("权限表是系统固定的，只有应急账号可以修改。")


def _require_may_save(doc) -> None:
	actor = frappe.session.user
	if actor in (admins.ADMINISTRATOR, doc.name):
		return
	if doc.name not in admins.STANDARD and admins.is_security(actor):
		if accounts.is_member_account(doc.name or doc.email or ""):
			raise RoleNotAllowed("单位用户请在“用户管理”中修改。")
		return
	raise RoleNotAllowed("账号和角色由安全管理员管理，您不能修改别人的账号。")


def _keep_member_account(doc) -> None:
	"""Frappe works the type out anew from the roles; before 15.0 the first System User saved would become a
	System Manager when there is no other."""
	doc.user_type = "Website User"


def _keep_own(doc) -> None:
	if doc.name == admins.ADMINISTRATOR:
		_keep(doc, ADMINISTRATORS_FIXED)
		return
	before = doc.get_doc_before_save()
	if before and _roles(before) != _roles(doc):
		raise RoleNotAllowed("不能给自己分配或取消角色，请联系另一名安全管理员。")
	tables = frappe.model.table_fields
	fields = [each for each in doc.meta.fields if each.fieldtype in tables or each.fieldtype not in frappe.model.no_value_fields]
	_keep(doc, tuple(each.fieldname for each in fields if each.fieldname not in OWN_FREE))


def _keep(doc, fields: tuple[str, ...]) -> None:
	before = doc.get_doc_before_save()
	for fieldname in fields:
		if doc.meta.has_field(fieldname):
			doc.set(fieldname, before.get(fieldname) if before else None)


def _drop_added_manager(doc) -> None:
	asked = doc.flags.zhicheng_roles or set()
	manager = AdminRole.SYSTEM.value
	if doc.name in admins.STANDARD or doc.get("role_profile_name") or doc.get("role_profiles") or manager in asked:
		return
	if manager in _roles(doc):
		doc.set("roles", [row for row in doc.roles if row.role != manager])
		doc.set_system_user()


def _check_password(doc) -> None:
	if accounts.is_member_account(doc.name or doc.email or ""):
		raise PasswordRefused("单位用户的密码不能在这里设置：本人请用“密码修改”，忘记密码的请在“用户管理”重新发放初始密码。")
	if doc.name == frappe.session.user:
		raise PasswordRefused("请用右上角的“密码修改”修改自己的密码，须输入旧密码。")
	passwords.require_good(doc.new_password, user=doc.name or "", login_names=(doc.username or "", doc.email or ""))


def _roles(doc) -> set[str]:
	return {row.role for row in doc.roles}


def _is_setup() -> bool:
	return bool(frappe.flags.in_install or frappe.flags.in_migrate or frappe.flags.in_patch or frappe.flags.in_uninstall)

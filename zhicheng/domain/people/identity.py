"""The resident identity number (GB 11643): checked, hashed for look-up, masked for lists (design 6)."""

import hashlib
import hmac
from datetime import date

import frappe
from frappe.utils.password import decrypt, encrypt
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from zhicheng.domain import settings
from zhicheng.exceptions import IdNumberInvalid

LENGTH = 18
KEY = "zhicheng_id_key"
# province codes of GB/T 2260 with the residents' permits of 港澳台 (81, 82, 83)
PROVINCES = (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)  # fmt: skip


def normalise(number: str) -> str:
	return "".join((number or "").split()).upper().replace("Ｘ", "X")


def check_id_number(number: str) -> str:
	"""The number in its normal form; refuses a wrong length, check digit or birth date (domain 9.2)."""
	number = normalise(number)
	if len(number) != LENGTH or not (number[:-1].isascii() and number[:-1].isdigit()):
		raise IdNumberInvalid("身份证号码应为18位，前17位是数字，末位是数字或X。请对照身份证检查。")
	if number[-1] != ric.calc_check_digit(number):
		raise IdNumberInvalid("身份证号码的校验码不对，可能有一位输错。请对照身份证逐位检查。")
	_require_birth_date(number)
	_require_real_place(number)
	return number


def warning(number: str) -> str:
	"""What looks odd but does not block: codes newer than the tables are real (design 6)."""
	if int(normalise(number)[:2]) not in PROVINCES:
		return "身份证号码前两位不是常见的省级代码，请再核对一次。"
	return ""


def birth_date(number: str) -> date:
	return ric.get_birth_date(number)


def gender(number: str) -> str:
	return "男" if int(number[16]) % 2 else "女"


def mask_id(number: str) -> str:
	"""510000********001X: the form that lists show."""
	return f"{number[:6]}{'*' * 8}{number[14:]}"


def mask_mobile(number: str) -> str:
	"""130****0036; of anything that is no mobile number the last two characters stay."""
	text = (number or "").strip()
	return f"{text[:3]}****{text[7:]}" if len(text) == 11 else "*" * max(len(text) - 2, 0) + text[-2:]


def hash_id(number: str) -> str:
	"""The keyed hash by which a person is found; useless without the key in site_config."""
	key = frappe.conf.get(KEY)
	if not key:
		frappe.throw("站点配置缺少 zhicheng_id_key，请管理员运行 bench migrate 后重试。")
	return hmac.new(key.encode(), normalise(number).encode(), hashlib.sha256).hexdigest()


def seal(number: str) -> str:
	"""The only stored copy of an ID number or a person's telephone, encrypted with the site's key."""
	return encrypt(number)


def unseal(cipher: str | None) -> str:
	return decrypt(cipher) if cipher else ""


def _require_birth_date(number: str) -> None:
	try:
		born = ric.get_birth_date(number)
	except (ValidationError, ValueError):
		raise IdNumberInvalid("身份证号码中的出生日期不存在，请对照身份证检查第7至14位。") from None
	if not date(1900, 1, 1) <= born <= date.today():
		raise IdNumberInvalid("身份证号码中的出生日期不合理，请对照身份证检查第7至14位。")


def _require_real_place(number: str) -> None:
	"""A number is issued by a county; one with a province's code is fiction, for demo and tests only."""
	allowed = settings.get("allow_test_id_prefix")
	if number[2:6] == "0000" and not (allowed and number.startswith(allowed)):
		raise IdNumberInvalid("这是测试用的身份证号码，正式系统不接受。请填写本人的身份证号码。")

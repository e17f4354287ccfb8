"""The columns of the two tables: heading, field of the record, and how a cell is read."""

import re
import unicodedata
from dataclasses import dataclass

from stdnum.cn import ric

from zhicheng.domain.people import identity

UNITS, PEOPLE = "单位", "用户"
KINDS = (UNITS, PEOPLE)
# the row that shows how to fill the table; it is never imported
EXAMPLE = "示例"
NUMBER = "序号"
RESULT = "检查结果"
MOST_ROWS = 65_536
LONGEST = 140
NUMBERS = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


@dataclass(frozen=True)
class Column:
	"""One heading of the table.

	:param code: a code that Excel spoils when it takes it for a number
	:param private: shown masked in every workbook that is kept
	"""

	label: str
	field: str
	note: str
	required: bool = False
	code: bool = False
	private: bool = False
	width: int = 16

	@property
	def heading(self) -> str:
		return f"{self.label}*" if self.required else self.label


UNIT_COLUMNS = (
	Column("单位名称", "unit_name", "与单位公章一致的法定全称", required=True, width=32),
	Column("统一社会信用代码", "uscc", "18位，见营业执照或法人证书；已登记的单位按它识别，不会重复添加", required=True, code=True, width=24),
	Column("单位隶属关系", "unit_category", "从下拉框选择，决定申报审批流程", required=True, width=24),
	Column("所属行政区域", "region", "从下拉框选择，或填6位行政区划代码；市级单位选到市(州)，县级单位选到县(区)", required=True, width=24),
	Column("上级机构", "parent_unit", "上级机构的统一社会信用代码或全称，可以是本表中的单位；不填为您的单位", width=32),
	Column("是否人社部门", "is_hrss_bureau", "仅人社厅、人社局填“是”", width=14),
	Column("单位性质", "unit_nature", "从下拉框选择；不填按单位隶属关系确定"),
	Column("单位简称", "short_name", "列表显示用"),
	Column("主管部门", "supervising_unit", "主管部门的统一社会信用代码或全称；一般同上级机构，可不填", width=32),
	Column("联系人", "contact_name", "单位职称工作联系人", required=True),
	Column("联系电话", "contact_phone", "11位手机号码，或带区号的固定电话", required=True, private=True, width=18),
	Column("负责人", "head_name", "印在“负责人”处"),
	Column("单位地址", "address", "可不填", width=30),
	Column("邮政编码", "postcode", "6位数字", width=10),
	Column("电子邮箱", "email", "可不填", width=22),
	Column("备注", "remark", "可不填", width=22),
)
PEOPLE_COLUMNS = (
	Column("姓名", "member_name", "与居民身份证一致", required=True),
	Column("身份证号码", "id_number", "18位，单元格须为文本格式；已有账号的人按它识别，不会重复添加", required=True, code=True, private=True, width=24),
	Column("所属单位统一社会信用代码", "unit", "单位须已登记；先导入单位，再导入用户", required=True, code=True, width=26),
	Column("角色", "roles", "从下拉框选择；有几个角色的用顿号“、”隔开", required=True, width=34),
	Column("手机号码", "mobile", "11位，可不填", private=True),
	Column("职务", "job_title", "可不填"),
	Column("电子邮箱", "email", "可不填", private=True, width=22),
)
COLUMNS = {UNITS: UNIT_COLUMNS, PEOPLE: PEOPLE_COLUMNS}


def tidy(text: str) -> str:
	"""As it was meant: no blanks around it, none of the invisible marks that copying brings, no full-width digits."""
	kept = "".join(" " if char in "\t\r\n\u3000\xa0" else char for char in text if unicodedata.category(char) != "Cf")
	return "".join(_half(char) for char in kept).strip()


def alike(name: str) -> str:
	"""A key under which names that the database takes for equal are equal."""
	return unicodedata.normalize("NFKC", name).casefold().strip()


def bare(heading: str) -> str:
	"""A heading without its star and blanks."""
	return "".join(heading.split()).rstrip("*＊")


def masked(column: Column, text: str) -> str:
	"""A private cell as a kept workbook shows it; the number itself stands in the clerk's own table."""
	if not (column.private and text):
		return scrubbed(text)
	if column.field == "id_number":
		text = "".join(text.split())
		return identity.mask_id(text) if len(text) == identity.LENGTH else f"{text[:2]}{'*' * max(len(text) - 2, 3)}"
	return f"{text[:3]}****{text[-2:]}" if len(text) > 6 else "****"


def scrubbed(text: str) -> str:
	"""A text without the ID numbers that somebody typed into the wrong column."""
	return NUMBERS.sub(lambda found: identity.mask_id(found[0]) if _is_id(found[0]) else found[0], text)


def _is_id(number: str) -> bool:
	return ric.calc_check_digit(number) == number[-1].upper()


def _half(char: str) -> str:
	"""Digits and Latin letters alone: 全角 brackets belong to names."""
	plain = unicodedata.normalize("NFKC", char) if "\uff10" <= char <= "\uff5a" else char
	return plain if plain.isalnum() else char

"""The empty table: headings with notes, drop-downs fed from a hidden sheet, one example row, a page of explanations."""

import io

import frappe
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from zhicheng.constants import Role
from zhicheng.domain.imports import columns, lookups
from zhicheng.domain.imports.columns import Column
from zhicheng.domain.people import units

LISTS, NOTES = "选项", "填写说明"
GREY, BLUE = PatternFill("solid", fgColor="EDEDED"), PatternFill("solid", fgColor="DDEBF7")
EXAMPLES = {
	columns.UNITS: (
		"某县示例卫生院", "12510000XXXXXXXXXX", "县(区)部门所属单位", "513201 马尔康市", "某县卫生健康局", "否", "事业单位", "", "",
		"张某", "0837-0000000", "", "", "", "", "",
	),
	columns.PEOPLE: ("张某", "51000019900101XXXX", "12510000XXXXXXXXXX", "申报人(职称)", "", "", ""),
}  # fmt: skip
HINTS = (
	"1. 带*的列必填。表头、工作表名称不要改动，不要合并单元格，不要写公式。",
	"2. 第2行是示例，以“示例”开头，不会导入；从第3行起填写，中间不要留空行。",
	"3. 统一社会信用代码、身份证号码必须是文本格式，模板已设好；从别处复制时请“选择性粘贴”为文本。",
	"4. 上传后先检查，不写入任何数据；有错误时下载检查结果，按红色单元格的说明在自己的表中改正，再上传。",
	f"5. 一次最多导入{columns.MOST_ROWS}行。已登记的单位和用户不会重复添加，也不会被改动。",
)


def make(kind: str, user: str) -> bytes:
	"""The workbook of a kind; what it offers is what this user may choose."""
	book = Workbook()
	sheet = book.active
	sheet.title = kind
	table = columns.COLUMNS[kind]
	_write_head(sheet, table)
	_write_example(sheet, kind)
	_offer(book, sheet, table, _choices(kind, user))
	_explain(book, table)
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


def _write_head(sheet, table: tuple[Column, ...]) -> None:
	sheet.append([columns.NUMBER, *(column.heading for column in table)])
	sheet.column_dimensions["A"].width = 8
	for place, column in enumerate(table, start=2):
		cell = sheet.cell(row=1, column=place)
		cell.comment = Comment(column.note, "模板", width=260, height=80)
		dimension = sheet.column_dimensions[get_column_letter(place)]
		dimension.width, dimension.number_format = column.width, "@"
	for cell in sheet[1]:
		cell.font, cell.fill = Font(bold=True), BLUE
		cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
	sheet.row_dimensions[1].height = 32
	sheet.freeze_panes = "C2"


def _write_example(sheet, kind: str) -> None:
	sheet.append([columns.EXAMPLE, *EXAMPLES[kind]])
	for cell in sheet[2]:
		cell.fill, cell.font, cell.number_format = GREY, Font(color="7F7F7F", italic=True), "@"


def _choices(kind: str, user: str) -> dict[str, list[str]]:
	if kind == columns.PEOPLE:
		return {"roles": [role.value for role in Role]}
	own = {row["category"] for row in units.creatable(user)}
	natures = frappe.get_meta("Unit").get_field("unit_nature").options.split("\n")
	regions = frappe.get_all("Region", fields=["name", "region_name"], order_by="name")
	return {
		"unit_category": [row.category_name for row in lookups.categories() if not own or row.name in own],
		"region": [f"{row.name} {row.region_name}" for row in regions],
		"unit_nature": [nature for nature in natures if nature],
		"is_hrss_bureau": ["是", "否"],
	}


def _offer(book, sheet, table: tuple[Column, ...], choices: dict[str, list[str]]) -> None:
	lists = book.create_sheet(LISTS)
	lists.sheet_state = "hidden"
	places = {column.field: place for place, column in enumerate(table, start=2)}
	for number, (fieldname, words) in enumerate(choices.items(), start=1):
		for row, word in enumerate(words, start=1):
			lists.cell(row=row, column=number, value=word)
		letter = get_column_letter(number)
		rule = DataValidation("list", formula1=f"'{LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True)
		# several roles may stand in one cell, and a region may be given by its code alone
		rule.showErrorMessage = fieldname not in ("roles", "region")
		rule.errorTitle, rule.error = "请从下拉框选择", "这里只能填下拉框中的词。"
		sheet.add_data_validation(rule)
		target = get_column_letter(places[fieldname])
		rule.add(f"{target}3:{target}{columns.MOST_ROWS + 1}")


def _explain(book, table: tuple[Column, ...]) -> None:
	sheet = book.create_sheet(NOTES)
	for line in HINTS:
		sheet.append([line])
	sheet.append([])
	sheet.append(["列", "必填", "说明"])
	for column in table:
		sheet.append([column.label, "是" if column.required else "", column.note])
	for letter, width in (("A", 30), ("B", 8), ("C", 80)):
		sheet.column_dimensions[letter].width = width

"""What a file must be before it is opened as a workbook: an .xlsx without password, macros, foreign parts or a bomb in it."""

import io
import os
import re
import zipfile

from zhicheng.exceptions import ImportRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 300 * MEGABYTE
MOST_PARTS = 500
# XML of a table packs to about a twentieth; what packs much tighter was made to burst
MOST_RATIO = 100
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BOOK = "xl/workbook.xml"
MACROS = re.compile(r"vbaProject|macrosheets|dialogsheets|activeX|embeddings", re.I)
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)


def require_workbook(content: bytes, file_name: str) -> None:
	"""Refuse what is no plain workbook, with what to do about it.

	:raises ImportRefused: naming the reason
	"""
	extension = os.path.splitext(file_name)[1].lower()
	if extension in (".xlsm", ".xltm", ".xlsb"):
		raise ImportRefused("这是带宏的工作簿，为安全起见不能导入。请另存为“Excel 工作簿（*.xlsx）”后再上传。")
	if content.startswith(OLE):
		raise ImportRefused(_of_old_kind(content))
	if extension != ".xlsx":
		raise ImportRefused("只能导入 .xlsx 工作簿。请下载模板填写，或在 Excel、WPS 中另存为“Excel 工作簿（*.xlsx）”。")
	if not content:
		raise ImportRefused("这是空文件（0 字节），请重新选择。")
	if len(content) > MOST_BYTES:
		raise ImportRefused(f"文件超过 {MOST_BYTES // MEGABYTE} MB。请把表格拆成几份，分次导入。")
	try:
		with zipfile.ZipFile(io.BytesIO(content)) as package:
			_check_parts(package)
	except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
		raise ImportRefused("文件已损坏，或不是 Excel 工作簿。请用 Excel 或 WPS 打开并另存后再上传。") from None


def _of_old_kind(content: bytes) -> str:
	if ENCRYPTED in content:
		return "工作簿设了打开密码，无法读取。请取消密码，另存后再上传。"
	return "这是旧版 .xls 工作簿。请另存为“Excel 工作簿（*.xlsx）”后再上传。"


def _check_parts(package: zipfile.ZipFile) -> None:
	parts = package.infolist()
	names = {part.filename for part in parts}
	if BOOK not in names:
		raise ImportRefused("压缩包里没有工作簿，这不是 Excel 文件。请下载模板填写后再上传。")
	if any(part.flag_bits & 1 for part in parts):
		raise ImportRefused("工作簿设了打开密码，无法读取。请取消密码，另存后再上传。")
	if any(MACROS.search(name) for name in names):
		raise ImportRefused("这是带宏的工作簿，为安全起见不能导入。请另存为“Excel 工作簿（*.xlsx）”后再上传。")
	unpacked = sum(part.file_size for part in parts)
	bursting = any(
		part.file_size > MEGABYTE and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
	)
	if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or bursting:
		raise ImportRefused("工作簿展开后过大，不像正常的表格。请把数据复制到新下载的模板中再上传。")
	for part in parts:
		if part.filename.endswith((".xml", ".rels")):
			with package.open(part) as stream:
				if DECLARATION.search(stream.read(4096)):
					raise ImportRefused("工作簿里有不允许的声明，不能导入。请把数据复制到新下载的模板中再上传。")

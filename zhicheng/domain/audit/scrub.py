"""No ID number and no telephone in an error's text: Frappe writes local variables and the request's form beside a traceback."""

import re

import frappe
from frappe.utils import logger

from zhicheng.domain.people import identity

NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
# people write them into the names of files in groups, and without a gap before the next word
NUMBER_IN_NAME = re.compile(r"(?<!\d)\d{6}[ _-]?\d{8}[ _-]?\d{3}[\dXx](?!\d)")
MOBILE_IN_NAME = re.compile(r"(?<!\d)1[3-9]\d[ _-]?\d{4}[ _-]?\d{4}(?!\d)")
GAPS = re.compile(r"[ _-]")
TEXTS = ("method", "error")


def clean(text: str) -> str:
	"""The text with every ID number and every mobile number masked."""
	text = NUMBER.sub(lambda found: identity.mask_id(found[0]), text or "")
	return MOBILE.sub(lambda found: identity.mask_mobile(found[0]), text)


def clean_name(file_name: str) -> str:
	"""A file's name with the numbers in it masked, however they are grouped; with “_”, because “*” may not stand there."""
	name = NUMBER_IN_NAME.sub(lambda found: identity.mask_id(GAPS.sub("", found[0])), file_name or "")
	name = MOBILE_IN_NAME.sub(lambda found: identity.mask_mobile(GAPS.sub("", found[0])), name)
	return name.replace("*", "_")


def clean_error(doc, method: str | None = None) -> None:
	"""before_insert of Error Log."""
	for field in TEXTS:
		if doc.get(field):
			doc.set(field, clean(str(doc.get(field))))


def clean_answer(response=None, request=None) -> None:
	"""after_request: an error repeats no ID number that stood in an address or a form; telephones of support stay."""
	if response is None or response.status_code < 400 or response.is_streamed:
		return
	text = response.get_data(as_text=True)
	cleaned = NUMBER.sub(lambda found: identity.mask_id(found[0]), text)
	if cleaned != text:
		response.set_data(cleaned)


def guard_job_log_files(**job) -> None:
	"""before_job: as for a request."""
	guard_log_files()


def guard_log_files() -> None:
	"""before_request: what Frappe's logger writes of a request's form is cleaned too, from now on."""
	original = getattr(logger, "sanitized_dict", None)
	if original is None or getattr(original, "is_clean", False):
		return

	def sanitized(form_dict):
		return clean(str(original(form_dict)))

	sanitized.is_clean = True
	logger.sanitized_dict = sanitized

"""The office's libraries: phrases of opinions and reasons for sending a case back."""

import frappe

from zhicheng.domain.approval import phrases
from zhicheng.exceptions import FileRefused
from zhicheng.refusals import spoken

KINDS = {"opinions": phrases.PHRASE, "reasons": phrases.REASON}


@frappe.whitelist(methods=["GET"])
@spoken
def offered(kind: str, narrow: str = "") -> dict:
	"""Opinions or reasons to choose from."""
	return phrases.offered(_of_kind(kind), narrow)


@frappe.whitelist(methods=["POST"])
@spoken
def keep(kind: str, texts: list | str) -> dict:
	"""Replace the own unit's list."""
	return phrases.keep_own(_of_kind(kind), frappe.parse_json(texts))


def _of_kind(kind: str) -> str:
	if kind not in KINDS:
		raise FileRefused("没有这种常用语，请刷新页面。")
	return KINDS[kind]

"""Frappe's own commands, with two changes for `run-tests`.

The writer of --junit-xml-output stands in for the standard streams but has no file number, and Frappe's PDF by wkhtmltopdf
asks for one. And where ZHICHENG_TESTS_UNDER names a folder of the app, only the tests below it are loaded.
"""

import os

from frappe import test_runner
from frappe.utils.bench_helper import main
from xmlrunner.result import _DuplicateWriter

_DuplicateWriter.fileno = lambda writer: writer._first.fileno()

add_test = test_runner._add_test


def add_test_below(app, path, *arguments, **named):
	folder = os.environ.get("ZHICHENG_TESTS_UNDER")
	if not folder or f"{path}/".endswith(f"/{folder}/") or f"/{folder}/" in path:
		add_test(app, path, *arguments, **named)


test_runner._add_test = add_test_below

if __name__ == "__main__":
	main()

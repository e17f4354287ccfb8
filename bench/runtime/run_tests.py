"""Frappe's own commands, with one correction for `run-tests --junit-xml-output`: the report's writer stands in for the
standard streams but has no file number, and Frappe's PDF by wkhtmltopdf asks for one.
"""

from frappe.utils.bench_helper import main
from xmlrunner.result import _DuplicateWriter

_DuplicateWriter.fileno = lambda writer: writer._first.fileno()

if __name__ == "__main__":
	main()

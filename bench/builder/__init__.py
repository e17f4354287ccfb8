"""Builds a whole Frappe bench from Debian packages, PyPI and npm alone; needs nothing but Python's standard library."""

"""Zhicheng (职称申报评审): applications for professional titles, on Frappe."""

__version__ = "0.1.0"

"""The one Jinja environment of preview and paper form: everything a person typed is escaped, nothing is run.

Frappe's own environment does not escape, so values typed by applicants never go through it.
"""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


def render(template: str, values: dict) -> str:
	"""Render a template of `zhicheng/templates/` with escaping on."""
	return _environment().get_template(template).render(values)


def module(template: str):
	"""The macros of a template, to be called from Python; what they give is escaped as ever."""
	return _environment().get_template(template).module


def read(template: str) -> Markup:
	"""The text of a file beside the templates (style sheet, drawing) as it is."""
	environment = _environment()
	return Markup(environment.loader.get_source(environment, template)[0])


def lines(text: str) -> Markup:
	"""Keep the line breaks that the writer typed."""
	return Markup("<br>").join(escape(part) for part in (text or "").splitlines())


def breakable_period(text: str) -> Markup:
	"""2012.09—2016.07 breaks behind the dash and nowhere else."""
	parts = text.replace("—", "—\n").split("\n")
	return Markup("<wbr>").join(Markup('<span class="nowrap">{}</span>').format(part) for part in parts)


@lru_cache(maxsize=1)
def _environment() -> Environment:
	environment = Environment(
		loader=PackageLoader("zhicheng", "templates"),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
		extensions=["jinja2.ext.do"],
	)
	environment.filters["lines"] = lines
	environment.filters["period"] = breakable_period
	return environment

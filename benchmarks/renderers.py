#!/usr/bin/env python3
"""The paper form by Chromium, wkhtmltopdf and, where it is installed, WeasyPrint.

    env/bin/python apps/zhicheng/benchmarks/renderers.py SITE [TIMES]

Seconds and CPU seconds per form (page numbers included), pages, size, and whether copied text is what was typed.
"""

import os
import sys
import time
import types
from importlib import metadata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import measured

from zhicheng.printing import chromium, renderer, wkhtmltopdf
from zhicheng.printing.paper import paper
from zhicheng.tests.documents.reading import pages, plain


def main() -> None:
	with measured.on_site(__doc__) as rest:
		times = int(rest[0]) if rest else 3
		# asks the site's configuration when it is imported
		from zhicheng.tests.documents.test_paper_form import PAGES, complete_case

		form = paper(complete_case())
		wanted = [plain(value) for _title, values in PAGES for value in values]
		engines = {engine.__name__.rsplit(".", 1)[-1]: engine for engine in (chromium, wkhtmltopdf) if engine.binary()}
		engines.update(weasyprint())
		rows = [measure(name, engine, form, times, wanted) for name, engine in engines.items()]
		measured.table(["renderer", "first, s", "median, s", "CPU, s", "pages", "KB", "cells copied wrong"], rows)


def measure(name: str, engine, form, times: int, wanted: list[str]) -> list:
	taken, used, drawn = [], [], b""
	for _time in range(times):
		began, cpu = time.perf_counter(), measured.cpu(children=True)
		drawn = renderer.draw(form, engine)
		taken.append(time.perf_counter() - began)
		used.append(measured.cpu(children=True) - cpu)
	texts = "".join(pages(drawn))
	wrong = sum(value not in texts for value in wanted)
	middle = times // 2
	return [name, f"{taken[0]:.2f}", f"{sorted(taken)[middle]:.2f}", f"{sorted(used)[middle]:.2f}", len(pages(drawn)), len(drawn) // 1024, wrong]


def weasyprint() -> dict:
	try:
		from weasyprint import HTML
	except (ImportError, OSError):
		return {}
	engine = types.SimpleNamespace(
		draws_margin_boxes=lambda: True, render=lambda html, margins=True: HTML(string=html).write_pdf()
	)
	return {f"WeasyPrint {metadata.version('weasyprint')}": engine}


if __name__ == "__main__":
	main()

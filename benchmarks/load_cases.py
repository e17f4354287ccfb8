#!/usr/bin/env python3
"""Fills a site of its own with many cases: ten path rows each, register entries, the queue of what is pending. Goes on where it stopped.

    env/bin/python apps/zhicheng/benchmarks/load_cases.py SITE [CASES, e.g. 1200000] [MINUTES]

The site must hold the demo world and nothing of worth: rows stay, and 1 000 units come below one department, 4 000 below another.
1.2 million cases are 12 million path rows; they take 15 GB of disk, and 19 while the indexes are made and a
buffer pool of 2 GB or more. Each chunk is a transaction of its own; the indexes that would slow it down are laid aside in the site's
folder and come back at the end, also when an earlier run was stopped. With MINUTES no chunk begins after that time.
"""

import json
import os
import re
import shutil
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import many_rows
import measured

from zhicheng.domain.imports import bulk
from zhicheng.setup.demo import world

CHUNK = 50_000
# more than so many rows are faster without indexes beside them
FEW = 60_000
BELOW = (("AB-HEALTH", 1_000), ("DY-AGRI", 4_000))
BYTES_PER_CASE = 16_000
LAID_ASIDE = "indexes_laid_aside.json"


def main() -> None:
	if len(sys.argv) < 2:
		sys.exit(__doc__)
	wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 1_200_000
	os.chdir("sites" if os.path.isdir("sites") else ".")
	frappe.init(site=sys.argv[1], sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	try:
		have = many_rows.present()
		require_room(wanted - have)
		began = time.monotonic()
		end = began + 60 * float(sys.argv[3]) if len(sys.argv) > 3 else float("inf")
		add_units()
		many_rows.make_helpers()
		if wanted - have > FEW:
			lay_indexes_aside()
		for start in range(have, wanted, CHUNK):
			if time.monotonic() > end:
				break
			many_rows.add(start, min(CHUNK, wanted - start))
			frappe.db.commit()
			done = min(start + CHUNK, wanted)
			print(f"{done:,} cases, {time.monotonic() - began:.0f} s", flush=True)
		bring_indexes_back()
		for table in many_rows.TABLES:
			frappe.db.sql(f"analyze table `tab{table}`")
		measured.table(["table", "rows", "MB"], sizes())
		print(f"{time.monotonic() - began:.0f} s")
	finally:
		frappe.destroy()


def require_room(cases: int) -> None:
	free, needed = shutil.disk_usage(frappe.get_site_path()).free, max(0, cases) * BYTES_PER_CASE
	if free < needed:
		sys.exit(f"{needed / 1e9:.0f} GB of disk are needed for {cases:,} cases more, {free / 1e9:.0f} are free.")


def add_units() -> None:
	"""Small units, so that there is a subtree of 1 001 and a large country round it; written once."""
	for key, number in BELOW:
		parent = frappe.get_doc("Unit", world.unit(key))
		if frappe.db.count("Unit", {"parent_unit": parent.name}) >= number:
			continue
		frappe.db.set_value("Unit", parent.name, "is_group", 1)
		docs = []
		for place in range(number):
			doc = frappe.new_doc("Unit")
			doc.update({"unit_name": f"{parent.unit_name[:6]}第{place + 1}所（测试）", "unit_category": "CITY_AFFIL", "region": parent.region})
			doc.update({"parent_unit": parent.name, "supervising_unit": parent.name, "prov_hrss": parent.prov_hrss, "unit_level": parent.unit_level})
			doc.update({"city_hrss": parent.city_hrss, "status": "启用", "uscc": f"L{key[:2]}{place:015d}"})
			docs.append(doc)
		bulk.write_units(docs)
		frappe.db.commit()


def lay_indexes_aside() -> None:
	"""Their definitions first into a file, then out of the tables: who is stopped in between finds them there."""
	file = frappe.get_site_path(LAID_ASIDE)
	if os.path.exists(file):
		return
	found = {}
	for doctype in many_rows.TABLES:
		lines = frappe.db.sql(f"show create table `tab{doctype}`")[0][1].splitlines()
		kept = [re.fullmatch(r"\s*((?:UNIQUE )?KEY `(\w+)` .*?),?", line) for line in lines]
		found[doctype] = {match.group(2): match.group(1) for match in kept if match}
	with open(file, "w", encoding="utf-8") as stream:
		json.dump(found, stream)
	for doctype, keys in found.items():
		frappe.db.sql_ddl(f"alter table `tab{doctype}` " + ", ".join(f"drop index `{name}`" for name in keys))


def bring_indexes_back() -> None:
	file = frappe.get_site_path(LAID_ASIDE)
	if not os.path.exists(file):
		return
	with open(file, encoding="utf-8") as stream:
		laid_aside = json.load(stream)
	for doctype, keys in laid_aside.items():
		began = time.monotonic()
		present = {row[2] for row in frappe.db.sql(f"show index from `tab{doctype}`")}
		missing = [f"add {line}" for name, line in keys.items() if name not in present]
		if missing:
			frappe.db.sql_ddl(f"alter table `tab{doctype}` " + ", ".join(missing))
		print(f"indexes of {doctype}: {time.monotonic() - began:.0f} s", flush=True)
	os.remove(file)


def sizes() -> list[list]:
	rows = []
	for doctype in many_rows.TABLES:
		size = frappe.db.sql(
			"select data_length + index_length from information_schema.tables where table_schema = database() and table_name = %s",
			f"tab{doctype}",
		)[0][0]
		rows.append([doctype, f"{frappe.db.count(doctype):,}", f"{size / 1e6:.0f}"])
	return rows


if __name__ == "__main__":
	main()

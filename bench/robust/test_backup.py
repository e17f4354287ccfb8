"""A backup is put back on an empty site elsewhere, by the commands of docs/backup.md; then people log in by ID number as before."""

import hashlib
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from builder.layout import REPOSITORY

from .own_site import WEB, OwnSite
from .person import Person, Refused

KEYS = ("encryption_key", "zhicheng_id_key")
PERSON = "卫生院经办"


class TestBackup(unittest.TestCase):
	def opened(self, name: str, stage: str) -> OwnSite:
		site = OwnSite(name, stage)
		self.addCleanup(site.close)
		site.open()
		return site

	def test_a_backup_put_back_elsewhere_is_the_same_and_people_log_in(self):
		old = self.opened("backup", "demo")
		with old.frappe() as frappe:
			from zhicheng.domain.audit import chain

			chain.seal()
			head = chain.head()
			counts, proofs = self.counts(frappe), self.proofs()
			rows = frappe.db.count("Act Log")
		self.assertGreater(head[0], 0)
		self.assertGreater(len(proofs), 0)
		old.bench("--site", old.instance.site, "backup", "--with-files")
		kept = {name: self.kept(old, name) for name in ("database.sql.gz", "files.tar", "private-files.tar", "site_config_backup.json")}

		new = self.opened("restored", "frappe")
		with new.frappe() as frappe:
			self.assertNotIn("tabTitle Application", self.counts(frappe))
		site = ("--site", new.instance.site)
		files = ("--with-public-files", kept["files.tar"], "--with-private-files", kept["private-files.tar"])
		new.bench(*site, "restore", str(kept["database.sql.gz"]), *map(str, files))
		for key in KEYS:
			new.bench(*site, "set-config", key, json.loads(kept["site_config_backup.json"].read_text())[key])
		with new.frappe() as frappe:
			self.assertEqual(self.counts(frappe), counts)
			self.assertEqual(self.proofs(), proofs)
		new.bench(*site, "migrate")
		new.start(WEB)
		Person(new, PERSON).log_in()
		with new.frappe() as frappe:
			from zhicheng.domain.audit import chain

			self.assertEqual(chain.head(), head)
			self.verify(chain, *head)
			chain.seal()
			# the log-in stands in the log behind the old rows, sealed after them
			self.assertEqual(frappe.db.count("Act Log"), rows + 1)
			self.verify(chain, *chain.head())
		self.without_keys(new)

	def kept(self, site: OwnSite, ending: str) -> Path:
		found = sorted((site.instance.site_folder / "private/backups").glob(f"*-{ending}"))
		# private-files.tar ends with files.tar too
		found = [path for path in found if ending != "files.tar" or "-private-" not in path.name]
		self.assertEqual(len(found), 1, found)
		return found[0]

	def counts(self, frappe) -> dict[str, int]:
		"""Rows of every table of the database."""
		tables = frappe.db.sql("select table_name from information_schema.tables where table_schema = database()", pluck=True)
		return {table: frappe.db.sql(f"select count(*) from `{table}`")[0][0] for table in tables}

	def proofs(self) -> dict[str, str]:
		"""What lies in the site's folders of files, with its hash."""
		places = [path for folder in ("private/files", "public/files") for path in Path("test.localhost", folder).rglob("*")]
		return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in places if path.is_file()}

	def verify(self, chain, number: int, expected: str) -> None:
		"""By the script that knows nothing of the system."""
		with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
			file.writelines(chain.export(1, number))
			file.flush()
			command = [sys.executable, REPOSITORY / "script/verify-act-log", file.name, expected]
			done = subprocess.run(command, capture_output=True, text=True)
		self.assertEqual(done.returncode, 0, done.stdout)

	def without_keys(self, site: OwnSite) -> None:
		"""Why both keys belong to the backup: with another hash key nobody is found by his number."""
		site.bench("--site", site.instance.site, "set-config", "zhicheng_id_key", "0" * 64)
		site.kill(WEB)
		site.start(WEB)
		with site.frappe(), self.assertRaises(Refused):
			Person(site, PERSON).log_in()

"""What pip-audit and npm audit answer, and what becomes of it: passed, failed, let pass with a reason, or skipped."""

import contextlib
import datetime
import http.server
import json
import os
import re
import tempfile
import threading
import unittest
from pathlib import Path
from unittest.mock import patch

from builder import advisories
from builder.advisories import Allowed, Finding, NotAnswered, judge, of_npm_audit, of_pip_audit, read_allowed
from builder.dependency_audit import OWN_LOCK, UNREACHED, answer, conclude, npm_audit

TODAY = datetime.date(2026, 11, 22)
LATER, BEFORE = datetime.date(2027, 1, 1), datetime.date(2026, 11, 21)
# as pip-audit 2.10 writes it with --format json
PIP = {
	"dependencies": [
		{"name": "segno", "version": "1.6.1", "vulns": []},
		{"name": "uv", "skip_reason": "Dependency not found on PyPI and could not be audited: uv (0.13.9)"},
		{
			"name": "jinja2",
			"version": "3.1.4",
			"vulns": [
				{
					"id": "PYSEC-0000-1",
					"fix_versions": ["3.1.5"],
					"aliases": ["CVE-2000-0001", "GHSA-aaaa-aaaa-aaaa"],
					"description": "A made-up\nhole",
				}
			],
		},
	],
	"fixes": [],
}
# as npm 9 to 11 write it with --json
NPM = {
	"auditReportVersion": 2,
	"vulnerabilities": {
		"showdown": {
			"name": "showdown",
			"severity": "moderate",
			"isDirect": True,
			"via": [
				{
					"source": 1096366,
					"name": "showdown",
					"dependency": "showdown",
					"title": "A made-up hole",
					"url": "https://github.com/advisories/GHSA-bbbb-bbbb-bbbb",
					"severity": "moderate",
					"cwe": ["CWE-1333"],
					"cvss": {"score": 5.3, "vectorString": None},
					"range": "<=2.1.0",
				}
			],
			"effects": ["outer"],
			"range": "",
			"nodes": ["node_modules/showdown"],
			"fixAvailable": False,
		},
		"outer": {
			"name": "outer",
			"severity": "moderate",
			"isDirect": False,
			"via": ["showdown"],
			"effects": [],
			"range": "*",
			"nodes": ["node_modules/outer"],
			"fixAvailable": False,
		},
	},
	"metadata": {"vulnerabilities": {"moderate": 2, "total": 2}, "dependencies": {"prod": 4, "total": 4}},
}
REFUSED = {
	"message": "405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk",
	"method": "POST",
	"statusCode": 405,
	"error": {"summary": "", "detail": ""},
}


class TestAnswers(unittest.TestCase):
	def test_pip_audit(self):
		(finding,) = of_pip_audit(PIP)

		self.assertEqual((finding.package, finding.version), ("python:jinja2", "3.1.4"))
		self.assertEqual(finding.numbers, {"PYSEC-0000-1", "CVE-2000-0001", "GHSA-aaaa-aaaa-aaaa"})
		self.assertEqual(finding.title, "A made-up hole (mended in 3.1.5)")

	def test_an_index_that_knows_no_package_has_judged_nothing(self):
		unknown = [{"name": name, "skip_reason": "Dependency not found on PyPI"} for name in ("a", "b")]

		with self.assertRaisesRegex(NotAnswered, "knows nothing about 2 of 2 packages"):
			of_pip_audit({"dependencies": unknown, "fixes": []})

	def test_npm_audit_tells_each_advisory_once(self):
		(finding,) = of_npm_audit(NPM)

		self.assertEqual(finding.package, "npm:showdown")
		self.assertEqual(finding.numbers, {"GHSA-bbbb-bbbb-bbbb"})
		self.assertEqual(of_npm_audit({"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {}}), [])

	def test_a_registry_that_refuses_is_no_finding_and_names_no_host(self):
		unreached = {"message": "request to http://127.0.0.1:1/x failed, reason: connect ECONNREFUSED", "error": {}}
		for said in (REFUSED, unreached):
			with self.subTest(said["message"]), self.assertRaises(NotAnswered) as caught:
				of_npm_audit(said)
			self.assertNotIn("//", str(caught.exception))

	def test_trouble_of_npm_itself_is_no_refusal(self):
		with self.assertRaisesRegex(ValueError, "requires an existing lockfile"):
			of_npm_audit({"error": {"code": "ENOLOCK", "summary": "This command requires an existing lockfile."}})

	def test_words_of_pip_audit_that_mean_no_connection(self):
		self.assertRegex("ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", UNREACHED)
		self.assertRegex("requests.exceptions.ProxyError: HTTPSConnectionPool(host='x', port=443)", UNREACHED)
		self.assertNotRegex("ERROR:pip_audit._cli:invalid requirements input: x", UNREACHED)


class TestAllowList(unittest.TestCase):
	finding = Finding("npm:showdown", "<=2.1.0", frozenset({"GHSA-bbbb-bbbb-bbbb"}), "A made-up hole")

	def entry(self, package="npm:showdown", until=LATER):
		return Allowed(package, "GHSA-bbbb-bbbb-bbbb", "only in Desk", until)

	def test_our_own_list_is_in_order_and_names_only_what_is_locked(self):
		locked = (advisories.SOURCES / "frontend/package-lock.json").read_text()
		for entry in read_allowed():
			self.assertIn(f'"node_modules/{entry.package.partition(":")[2]}"', locked)

	def test_a_list_without_a_reason_or_a_date_or_for_our_own_packages_is_refused(self):
		good = {"package": "npm:x", "advisory": "GHSA-x", "reason": "why", "until": "2027-01-01"}
		changes = (
			{"reason": " "},
			{"until": '"soon"'},
			{"package": "x"},
			{"package": "python:segno"},
			{"more": "1"},
			{},
		)
		for change in changes:
			fields = good | change
			lines = [f"{key} = {value if key == 'until' else json.dumps(value)}" for key, value in fields.items()]
			with tempfile.TemporaryDirectory() as folder, self.subTest(change):
				file = Path(folder) / "allowed.toml"
				file.write_text("[[allowed]]\n" + "\n".join(lines))
				with self.assertRaises(ValueError) if change else contextlib.nullcontext():
					read_allowed(file)

	def test_a_finding_passes_by_an_entry_in_force_alone(self):
		for entries, passed in (
			([self.entry()], True),
			([self.entry(until=TODAY)], True),
			([self.entry(until=BEFORE)], False),
			([self.entry("npm:other")], False),
			([], False),
		):
			with self.subTest(entries):
				verdict = judge([self.finding], entries, TODAY)
				self.assertEqual((bool(verdict.passed), bool(verdict.bad)), (passed, not passed))
		self.assertIn("only in Desk", judge([self.finding], [self.entry()], TODAY).passed[0])

	def refused(self):
		raise NotAnswered("405")

	def test_the_run_fails_passes_or_is_skipped(self):
		idle = [self.entry("npm:gone"), self.entry("python:gone")]
		tally = conclude(
			{"npm audit of a": lambda: [self.finding], "pip-audit of b": list}, [self.entry(), *idle], TODAY
		)
		self.assertEqual((tally.passed, tally.failed, tally.skipped), (2, 0, 0))
		self.assertEqual([line for line in tally.notes if "matches nothing" in line], tally.notes[1:])
		self.assertEqual(len(tally.notes), 3)

		tally = conclude({"npm audit of a": lambda: [self.finding], "npm audit of c": self.refused}, idle, TODAY)
		self.assertEqual((tally.passed, tally.failed, tally.skipped), (0, 1, 1))
		self.assertIn("A made-up hole", tally.failures[0][1])
		self.assertEqual(
			tally.notes,
			[
				"skipped: npm audit of c: 405",
				"allowed.toml: python:gone GHSA-bbbb-bbbb-bbbb matches nothing: take it out",
			],
		)

		tally = conclude({"npm audit of a": lambda: of_npm_audit({"error": {"summary": "broken"}})}, [], TODAY)
		self.assertEqual((tally.passed, tally.failed, tally.skipped), (0, 1, 0))


class TestPrograms(unittest.TestCase):
	"""npm itself against a registry of ours."""

	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)
		package = {"name": "made-up", "version": "1.0.0", "dependencies": {"showdown": "2.1.0"}}
		lock = {"name": "made-up", "version": "1.0.0", "lockfileVersion": 3, "requires": True}
		lock["packages"] = {"": package, "node_modules/showdown": {"version": "2.1.0", "license": "MIT"}}
		(self.folder / "package.json").write_text(json.dumps(package))
		(self.folder / "package-lock.json").write_text(json.dumps(lock))

	def asked(self, code, body):
		"""npm audit of the folder against a registry that answers so."""

		class Registry(http.server.BaseHTTPRequestHandler):
			def do_POST(self):
				self.rfile.read(int(self.headers.get("Content-Length") or 0))
				self.reply(code, body)

			def do_GET(self):
				self.reply(404, {})

			def reply(self, status, content):
				data = json.dumps(content).encode()
				self.send_response(status)
				self.send_header("Content-Type", "application/json")
				self.send_header("Content-Length", str(len(data)))
				self.end_headers()
				self.wfile.write(data)

			def log_message(self, *words):
				pass

		with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry) as registry:
			threading.Thread(target=registry.serve_forever, daemon=True).start()
			address = f"http://127.0.0.1:{registry.server_port}/"
			try:
				with patch.dict(os.environ, {"npm_config_registry": address, "NO_PROXY": "127.0.0.1"}):
					return npm_audit(self.folder, self.folder / "log")
			finally:
				registry.shutdown()

	def test_a_registry_without_audits_gives_one_line_and_no_failure(self):
		tally = conclude({"npm audit of e2e": lambda: self.asked(405, {})}, [], TODAY)

		self.assertEqual((tally.passed, tally.failed, tally.skipped), (0, 0, 1))
		self.assertEqual(tally.notes, ["skipped: npm audit of e2e: 405 Method Not Allowed - POST the registry"])

	def test_a_registry_that_knows_a_hole_fails_the_run(self):
		known = NPM["vulnerabilities"]["showdown"]["via"][0]
		hole = {"id": known["source"], "url": known["url"], "title": known["title"], "severity": "moderate"}
		hole |= {"vulnerable_versions": "<=2.1.0", "cwe": [], "cvss": {"score": 5.3, "vectorString": None}}

		tally = conclude({"npm audit of e2e": lambda: self.asked(200, {"showdown": [hole]})}, [], TODAY)

		self.assertEqual((tally.failed, tally.skipped), (1, 0), tally)
		self.assertIn("GHSA-bbbb-bbbb-bbbb", tally.failures[0][1])
		self.assertEqual(conclude({"npm audit of e2e": lambda: self.asked(200, {})}, [], TODAY).passed, 1)

	def test_a_program_that_does_not_end_is_ended(self):
		with self.assertRaisesRegex(NotAnswered, "no answer within 1 second"):
			answer(["sleep", "30"], self.folder, self.folder / "log", seconds=1)

	def test_the_lock_of_pip_audit_is_pinned_with_checksums_and_names_no_host(self):
		lock = OWN_LOCK.read_text()

		self.assertIn("pip-audit==", lock)
		self.assertNotIn("//", lock)
		for block in re.split(r"\n(?=[a-z])", lock):
			self.assertRegex(block, r"^[a-z0-9.-]+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}")

"""kill -9 of web, worker and MariaDB while approvals, autosaves, uploads and batches run: what was confirmed stays, each once."""

import time

from builder.programs import wait_until

from .checks import Checks
from .load import Load
from .own_site import DATABASE, WEB, WORKER, OwnSite
from .person import Person

CLERK, TEMPLATE = "卫生院经办", "测试甲"
APPLICANTS = ("测试辛", "测试卯")
# what dies together, in this order; nobody is told before
DEATHS = ((WEB,), (WORKER,), (DATABASE,), (DATABASE, WEB, WORKER))
# so much is confirmed before each
BEFORE = 12
APPROVALS, CLERKS, IN_BATCH, SAVES, UPLOADS = 60, 2, 6, 150, 18
PATIENCE = 120
FILL = {"opinion": "同意", "leader_name": "测试负责人", "approved_on": "2026-01-01"}


class TestKilled(Checks):
	def setUp(self):
		self.site = OwnSite("killed")
		self.addCleanup(self.site.close)
		self.site.open(WEB, WORKER)
		with self.site.frappe() as frappe:
			self.prepare(frappe)
			self.clerks = [Person(self.site, CLERK).log_in() for _number in range(CLERKS)]
			self.applicants = [Person(self.site, name).log_in() for name in APPLICANTS]

	def prepare(self, frappe) -> None:
		"""Copies of a case that was really walked, with its opinions written; a draft of each applicant."""
		from zhicheng.domain.queries import applications
		from zhicheng.setup.demo import cases
		from zhicheng.tests import factories
		from zhicheng.tests.approval import race

		self.drafts = [factories.create_draft(person=name, series=factories.HEALTH) for name in APPLICANTS]
		template = factories.create_application(person=TEMPLATE)
		cases.write_opinions(template)
		frappe.set_user("Administrator")
		frappe.db.set_value("Approval Task", applications.open_task(template).name, "first_opened_on", "2026-01-01 08:00:00")
		self.step = applications.case(template).step
		self.names = race.copy_cases(template, CLERKS * APPROVALS + len(DEATHS) * IN_BATCH)
		for draft in self.drafts:
			dossier = frappe.db.get_value("Application Dossier", {"application": draft})
			frappe.db.set_value("Application Dossier", dossier, "summary_text", "")
		frappe.db.commit()

	def test_what_was_confirmed_survives_every_death(self):
		load, batches = Load(), []
		for number, clerk in enumerate(self.clerks):
			names = self.names[number * APPROVALS : (number + 1) * APPROVALS]
			load.add(load.approvals(clerk, names, self.step))
		for person, draft in zip(self.applicants, self.drafts, strict=True):
			load.add(load.new_rows(person, draft, SAVES))
			load.add(load.more_words(person, draft, SAVES))
		load.add(load.uploads(self.applicants[0], self.drafts[0], UPLOADS))
		confirmed, began = 0, time.monotonic()
		for number, names in enumerate(DEATHS):
			batches.append(self.begin_batch(number))
			load.go_on()
			wait_until(lambda before=confirmed: load.confirmed() >= before + BEFORE, PATIENCE)
			for name in names:
				self.site.kill(name)
			load.pause()
			for name in (DATABASE, WEB, WORKER):
				if name in names:
					self.site.start(name)
			print(names, f"{time.monotonic() - began:.0f} s")
			with self.subTest(killed=names), self.site.frappe() as frappe:
				self.assertEqual(load.faults, [])
				self.assertGreater(load.confirmed(), confirmed, "nothing was confirmed before the blow")
				confirmed = load.confirmed()
				self.confirmed(frappe, load)
				self.replayed(frappe)
				self.batches(frappe)
		load.go_on()
		load.end()
		self.assertEqual([thread for thread in load.threads if thread.is_alive()], [])
		self.assertEqual(load.faults, [])
		self.assertGreater(load.unanswered, 0, "no death hit anybody")
		for batch in batches:
			self.resume_batch(batch)
		self.wait_for(batches)
		with self.site.frappe() as frappe:
			self.confirmed(frappe, load)
			cases = self.replayed(frappe)
			self.batches(frappe)
			waiting = frappe.db.count("Approval Batch Row", {"outcome": ["!=", "已通过"]})
			self.assertEqual(waiting, 0)
			self.sealed(frappe)
		print(f"{time.monotonic() - began:.0f} s, {load.confirmed()} confirmed, {load.unanswered} unanswered, {cases} cases replayed")

	def begin_batch(self, number: int) -> str:
		first = CLERKS * APPROVALS + number * IN_BATCH
		names = self.names[first : first + IN_BATCH]
		return self.clerks[0].post("zhicheng.api.batch.start", {"applications": names, "values": FILL})["name"]

	def resume_batch(self, batch: str) -> None:
		"""Who comes back after two silent minutes is offered to go on."""
		with self.site.frappe() as frappe:
			if frappe.db.get_value("Approval Batch", batch, "status") != "已完成":
				ago = frappe.utils.add_to_date(frappe.utils.now_datetime(), minutes=-3)
				columns = {"beat_on": None, "started_on": None, "creation": ago}
				frappe.db.set_value("Approval Batch", batch, columns, update_modified=False)
				frappe.db.commit()
		state = self.state(batch)
		if state["status"] != "已完成":
			self.assertTrue(state["can_resume"], state)
			self.clerks[0].post("zhicheng.api.batch.resume", {"batch": batch})

	def wait_for(self, batches: list[str]) -> None:
		"""The worker has the messages of all approvals to send as well."""
		end = time.monotonic() + PATIENCE
		left = set(batches)
		while left and time.monotonic() < end:
			left -= {batch for batch in left if self.state(batch)["status"] == "已完成"}
			time.sleep(0.5)
		self.assertEqual(left, set())

	def state(self, batch: str) -> dict:
		return self.clerks[0].get("zhicheng.api.batch.state", {"batch": batch})

	def sealed(self, frappe) -> None:
		"""The Act Log is sealed afterwards, and the chain holds."""
		from zhicheng.domain.audit import chain

		chain.seal()
		number, _hash = chain.head()
		self.assertEqual(number, frappe.db.count("Act Log"))

"""What clerks are told: noted by the act, written after its commit by one background job per act.

The act itself asks the database nothing more; a lost job loses a message, never work: to-do and counts are read from
the path table.
"""

import frappe

ARRIVED, RETURNED, HANDED, URGED, SUBSTITUTE, DEADLINE = "到达", "退回", "转办", "催办", "代办", "期限"
JOB = "zhicheng.domain.notify.jobs.tell"


def note(kind: str, **what) -> None:
	"""One job once the act is committed; nothing when it is rolled back.

	:param kind: one of the words above
	:param what: task, or the row of the substitute
	"""
	actor = frappe.session.user
	frappe.db.after_commit.add(lambda: _enqueue(kind=kind, actor=actor, **what))


def _enqueue(**what) -> None:
	"""The act is done: a queue that cannot be reached must not turn it into an error."""
	try:
		frappe.enqueue(JOB, queue="short", **what)
	except Exception:
		frappe.logger("zhicheng").warning("a message was not queued: %s", what, exc_info=True)

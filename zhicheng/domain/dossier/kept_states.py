"""What was judged and drawn of a dossier, kept in redis under a mark of everything that it was made from.

Whoever opens a section that nobody has changed since pays neither for reading the dossier nor for judging it. The mark
holds the number and the time of the dossier's last save: every write of a value, a row or a proof counts one in the same
transaction (`dossier_access`), whatever else writes the record sets its time. It holds the fields' version, the notice's
rule, the birth date behind the ID number and the day. A mark that was never seen is judged anew, so nothing has to be
told of a change.
"""

from collections.abc import Callable
from hashlib import sha256

import frappe
from frappe.utils import today

from zhicheng import __version__
from zhicheng.domain.dossier import dossier_check
from zhicheng.domain.dossier.reading import Reading

HOUR = 3600


def mark(case: dict, fields_version: str) -> str:
	"""Another one after any change that a page of the dossier could show.

	:param case: as `applicants.own` gives it
	"""
	written = (case.bag.name, case.bag.revision, str(case.bag.modified))
	made_of = (written, fields_version, case.birth_date, case.assessment_years, today(), __version__)
	return sha256(repr(made_of).encode()).hexdigest()


def states(reading: Reading, known_as: str) -> dict[str, dict]:
	"""dossier_check.progress, judged once for each mark."""
	return kept(reading.application, "states", known_as, lambda: dossier_check.progress(reading))


def kept(application: str, what: str, known_as: str, make: Callable[[], dict]) -> dict:
	"""The latest of its kind for this case, made anew when the mark is another."""
	key = f"zhicheng:dossier:{application}:{what}"
	found = frappe.cache.get_value(key, expires=True)
	if found and found[0] == known_as:
		return found[1]
	made = make()
	frappe.cache.set_value(key, (known_as, made), expires_in_sec=HOUR)
	return made


def forget(application: str) -> None:
	"""With a deleted dossier goes what was kept of it."""
	frappe.cache.delete_keys(f"zhicheng:dossier:{application}:")

"""After a browser test: no ID number and no telephone of the demo people in any log of its site."""

from .console import Failure
from .junit import Tally
from .layout import Instance
from .site import call

SEARCH = "zhicheng.tests.leaks.everywhere"
SHOWN = 20


def search(instance: Instance, title: str) -> Tally:
	"""One more test of the piece: passed, or failed with the places (never the numbers)."""
	tally = Tally()
	try:
		found = call(instance, SEARCH, failing="The logs could not be searched for personal data")
	except Failure as failure:
		tally.add_failure(f"{title}: personal data in logs", f"{failure}\n{failure.details}")
		return tally
	if found:
		more = f"\n… and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
		tally.add_failure(f"{title}: personal data in logs", "\n".join(found[:SHOWN]) + more)
	else:
		tally.passed += 1
	return tally

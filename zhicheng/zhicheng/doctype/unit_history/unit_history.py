from zhicheng.domain.append_only import AppendOnly


class UnitHistory(AppendOnly):
	"""How a unit was called and where it stood, from when to when; written by domain/people/unit_history.py alone."""

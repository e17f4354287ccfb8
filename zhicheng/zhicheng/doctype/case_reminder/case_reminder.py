from zhicheng.domain.append_only import AppendOnly


class CaseReminder(AppendOnly):
	"""催办: once a day by the applicant and once by a unit above."""

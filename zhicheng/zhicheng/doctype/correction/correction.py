from zhicheng.domain.append_only import AppendOnly


class Correction(AppendOnly):
	"""One thing to correct, field by field."""

from zhicheng.domain.append_only import AppendOnly


class ApplicationBan(AppendOnly):
	"""Bars a person for years; ended only by lifting it with a reason."""

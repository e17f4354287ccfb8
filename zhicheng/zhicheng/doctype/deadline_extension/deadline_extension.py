from zhicheng.domain.append_only import AppendOnly


class DeadlineExtension(AppendOnly):
	"""A stage's deadline moved by the HR bureau above, and why."""

from zhicheng.domain.append_only import AppendOnly


class ActLog(AppendOnly):
	"""One row per act and per refused act."""

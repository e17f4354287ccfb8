from zhicheng.domain.append_only import AppendOnly


class ClerkSubstitute(AppendOnly):
	"""Who stands in for an absent clerk, and when."""

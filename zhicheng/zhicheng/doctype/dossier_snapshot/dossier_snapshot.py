from zhicheng.domain.append_only import AppendOnly


class DossierSnapshot(AppendOnly):
	"""What was submitted in a round; never changed."""

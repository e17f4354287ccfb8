from zhicheng.domain.append_only import AppendOnly


class StageOpinion(AppendOnly):
	"""What a unit wrote into its box of the paper form; final once the case moved on."""

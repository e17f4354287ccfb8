from zhicheng.domain.append_only import AppendOnly
from zhicheng.domain.approval import opinion_keys


class StageOpinion(AppendOnly):
	"""What a unit wrote into its box of the paper form; final once the case moved on."""


def on_doctype_update():
	opinion_keys.add_unique_key()

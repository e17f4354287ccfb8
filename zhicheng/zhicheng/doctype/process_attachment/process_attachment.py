from zhicheng.domain.append_only import AppendOnly


class ProcessAttachment(AppendOnly):
	"""What a stage's clerk added to a case: 推荐材料, 公示材料, 委托材料."""

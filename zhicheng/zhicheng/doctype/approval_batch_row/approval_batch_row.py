from zhicheng.domain.append_only import AppendOnly


class ApprovalBatchRow(AppendOnly):
	"""What became of one case of a batch."""

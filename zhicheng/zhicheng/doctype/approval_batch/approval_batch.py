from zhicheng.domain.append_only import AppendOnly


class ApprovalBatch(AppendOnly):
	"""One batch of approvals, with how far it is."""

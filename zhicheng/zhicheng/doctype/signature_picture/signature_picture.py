from zhicheng.domain.append_only import AppendOnly


class SignaturePicture(AppendOnly):
	"""A leader's signature, kept by his unit; never changed, only retired."""

"""The name of a place on the dossier's page, for links that lead to a field, a row or a proof."""


def anchor(fieldname: str, row: str = "", *, proof: bool = False) -> str:
	"""f-… a field, p-… the place of its proof, row-… a whole row; empty for the section itself."""
	if not fieldname:
		return f"row-{row}" if row else ""
	kind = "p" if proof else "f"
	return f"{kind}-{row}-{fieldname}" if row else f"{kind}-{fieldname}"

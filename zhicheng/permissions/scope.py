"""What several list conditions share: nothing at all, the ways to read, and “the units of this range” by a column."""

NOTHING = "(1 = 0)"
READS = ("read", "select", "report")


def units_between(column: str, lower: int, upper: int) -> str:
	"""The rows whose column names a unit in a range of the tree, in brackets; none for the range (0, 0).

	:param column: quoted, with its table
	:param lower: lft of the range's first unit
	:param upper: lft of its last unit, or anything up to the rgt of its first
	"""
	if not lower:
		return NOTHING
	return f"({column} in (select `name` from `tabUnit` where `lft` between {lower:d} and {upper:d}))"

"""What several list conditions share: nothing at all, the ways to read, and “the units of this range” by a column."""

NOTHING = "(1 = 0)"
READS = ("read", "select", "report")
# positions in the tree; two to a unit. Below, the units are listed and their rows sorted; from here on a page is read in
# the list's own order, where most rows belong to the range and each is asked for its unit (benchmarks/base_lists.py)
WIDE = 2_000


def units_between(column: str, lower: int, upper: int) -> str:
	"""The rows whose column names a unit in a range of the tree, in brackets; none for the range (0, 0).

	:param column: quoted, with its table
	:param lower: lft of the range's first unit
	:param upper: lft of its last unit, or anything up to the rgt of its first
	"""
	if not lower:
		return NOTHING
	if upper - lower >= WIDE:
		return f"((select `lft` from `tabUnit` where `name` = {column}) between {lower:d} and {upper:d})"
	return f"({column} in (select `name` from `tabUnit` where `lft` between {lower:d} and {upper:d}))"

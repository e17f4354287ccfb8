"""Units of one table that stand under each other: which row means which, and parents before children."""

from zhicheng.domain.imports.reading import Row, Table


class Order:
	"""The rows of a table by code and by name, and the row above each."""

	def __init__(self, table: Table):
		self.by_code: dict[str, Row] = {}
		self.by_name: dict[str, list[Row]] = {}
		for row in table.rows:
			self.by_code.setdefault(code_of(row), row)
			self.by_name.setdefault(row.values.get("unit_name", ""), []).append(row)
		self.rows = table.rows

	def named(self, word: str) -> Row | None:
		"""The row that a reference means; None when it means a unit outside the table, or several."""
		found = self.by_code.get(word.upper().replace(" ", "")) if word else None
		if found:
			return found
		rows = self.by_name.get(word, []) if word else []
		return rows[0] if len(rows) == 1 else None

	def above(self, row: Row) -> Row | None:
		return self.named(row.values.get("parent_unit", ""))

	def sorted(self) -> list[Row]:
		"""Every row once, each after the row above it; a circle is told at each of its rows."""
		done: set[int] = set()
		result = []
		for start in self.rows:
			path: list[Row] = []
			row = start
			while row and row.number not in done and row not in path:
				path.append(row)
				row = self.above(row)
			if row and row.number not in done:
				for one in path[path.index(row) :]:
					one.fault("parent_unit", "上级机构绕成了一圈：本单位成了自己的上级，请检查。")
			for one in reversed(path):
				done.add(one.number)
				result.append(one)
		return result


def code_of(row: Row) -> str:
	return row.values.get("uscc", "").upper().replace(" ", "")

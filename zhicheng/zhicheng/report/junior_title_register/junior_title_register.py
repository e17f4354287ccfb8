"""初级职称申报一览表 (manual 5.1.1)."""

from zhicheng.constants import Level
from zhicheng.export import roster


def execute(filters: dict | None = None) -> tuple:
	return roster.execute(Level.JUNIOR.value, filters)

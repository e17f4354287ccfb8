"""Register entries for cases that were submitted before there were any."""

from zhicheng.domain.dossier import register_entry


def execute() -> None:
	register_entry.fill_missing()

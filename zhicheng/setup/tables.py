"""Reading the seed tables in setup/data: CSV, UTF-8, one header line."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> list[dict[str, str]]:
	with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
		return list(csv.DictReader(file))

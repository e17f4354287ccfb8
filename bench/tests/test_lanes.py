import multiprocessing
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from builder import app_tests, lanes
from builder.junit import Tally
from builder.layout import APP, REPOSITORY, Bench


def piece(title: str, stage: str, run) -> lanes.Piece:
	return lanes.Piece(title, "unit", stage, run)


class TestLanes(unittest.TestCase):
	def run_pieces(self, *pieces: lanes.Piece) -> dict[str, Tally]:
		"""With sites that need nothing."""
		standing = mock.MagicMock()
		with tempfile.TemporaryDirectory() as folder, mock.patch.object(lanes, "standing", standing):
			told: list[str] = []
			result = lanes.run(Bench(Path(folder)), pieces, told.append)
		self.assertEqual(len(result), len(pieces))
		return {each.title: tally for each, tally in result}

	def test_every_piece_runs_once(self):
		counted = multiprocessing.Value("i", 0)

		def count(instance, ports) -> Tally:
			with counted.get_lock():
				counted.value += 1
			return Tally(passed=1)

		found = self.run_pieces(*(piece(f"{stage} {n}", stage, count) for stage in lanes.STAGES for n in range(5)))

		self.assertEqual((counted.value, sum(found.values(), Tally()).passed), (15, 15))

	def test_a_lane_that_dies_is_a_failure(self):
		def die(instance, ports) -> Tally:
			raise SystemExit(3)

		found = self.run_pieces(piece("dies", "app", die))

		self.assertEqual(found["dies"].failed, 1)


class TestPieces(unittest.TestCase):
	def test_every_test_of_the_app_lies_in_a_piece(self):
		folders = {each.title for each in app_tests.pieces([])}
		files = (REPOSITORY / APP).rglob("test_*.py")

		self.assertEqual([str(file) for file in files if f"tests/{file.parent.name}" not in folders], [])

#!/usr/bin/env python3
"""One approval with all that belongs to it, here and in django-viewflow and SpiffWorkflow, by turns on the same MariaDB. See README.md."""

import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import frappe
import measured
import ready_cases
import turns

from zhicheng.setup.demo import world

PEERS = {"django-viewflow 2.4.0": "viewflow_peer", "SpiffWorkflow 3.2.0": "spiff_peer.py"}
DATABASES = ("zc_compare_viewflow", "zc_compare_spiff")
OURS, ROUNDS = "ours, in the process", 5


def main() -> None:
	if len(sys.argv) < 2:
		sys.exit(__doc__)
	times = int(sys.argv[2]) if len(sys.argv) > 2 else 40
	os.chdir("sites" if os.path.isdir("sites") else ".")
	python = environment(Path("compare-env").resolve())
	frappe.init(site=sys.argv[1], sites_path=".")
	frappe.connect()
	conf = frappe.conf
	about = {"HOST": conf.db_host, "PORT": conf.db_port or 3306, "USER": conf.root_login or "root", "PASSWORD": conf.root_password}
	env = {**os.environ, **{f"COMPARE_{key}": str(value) for key, value in about.items()}}
	env.pop("PYTHONPATH", None)
	peers = {name: start(python, HERE / place, env) for name, place in PEERS.items()}
	try:
		with ready_cases.copies(times * ROUNDS + 3) as ready:
			frappe.set_user(world.user(ready_cases.CLERK))
			tell(by_turns(approvals(ready), peers, times))
	finally:
		for peer in peers.values():
			peer.terminate()
			peer.wait()
		drop(env)
		frappe.destroy()


def by_turns(ours, peers: dict, times: int) -> dict[str, list]:
	turns.timed(ours, 3)
	for peer in peers.values():
		ask(peer, 7)
	found = {OURS: [], **{name: [] for name in peers}}
	for _round in range(ROUNDS):
		found[OURS].append(turns.timed(ours, times))
		for name, peer in peers.items():
			found[name].append(ask(peer, times))
	return found


def environment(folder: Path) -> Path:
	"""Made once; nothing of it gets into the bench's own."""
	python = folder / "bin/python"
	if not (folder / "complete").exists():
		venv.create(folder, with_pip=True, clear=True)
		subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
		(folder / "complete").touch()
	return python


def start(python: Path, place: Path, env: dict) -> subprocess.Popen:
	return subprocess.Popen([python, place], env=env, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(peer: subprocess.Popen, number: int) -> tuple[float, float]:
	peer.stdin.write(f"{number}\n")
	peer.stdin.flush()
	line = peer.stdout.readline()
	assert line.startswith("= "), "the peer has ended"
	wall, cpu = line[2:].split()
	return float(wall), float(cpu)


def approvals(ready):
	"""Each approved and committed."""
	from zhicheng.constants import Action
	from zhicheng.domain.approval import handover
	from zhicheng.domain.people import members

	for name in ready.names:

		def approve(name=name) -> None:
			members.forget()
			handover.act(name, Action.APPROVE, step=ready.step, token=frappe.generate_hash(length=20))
			frappe.db.commit()

		yield approve


def tell(found: dict) -> None:
	medians = {name: [statistics.median(column) * 1000 for column in zip(*rounds, strict=True)] for name, rounds in found.items()}
	base = medians[OURS]
	rows = [[name, f"{wall:.1f}", f"{cpu:.1f}", f"{base[0] / wall:.2f}", f"{base[1] / cpu:.2f}"] for name, (wall, cpu) in medians.items()]
	measured.table(["one approval, committed", "wall, ms", "CPU, ms", "ours against it, wall", "ours against it, CPU"], rows)


def drop(env: dict) -> None:
	import pymysql

	who = {key: env[f"COMPARE_{key.upper()}"] for key in ("host", "user", "password")}
	with pymysql.connect(**who, port=int(env["COMPARE_PORT"]), autocommit=True) as connection, connection.cursor() as cursor:
		for name in DATABASES:
			cursor.execute(f"drop database if exists {name}")


if __name__ == "__main__":
	main()

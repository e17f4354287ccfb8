#!/usr/bin/env python3
"""2 000 raced pairs on two real connections: the race test of the suite, ten times as long.

    env/bin/python apps/zhicheng/benchmarks/races.py SITE [PAIRS]

The site must allow tests. Prints pairs, seconds and pairs per second; exits 1 when a single pair went wrong.
"""

import os
import subprocess
import sys
import time


def main() -> int:
	if len(sys.argv) < 2:
		print(__doc__)
		return 2
	site, pairs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
	command = ["bench", "--site", site, "run-tests", "--skip-before-tests", "--app", "zhicheng"]
	command += ["--module", "zhicheng.tests.approval.test_races"]
	began = time.monotonic()
	done = subprocess.run(command, env={**os.environ, "ZHICHENG_RACED_PAIRS": str(pairs), "CI": "1"})
	seconds = time.monotonic() - began
	print(f"{pairs} pairs, {seconds:.0f} s, {pairs / seconds:.1f} pairs a second, {'passed' if not done.returncode else 'FAILED'}")
	return 1 if done.returncode else 0


if __name__ == "__main__":
	sys.exit(main())

"""Reads the output of a failed program for causes that have a better next step than 'look into the log'."""

import re

CAUSES = (
	(
		r"No space left on device|ENOSPC|not enough free space|Disk full",
		"The disk is full: free some space (the bench needs about 3 GB)",
	),
	(
		r"DO NOT MATCH THE HASHES|[Hh]ash mismatch|EINTEGRITY",
		"A downloaded package differs from its pinned checksum, so it was refused: check the package index or mirror in "
		"use, empty its cache (pip cache purge, npm cache clean --force)",
	),
	(
		r"Could not get lock|Unable to acquire the dpkg frontend lock",
		"Another program is installing Debian packages: wait until it has finished",
	),
	(
		r"dpkg was interrupted",
		"An earlier package installation was interrupted: run 'dpkg --configure -a' as root",
	),
	(
		r"Temporary failure (in name resolution|resolving)|Name or service not known|EAI_AGAIN|ENOTFOUND|ENETUNREACH"
		r"|Network is unreachable|Could not resolve|Failed to fetch|Connection refused|ECONNREFUSED|ETIMEDOUT|timed out"
		r"|dns error|error sending request|No matching distribution found|Connection reset|ProxyError|Tunnel connection",
		"The network failed: check that PyPI, npm and Debian's packages can be reached (proxy, DNS)",
	),
	(
		r"Permission denied|EACCES",
		"A file may not be written: make sure that the repository folder, .bench and your home folder belong to you",
	),
	(
		r"MemoryError|Cannot allocate memory|ENOMEM|out of memory",
		"The memory did not suffice: close other programs (about 2 GB are needed)",
	),
)


def cause_in(output: str) -> str:
	for pattern, sentence in CAUSES:
		if re.search(pattern, output):
			return sentence
	return ""


def last_lines(output: str, count: int = 6) -> str:
	"""The end of a program's output without colours, progress lines overwritten by \\r, and empty lines."""
	plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output)
	lines = [line.rpartition("\r")[2].rstrip() for line in plain.split("\n")]
	return "\n".join([line[:300] for line in lines if line.strip()][-count:])

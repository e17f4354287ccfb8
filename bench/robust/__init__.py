"""Tests of a whole running site: its processes are killed, its backup is put back elsewhere. Real processes, nothing pretended."""

"""Tests of the bench: python3 -m unittest discover -s bench/tests -t bench, or script/test bench."""

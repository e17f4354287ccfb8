"""Routes, the one door, the path, opinions, results."""

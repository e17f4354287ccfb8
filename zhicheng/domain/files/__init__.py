"""Checking, keeping and guarding files."""

"""Log-in, passwords and the guard of User records."""

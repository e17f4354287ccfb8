"""What the Act Log is good for later: a chain that shows tampering, and the changes of base data."""

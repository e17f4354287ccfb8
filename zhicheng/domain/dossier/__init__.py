"""The 13 sections that an applicant fills, and their proofs."""

"""Clients written against the documents, and the reference taken at its word."""

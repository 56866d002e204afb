"""Beatgraph: artists, tracks, albums and how they do, as one typed graph."""

__version__ = "0.1.0"

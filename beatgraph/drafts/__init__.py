"""What callers may ask for, a file a noun; both doors read their input into these."""

from beatgraph.drafts.base import Draft

__all__ = ["Draft"]

"""What callers may ask for, a file a noun; both doors read their input into these."""

from beatgraph.drafts.base import Draft, holds_nul

__all__ = ["Draft", "holds_nul"]

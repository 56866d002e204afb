"""Searching by text: whether a name holds what somebody typed."""

from typing import Any

from sqlalchemy import ColumnElement, false, func, or_
from sqlalchemy.orm import Mapped


def holds(column: Mapped[Any], text: str) -> ColumnElement[bool]:
    """Whether a column holds a text, whatever the case; `%` and `_` are letters like others."""
    if "\x00" in text:
        return false()  # which PostgreSQL neither stores nor compares
    # SQLite lowers ASCII letters only: other letters are found as they are written.
    return or_(
        func.lower(column).contains(text.lower(), autoescape=True),
        column.contains(text, autoescape=True),
    )

"""Names as they are searched for: words without case, accents and punctuation."""

import re
import unicodedata
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

FOLDED_AT_MOST = 1024
_BETWEEN = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`Björk – Jóga (Live)` is searched for as `bjork joga live`; letters of every script stay."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return _BETWEEN.sub(" ", unicodedata.normalize("NFC", bare)).strip()[:FOLDED_AT_MOST]


def _of_row(context: Any) -> str:
    return folded(context.get_current_parameters()["name"])


class Named(SQLModel):
    """A noun that is found by the words of its name; the database keeps an index of them (revision 0021)."""

    search_name: str = Field(
        default=None,
        max_length=FOLDED_AT_MOST,
        nullable=False,
        sa_column_kwargs={"default": _of_row, "server_default": ""},
    )


def _fold(session: Session, *_: Any) -> None:
    for row in (*session.new, *session.dirty):
        if isinstance(row, Named) and row.search_name != (words := folded(row.name)):  # type: ignore[attr-defined]
            row.search_name = words


event.listen(Session, "before_flush", _fold)

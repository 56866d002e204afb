"""Searching by text: names of which the words begin as somebody typed."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, false, literal, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col

from beatgraph.models import Artist, Track, TrackArtist
from beatgraph.models.names import Named, folded

WORDS_AT_MOST = 8
"""Of a text; the ones after these say nothing."""


class _Found(FunctionElement[bool]):
    """The database's own index of words, asked in its own way: FTS5 on SQLite, full text on PostgreSQL."""

    type = Boolean()
    inherit_cache = True


@compiles(_Found, "sqlite")
def _sqlite(element: _Found, compiler: SQLCompiler, **kw: Any) -> str:
    row, _name, words, _query = element.clauses
    index = f"{row.table.name}__search"
    asked = compiler.process(words, **kw)
    return f"{compiler.process(row, **kw)} in (select rowid from {index} where {index} match {asked})"  # noqa: S608


@compiles(_Found, "postgresql")
def _postgresql(element: _Found, compiler: SQLCompiler, **kw: Any) -> str:
    _row, name, _words, query = element.clauses
    asked = compiler.process(query, **kw)
    return f"to_tsvector('simple', {compiler.process(name, **kw)}) @@ to_tsquery('simple', {asked})"


def words_of(text: str) -> list[str]:
    return folded(text).split()[:WORDS_AT_MOST]


def found_by(noun: type[Named], text: str) -> ColumnElement[bool]:
    """Whether for each word of a text there is one in the name that begins with it."""
    words = words_of(text)
    return _found_by(noun, words) if words else _holds(noun, text)


def _holds(noun: type[Named], text: str) -> ColumnElement[bool]:
    """Whether the name holds a text that has no letters, as it is written; `%` and `_` stand for themselves."""
    if not text.strip() or "\x00" in text:
        return false()
    column: Mapped[str] = noun.name  # type: ignore[attr-defined]
    return column.contains(text.strip(), autoescape=True)


def _found_by(noun: type[Named], words: list[str]) -> ColumnElement[bool]:
    # What is folded has letters and digits only: nothing in it means anything to either database.
    in_fts5 = " ".join(f'"{word}"*' for word in words)
    in_tsquery = " & ".join(f"{word}:*" for word in words)
    return _Found(noun.id, noun.search_name, literal(in_fts5), literal(in_tsquery))  # type: ignore[attr-defined]


def track_found_by(text: str) -> ColumnElement[bool]:
    """Whether each word of a text begins one in the track's name or in that of an artist it is credited to."""
    words = words_of(text)
    if not words:
        return _holds(Track, text)
    return and_(*(col(Track.id).in_(_tracks_with(word)) for word in words))


def _tracks_with(word: str) -> Any:
    named_so = select(col(Artist.id)).where(_found_by(Artist, [word]), col(Artist.deleted_at).is_(None))
    by_artist = select(col(TrackArtist.track_id)).where(col(TrackArtist.artist_id).in_(named_so))
    return union_all(select(col(Track.id)).where(_found_by(Track, [word])), by_artist)

"""Vocabularies: genres and tags are words that grow with what producers write, tied to tracks and albums in order."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlmodel import SQLModel, col, delete, select

from beatgraph.errors import InvalidError
from beatgraph.models import Genre, Tag
from beatgraph.services import upserts
from beatgraph.services.batches import grouped
from beatgraph.work import Work

WordT = TypeVar("WordT", Genre, Tag)


def slug(text: str) -> str:
    """`Lo-Fi Hip Hop` is kept as `lo-fi-hip-hop`; letters of every script stay."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return re.sub(r"[^\w]+", "-", plain).strip("-_")[:100]


async def find(work: Work, word: type[WordT], name: str) -> WordT | None:
    return (await work.session.exec(select(word).where(col(word.name) == slug(name)))).first()


async def by_ids(work: Work, word: type[WordT], ids: Sequence[int]) -> dict[int, WordT]:
    rows = await work.session.exec(select(word).where(col(word.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_parents(
    work: Work, word: type[WordT], link: type[Any], parent: str, parents: Sequence[int]
) -> dict[int, list[WordT]]:
    """The words of many tracks or albums, in their order."""
    owner = getattr(link, parent)
    statement = (
        select(word)
        .join(link, word.id == _word_column(link, word))
        .where(owner.in_(parents))
        .order_by(owner, link.position, col(word.id))
    )
    return await grouped(work, statement, owner)


async def resolve(work: Work, word: type[WordT], references: Sequence[int | str], *, field: str) -> list[WordT]:
    """The words that are meant, by id or by name; unknown names are created, unknown ids refused."""
    names = {reference: slug(reference) for reference in references if isinstance(reference, str)}
    for text, name in names.items():
        if not name:
            raise InvalidError(f"“{text}” is no {field[:-1]}.", field=field)
    known = await by_ids(work, word, [reference for reference in references if isinstance(reference, int)])
    named = await _named(work, word, {name: text.strip() for text, name in names.items()})
    found: dict[int, WordT] = {}
    for reference in references:
        row = known.get(reference) if isinstance(reference, int) else named[names[reference]]
        if row is None:
            raise InvalidError(f"There is no {field[:-1]} {reference}.", field=field)
        found[row.id] = row
    return list(found.values())


async def _named(work: Work, word: type[WordT], written: Mapping[str, str]) -> dict[str, WordT]:
    """The words of these names; those that are new come into being as they were written."""
    statement = select(word).where(col(word.name).in_(written))
    rows = {row.name: row for row in await work.session.exec(statement)} if written else {}
    missing = sorted(written.keys() - rows.keys())
    for name in missing:
        # Others may be writing the same word: all write it once, and in one order.
        new = word(name=name, display_name=written[name], created_at=work.now, updated_at=work.now)
        await upserts.once(work, new)
    return {row.name: row for row in await work.session.exec(statement)} if missing else rows


async def attach(work: Work, link: type[Any], parent: str, parent_id: int, words: Sequence[Genre | Tag]) -> None:
    """Make these the words of a track or an album, in this order."""
    await work.session.exec(delete(link).where(getattr(link, parent) == parent_id))
    for position, row in enumerate(words):
        work.session.add(link(**{parent: parent_id, _word_name(type(row)): row.id, "position": position}))
    await work.session.flush()


def _word_name(word: type[SQLModel]) -> str:
    return "genre_id" if word is Genre else "tag_id"


def _word_column(link: type[Any], word: type[SQLModel]) -> Any:
    return getattr(link, _word_name(word))

"""A history to tell: events as a file has them, taken in through the services."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from beatgraph.models import Artist, Post, Track, User
from beatgraph.services.events import Refusals, import_events, parsed
from beatgraph.workshop import Workshop

Line = dict[str, Any]
About = Track | Artist | Post


def event(type: str, about: About, by: User | str, at: datetime, **fields: Any) -> Line:
    """Something that a user does, or a guest who agreed to be known by a name."""
    who = {"user_id": by.id} if isinstance(by, User) else {"anonymous_id": by}
    noun = f"{about.__tablename__[:-1]}_id"
    return {
        "event_id": str(uuid4()),
        "type": type,
        "occurred_at": at.isoformat(),
        noun: about.id,
        **who,
        **fields,
    }


def plays(track: Track, at: datetime, *, number: int) -> list[Line]:
    """So many guests play a track, each for the first time, a second after one another."""
    return [event("play", track, f"{track.id} {at} {each}", at + timedelta(seconds=each)) for each in range(number)]


async def tell(workshop: Workshop, lines: Iterable[Line]) -> None:
    """Take them all in; none may be refused."""
    refused: list[str] = []
    refusals = Refusals(lambda number, reason: refused.append(f"{number}: {reason}"))
    texts = [json.dumps({name: value for name, value in line.items() if value is not None}).encode() for line in lines]
    await import_events(workshop.writing, parsed(texts, refusals), refusals)
    assert refused == []

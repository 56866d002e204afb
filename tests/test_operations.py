"""The app's documents: they fit the schema, and what they cost."""

from pathlib import Path

import pytest
from graphql import parse, validate

from beatgraph.server.documents import documents
from resolvers.base.ids import encode
from resolvers.schema import schema

ALL = {each.name: each for each in documents(Path(__file__).parents[1] / "operations")}
COSTS = {"album": 7, "artist": 11, "dashboard": 5, "home": 6, "track": 12}
"""Statements that read rows for the screen's answer, without those that say who is asking."""


def test_every_screen_is_there():
    assert set(ALL) == set(COSTS) | {"sign-in"}


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_document_fits_the_schema(name):
    assert validate(schema._schema, parse(ALL[name].query)) == []


@pytest.mark.parametrize("name", sorted(COSTS))
async def test_a_screen_answers_without_errors_at_its_known_cost(doors, make, name):
    producer = await make.user()
    track = await make.everything(producer)
    for _ in range(3):
        await make.everything(producer)
    (artist,) = await make.artists_of(track)
    ids = {
        "track": encode("Track", track.id),
        "artist": encode("Artist", artist),
        "album": encode("Album", track.album_id),
    }
    variables = {"id": ids[name]} if name in ids else {}
    doors.forget()
    await doors.ask("{ __typename }", producer)
    asking = len(doors.reads)
    doors.forget()

    await doors.ask(ALL[name].query, producer, **variables)

    assert len(doors.reads) - asking == COSTS[name]

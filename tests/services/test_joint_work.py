"""Joint work: with whom artists make their tracks."""

from datetime import UTC, datetime, timedelta

import pytest

from beatgraph import models
from beatgraph.services import joint_work
from resolvers.base.ids import encode
from tests.services.test_events import Load
from tests.services.test_insights import ADMIN, play

pytestmark = pytest.mark.anyio


@pytest.fixture
def load(workshop):
    return Load(workshop)


async def told(workshop, *artists, depth=1, as_of=None):
    async with workshop.reading(ADMIN) as work:
        return await joint_work.by_artists(work, [each.id for each in artists], depth, as_of)


async def together(load, make):
    """Nova with Cora twice, of which once with Olive too; Olive with Finn; and one with a name only."""
    nova, cora, olive, finn = [await make.artist(name=name) for name in ("Nova", "Cora", "Olive", "Finn")]
    rain = await make.track(nova, cora, name="Rain", created_at=datetime(2026, 3, 1, tzinfo=UTC))
    snow = await make.track(cora, nova, olive, name="Snow", created_at=datetime(2026, 3, 5, tzinfo=UTC))
    named = await make.track(nova, name="Fog", created_at=datetime(2026, 3, 2, tzinfo=UTC))
    again = await make.track(nova, name="Hail", created_at=datetime(2026, 3, 3, tzinfo=UTC))
    for track, name in ((named, "MC  Somebody"), (again, "mc somebody"), (named, " ")):
        await make.row(models.TrackCredit(track_id=track.id, name=name, role=models.CreditRole.VOCALIST))
    await make.track(nova, olive, private=True)
    await make.track(nova)
    await make.track(olive, finn)
    await load(
        play(rain, 1, "ada"),
        play(rain, 40, "ada"),
        play(snow, 40, "ada"),
        play(snow, 40, "bob"),
        play(named, 40, "ada"),
    )
    return nova, cora, olive, finn, rain, snow


async def test_joint_tracks_are_counted_by_whom_they_are_with(load, make, workshop):
    nova, cora, olive, _, rain, snow = await together(load, make)

    found = (await told(workshop, nova))[nova.id]

    assert (found.total_collaborations, found.unique_collaborators) == (4, 3)
    assert [(each.artist_id, each.name, each.track_count, each.plays) for each in found.top_collaborators] == [
        (cora.id, "Cora", 2, 4),
        (None, "MC  Somebody", 2, 1),
        (olive.id, "Olive", 1, 2),
    ]
    assert found.top_collaborators[0].last_track_at == datetime(2026, 3, 5, tzinfo=UTC)
    assert [
        (each.track_id, each.primary_artist, [other.name for other in each.collaborators], each.plays)
        for each in found.collaboration_tracks
    ] == [(rain.id, "Nova", ["Cora"], 2), (snow.id, "Cora", ["Nova", "Olive"], 2)]


async def test_plays_are_those_of_the_day_that_is_asked_about(load, make, workshop):
    nova, *_ = await together(load, make)

    found = (await told(workshop, nova, as_of=datetime(2026, 2, 10, tzinfo=UTC)))[nova.id]

    assert [(each.name, each.plays) for each in found.top_collaborators][:1] == [("Cora", 1)]
    assert [each.plays for each in found.collaboration_tracks] == [1, 0]


async def test_a_network_has_the_pairs_among_all_and_a_second_step_if_asked(load, make, workshop):
    nova, cora, olive, finn, *_ = await together(load, make)

    near = (await told(workshop, nova))[nova.id].network
    wide = (await told(workshop, nova, depth=2))[nova.id].network

    assert [(each.artist_id, each.depth) for each in near.nodes] == [(nova.id, 0), (cora.id, 1), (olive.id, 1)]
    pairs = [(nova.id, cora.id, 2), (nova.id, olive.id, 1), (cora.id, olive.id, 1)]
    assert [(each.source_artist_id, each.target_artist_id, each.weight) for each in near.edges] == pairs
    assert [(each.artist_id, each.depth) for each in wide.nodes][3:] == [(finn.id, 2)]
    assert [(each.source_artist_id, each.target_artist_id, each.weight) for each in wide.edges] == [
        *pairs,
        (olive.id, finn.id, 1),
    ]


async def test_a_network_has_two_hundred_artists_at_most(make, workshop, monkeypatch):
    monkeypatch.setattr(joint_work, "NODES_AT_MOST", 3)
    nova = await make.artist()
    for _ in range(4):
        await make.track(nova, await make.artist())

    found = (await told(workshop, nova, depth=2))[nova.id]

    assert (len(found.network.nodes), len(found.network.edges), found.unique_collaborators) == (3, 2, 4)


async def test_many_cost_as_many_statements_as_one(doors, make, workshop):
    artists = [await make.artist() for _ in range(5)]
    for each in artists:
        await make.track(each, await make.artist())
    costs = []
    for some in (artists[:1], artists):
        doors.forget()
        assert len(await told(workshop, *some, depth=2, as_of=make.now() - timedelta(days=9))) == len(some)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


async def test_both_doors_tell_the_same_collaborations(doors, load, make):
    nova, cora, *_ = await together(load, make)
    owner, other = await make.owner(nova), await make.owner(cora)
    path = f"/api/v1/producer-intelligence/insights/artists/{nova.id}/collaborations"
    query = """query ($id: ID!) { artist(id: $id) { collaborations(depth: 2) {
      totalCollaborations topCollaborators { name trackCount artist { name } } network { nodes { name depth } } } } }"""

    route = (await doors.get(path, owner, params={"depth": 2})).json()["data"]
    graph = (await doors.ask(query, owner, id=encode("Artist", nova.id)))["artist"]["collaborations"]
    statuses = [(await doors.get(path, each)).status_code for each in (None, other)]
    wrong = await doors.get(path, owner, params={"depth": 3})

    assert graph["totalCollaborations"] == route["total_collaborations"] == 4
    assert [(each["name"], each["trackCount"]) for each in graph["topCollaborators"]] == [
        (each["name"], each["track_count"]) for each in route["top_collaborators"]
    ]
    assert graph["topCollaborators"][1]["artist"] is None
    assert [(each["name"], each["depth"]) for each in graph["network"]["nodes"]] == [
        (each["name"], each["depth"]) for each in route["network"]["nodes"]
    ]
    assert (statuses, wrong.status_code) == ([401, 403], 422)

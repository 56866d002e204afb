"""Contribution values over REST and in the graph: computed on demand."""

from beatgraph.models import ContributionSnapshot
from resolvers.base import ids

PATH = "/api/v1/producer/update-contributions"
UPDATE = """mutation ($input: UpdateContributionsInput!) {
  updateContributions(input: $input) { artist { databaseId } tracks lastUpdated errors { code } }
}"""


async def test_both_doors_compute_ones_own_tracks(doors, make):
    track = await make.track()
    await make.track()
    owner, [artist_id] = await make.owner(track), await make.artists_of(track)

    answer = await doors.post(PATH, owner)
    data = await doors.ask(UPDATE, owner, input={})

    assert (answer.status_code, answer.json()) == (
        200,
        {
            "success": True,
            "data": {"artist_id": artist_id, "tracks": 1, "last_updated": f"{make.now():%Y-%m-%dT%H:%M:%S}Z"},
        },
    )
    assert data["updateContributions"] == {
        "artist": {"databaseId": artist_id},
        "tracks": 1,
        "lastUpdated": make.now().isoformat(),
        "errors": [],
    }
    snapshot = await make.again(ContributionSnapshot(track_id=track.id, computed_at=make.now()))
    assert (snapshot.value, snapshot.producers) == (1.0, 1)


async def test_who_has_no_profile_has_nothing_to_compute(doors, make):
    user = await make.user()

    answers = [await doors.post(PATH, asker) for asker in (None, user)]
    data = await doors.ask(UPDATE, user, input={})

    assert [answer.status_code for answer in answers] == [401, 404]
    assert data["updateContributions"]["errors"] == [{"code": "NOT_FOUND"}]


async def test_nobody_computes_for_others_but_admins(doors, make):
    artist, stranger, admin = await make.artist(), await make.artist(), await make.user(is_admin=True)
    asked = {"artistId": ids.encode("Artist", artist.id)}

    refused = await doors.ask(UPDATE, await make.owner(stranger), input=asked)
    allowed = await doors.ask(UPDATE, admin, input=asked)

    assert refused["updateContributions"]["errors"] == [{"code": "FORBIDDEN"}]
    assert allowed["updateContributions"]["tracks"] == 0

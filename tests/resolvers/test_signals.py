"""Saves, shares and views of tracks in the graph."""

import pytest
from sqlmodel import select

from beatgraph.models import PageView, Save, Share, TrackLifetime
from resolvers.base.ids import encode

SAVE = "mutation ($id: ID!) { saveTrack(input: {id: $id}) { track { saveCount viewerHasSaved } errors { code } } }"
UNSAVE = SAVE.replace("saveTrack", "unsaveTrack")
SHARE = "mutation ($id: ID!) { shareTrack(input: {id: $id}) { track { name } errors { code } } }"
VIEW = "mutation ($id: ID!) { recordView(input: {id: $id}) { node { __typename id } errors { code field } } }"
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"}


def gid(row):
    return encode(type(row).__name__, row.id)


async def as_guest(doors, query, row, **headers):
    answer = await doors.client.post(
        "/graphql", json={"query": query, "variables": {"id": gid(row)}}, headers={**BROWSER, **headers}
    )
    assert "errors" not in answer.json(), answer.text


async def stored(workshop, table):
    async with workshop.reading() as work:
        return (await work.session.exec(select(table))).all()


async def test_a_save_counts_once_a_person_and_is_dated(ask, make, clock, workshop):
    track, fan = await make.track(), await make.user()
    begun = clock()
    seen = []
    for change in (SAVE, SAVE, UNSAVE, UNSAVE, SAVE):
        answer = await ask(change, fan, id=gid(track))
        seen.append(next(iter(answer.values()))["track"])
        clock.forward(minutes=1)

    assert [(each["saveCount"], each["viewerHasSaved"]) for each in seen] == [
        (1, True),
        (1, True),
        (0, False),
        (0, False),
        (1, True),
    ]
    (row,) = await stored(workshop, Save)
    assert (row.user_id, row.track_id, row.post_id, row.counted) == (fan.id, track.id, None, True)
    assert (row.created_at - begun).total_seconds() == 240


async def test_own_saves_stand_and_do_not_count(ask, make, workshop):
    track = await make.track()

    answer = await ask(SAVE, await make.owner(track), id=gid(track))

    assert answer["saveTrack"]["track"] == {"saveCount": 0, "viewerHasSaved": True}
    assert [row.counted for row in await stored(workshop, Save)] == [False]


async def test_what_one_keeps_is_told_to_oneself_and_admins(ask, make, clock):
    fan, tracks = await make.user(), [await make.track(name=name) for name in ("First", "Last")]
    for track in tracks:
        clock.forward(minutes=1)
        await ask(SAVE, fan, id=gid(track))
    query = "query ($id: ID!) { user(id: $id) { savedTracks { totalCount nodes { name } } } }"

    found = [
        (await ask(query, asker, id=gid(fan)))["user"]["savedTracks"]
        for asker in (fan, await make.user(is_admin=True), await make.user())
    ]

    own = {"totalCount": 2, "nodes": [{"name": "Last"}, {"name": "First"}]}
    assert found == [own, own, {"totalCount": 0, "nodes": []}]


async def test_each_share_counts_save_for_a_repeat_within_ten_seconds(ask, make, clock, workshop):
    track, fan = await make.track(), await make.user()
    seen = []
    for seconds in (0, 9, 1, 10):
        clock.forward(seconds=seconds)
        await ask(SHARE, fan, id=gid(track))
        seen.append((await make.again(TrackLifetime(track_id=track.id))).shares)

    assert seen == [1, 1, 2, 3]
    assert {row.user_id for row in await stored(workshop, Share)} == {fan.id}


async def test_a_view_counts_again_after_half_an_hour_from_the_first(ask, make, clock):
    track, fan = await make.track(), await make.user()
    seen = []
    for minutes in (0, 29, 1, 29):
        clock.forward(minutes=minutes)
        await ask(VIEW, fan, id=gid(track))
        seen.append((await make.again(TrackLifetime(track_id=track.id))).views)

    assert seen == [1, 1, 2, 2]


async def test_guests_are_told_apart_by_what_they_come_with_also_over_midnight(doors, make, clock, workshop):
    track = await make.track()
    clock.now = clock.now.replace(hour=23, minute=50)
    await as_guest(doors, VIEW, track)
    await as_guest(doors, VIEW, track, **{"user-agent": BROWSER["user-agent"].replace("130", "131")})
    clock.forward(minutes=15)
    await as_guest(doors, VIEW, track)

    assert (await make.again(TrackLifetime(track_id=track.id))).views == 2
    assert [row.user_id for row in await stored(workshop, PageView)] == [None, None]


async def test_owners_bots_and_those_who_fetch_ahead_are_stored_and_not_counted(doors, make, workshop):
    track = await make.track()
    await doors.ask(VIEW, await make.owner(track), id=gid(track))
    await as_guest(doors, VIEW, track, **{"user-agent": "Googlebot/2.1"})
    await as_guest(doors, VIEW, track, **{"sec-purpose": "prefetch"})

    rows = await stored(workshop, PageView)
    assert [row.counted for row in rows] == [False, False, False]
    assert (await doors.ask("query ($id: ID!) { track(id: $id) { viewCount } }", await make.user(), id=gid(track)))[
        "track"
    ] == {"viewCount": 0}


async def test_artists_have_views_of_their_own_and_albums_none(ask, make):
    artist, album, fan = await make.artist(), await make.album(), await make.user()

    seen = await ask(VIEW, fan, id=gid(artist))
    refused = await ask(VIEW, fan, id=gid(album))

    assert seen["recordView"] == {"node": {"__typename": "Artist", "id": gid(artist)}, "errors": []}
    assert refused["recordView"] == {"node": None, "errors": [{"code": "BAD_USER_INPUT", "field": "id"}]}
    shown = await ask("query ($id: ID!) { artist(id: $id) { viewCount } }", fan, id=gid(artist))
    assert shown["artist"] == {"viewCount": 1}


@pytest.mark.parametrize("change", [SAVE, SHARE, VIEW])
async def test_what_one_does_not_see_takes_no_signals(ask, make, change):
    track = await make.track(private=True)

    answer = await ask(change, await make.user(), id=gid(track))

    assert [error["code"] for error in next(iter(answer.values()))["errors"]] == ["NOT_FOUND"]


async def test_guests_save_nothing(ask, make):
    track = await make.track()

    answer = await ask("mutation ($id: ID!) { saveTrack(input: {id: $id}) { errors { code } } }", id=gid(track))

    assert answer["saveTrack"]["errors"] == [{"code": "UNAUTHENTICATED"}]


async def test_people_and_albums_are_taken_to_in_the_graph(ask, make):
    album, nova, fan = await make.album(), await make.user(), await make.user()
    follow = "mutation ($id: ID!) { %s(input: {id: $id}) { user { followerCount viewerFollows } errors { code } } }"
    like = "mutation ($id: ID!) { %s(input: {id: $id}) { album { likeCount viewerHasLiked } errors { code } } }"

    followed = [(await ask(follow % verb, fan, id=gid(nova)))[verb] for verb in ("followUser", "unfollowUser")]
    liked = [(await ask(like % verb, fan, id=gid(album)))[verb] for verb in ("likeAlbum", "unlikeAlbum")]
    itself = (await ask(follow % "followUser", fan, id=gid(fan)))["followUser"]

    assert followed == [
        {"user": {"followerCount": 1, "viewerFollows": True}, "errors": []},
        {"user": {"followerCount": 0, "viewerFollows": False}, "errors": []},
    ]
    assert liked == [
        {"album": {"likeCount": 1, "viewerHasLiked": True}, "errors": []},
        {"album": {"likeCount": 0, "viewerHasLiked": False}, "errors": []},
    ]
    assert itself == {"user": None, "errors": [{"code": "SELF_FOLLOW"}]}

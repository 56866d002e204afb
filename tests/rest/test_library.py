"""Whole libraries over REST: tracks and albums that somebody likes, artists whom they follow, playlists."""

import pytest

from beatgraph.models import AlbumLifetime, ArtistLifetime, TrackLifetime
from beatgraph.services import follows, standings
from beatgraph.services.subjects import TRACKS
from resolvers.base.ids import encode


async def test_albums_are_liked_and_artists_followed_by_the_same_routes(doors, make):
    album, artist, fan = await make.album(), await make.artist(), await make.user()
    body = {
        "likeables": [
            {"likeable_id": artist.id, "likeable_type": "artist"},
            {"likeable_id": album.id, "likeable_type": "album"},
        ]
    }
    seen = []
    for verb in ("add-to", "remove-from"):
        answer = await doors.post(f"/api/v1/users/me/{verb}-library", fan, json=body)
        assert (answer.status_code, answer.json()) == (200, {"status": "success"})
        likes = (await make.again(AlbumLifetime(album_id=album.id))).likes
        seen.append((likes, (await make.again(ArtistLifetime(artist_id=artist.id))).followers))

    assert seen == [(1, 1), (0, 0)]


async def test_both_doors_list_a_library_latest_first_as_far_as_one_sees_it(doors, make, clock):
    artist, fan = await make.artist(name="Nova"), await make.user()
    first, hidden, last = [await make.track(artist, name=name) for name in ("First", "Hidden", "Last")]
    album = await make.album(artist, name="Tides")
    for likeable in [("track", first), ("track", hidden), ("track", last), ("album", album), ("artist", artist)]:
        clock.forward(minutes=1)
        body = {"likeables": [{"likeable_type": likeable[0], "likeable_id": likeable[1].id}]}
        assert (await doors.post("/api/v1/users/me/add-to-library", fan, json=body)).status_code == 200
    await make.change(hidden, private=True)
    await make.playlist(fan, name="Public")
    await make.playlist(fan, name="Private", public=False)

    found = {}
    for noun in ("liked-tracks", "liked-albums", "liked-artists", "playlists"):
        page = (await doors.get(f"/api/v1/users/{fan.id}/{noun}")).json()["pagination"]
        found[noun] = ([each["name"] for each in page["data"]], page["total"], page["per_page"])
    graph = await doors.ask(
        """query ($id: ID!) { user(id: $id) {
          likedTracks { totalCount nodes { name } } likedAlbums { nodes { name } } followedArtists { nodes { name } }
          playlists { nodes { name } } } }""",
        id=encode("User", fan.id),
    )
    own = (await doors.get("/api/v1/users/me/playlists", fan)).json()["playlists"]["total"]

    assert found == {
        "liked-tracks": (["Last", "First"], 2, 15),
        "liked-albums": (["Tides"], 1, 30),
        "liked-artists": (["Nova"], 1, 30),
        "playlists": (["Public"], 1, 20),
    }
    assert graph["user"] == {
        "likedTracks": {"totalCount": 2, "nodes": [{"name": "Last"}, {"name": "First"}]},
        "likedAlbums": {"nodes": [{"name": "Tides"}]},
        "followedArtists": {"nodes": [{"name": "Nova"}]},
        "playlists": {"nodes": [{"name": "Public"}]},
    }
    assert own == 2


async def test_a_full_library_takes_no_more(doors, make, monkeypatch):
    monkeypatch.setattr(standings, "LIBRARY_AT_MOST", 1)
    first, second, fan = await make.track(), await make.track(), await make.user()
    codes = []
    for track in (first, first, second):
        answer = await doors.post("/api/v1/users/me/add-to-library", fan, json={"track_id": track.id})
        codes.append((answer.status_code, answer.json().get("error_code")))

    assert codes == [(200, None), (200, None), (429, "library_full")]


@pytest.mark.parametrize("noun", ["liked-tracks", "reposts"])
async def test_a_long_list_costs_as_much_as_a_short_one(doors, make, clock, noun):
    artist, fan = await make.artist(), await make.user()
    costs = []
    for more in (2, 3):
        for _ in range(more):
            track = await make.track(artist)
            await doors.post("/api/v1/users/me/add-to-library", fan, json={"track_id": track.id})
            await doors.post("/api/v1/reposts/toggle", fan, json={"track_id": track.id})
        doors.forget()
        assert (await doors.get(f"/api/v1/users/me/{noun}", fan)).status_code == 200
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("verb", ["add-to", "remove-from"])
async def test_many_things_cost_as_much_as_a_few(doors, make, verb):
    artist = await make.artist()
    costs = []
    # The first like of a month makes the row of the month.
    for many in (1, 2, 12):
        fan = await make.user()
        kinds = (("track", make.track), ("album", make.album))
        things = [(kind, await made(artist)) for kind, made in kinds for _ in range(many)]
        things += [("artist", await make.artist()) for _ in range(many)]
        body = {"likeables": [{"likeable_type": kind, "likeable_id": row.id} for kind, row in things]}
        if verb == "remove-from":
            await doors.post("/api/v1/users/me/add-to-library", fan, json=body)
        doors.forget()
        assert (await doors.post(f"/api/v1/users/me/{verb}-library", fan, json=body)).status_code == 200
        costs.append(len(doors.statements))

    assert costs[1] == costs[2]


async def test_of_many_things_one_s_own_are_kept_and_not_counted(doors, make, workshop):
    artist, other = await make.artist(), await make.artist()
    fan = await make.owner(artist)
    own, foreign = await make.track(other, artist), await make.track(other)
    body = {"likeables": [{"likeable_id": row.id} for row in (own, foreign)]}

    for _ in range(2):
        await doors.post("/api/v1/users/me/add-to-library", fan, json=body)

    async with workshop.reading() as work:
        likes = await standings.totals(work, TRACKS, [own.id, foreign.id])
    assert likes == {own.id: 0, foreign.id: 1}
    assert (await doors.get("/api/v1/users/me/liked-tracks", fan)).json()["pagination"]["total"] == 2


async def test_where_one_thing_is_not_seen_or_finds_no_room_none_is_taken(doors, make, monkeypatch):
    monkeypatch.setattr(standings, "LIBRARY_AT_MOST", 2)
    monkeypatch.setattr(follows, "FOLLOWING_AT_MOST", 1)
    fan, tracks, artists = (
        await make.user(),
        [await make.track() for _ in range(3)],
        [await make.artist(), await make.artist()],
    )
    hidden = await make.track(private=True)
    refusals = []
    for kind, rows in (("track", [tracks[0], hidden]), ("track", tracks), ("artist", artists)):
        likeables = [{"likeable_id": row.id, "likeable_type": kind} for row in rows]
        answer = await doors.post("/api/v1/users/me/add-to-library", fan, json={"likeables": likeables})
        refusals.append((answer.status_code, answer.json().get("error_code")))

    assert refusals == [(404, None), (429, "library_full"), (429, "follow_limit")]
    for noun in ("liked-tracks", "liked-artists"):
        assert (await doors.get(f"/api/v1/users/me/{noun}", fan)).json()["pagination"]["total"] == 0


async def test_what_has_been_hidden_meanwhile_can_be_let_go(doors, make):
    fan, track = await make.user(), await make.track()
    await doors.post("/api/v1/users/me/add-to-library", fan, json={"track_id": track.id})
    await make.change(track, private=True)

    first = await doors.post("/api/v1/users/me/remove-from-library", fan, json={"track_id": track.id})
    again = await doors.post("/api/v1/users/me/remove-from-library", fan, json={"track_id": track.id})

    assert (first.status_code, again.status_code, again.json()) == (200, 404, {"message": "Track not found"})
    assert (await make.again(TrackLifetime(track_id=track.id))).likes == 0

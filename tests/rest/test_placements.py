"""Placements: what a track's credited producers are told, at both doors."""

from datetime import UTC, date, datetime

import pytest

from beatgraph.models import MemberRole, ScanStatus
from beatgraph.models.artists import ArtistMember
from resolvers.base.ids import encode

RECON = """query ($id: ID!) { track(id: $id) { recon {
  scanStatus scannedAt artistVerified
  placements {
    databaseId title artistName albumName releaseDate confidenceScore spotifyUrl youtubeUrl deezerUrl createdAt
    track { databaseId }
  }
} } }"""
FOUND = {
    "title": "Song Title",
    "artist_name": "Artist Name",
    "album_name": "Album Name",
    "release_date": date(2025, 6, 15),
    "confidence_score": 95,
    "spotify_url": "https://open.spotify.com/track/2UzMpPKPhbcC8RbsmuURAZ",
    "youtube_url": "https://youtube.com/watch?v=og4eNv9PtnQ",
    "deezer_url": "https://deezer.com/track/223864",
}


def path(track):
    return f"/api/v1/tracks/{track.id}/placements"


async def scanned(make, **fields):
    """A track of a verified artist, in which something has been found."""
    track = await make.track(await make.artist(verified=True))
    await make.scan(track, scanned_at=datetime(2026, 2, 26, 2, 15, tzinfo=UTC), **fields)
    return track


async def test_the_answer_is_the_documented_one(doors, make, clock):
    clock.now = datetime(2026, 2, 20, 12, 0, tzinfo=UTC)
    track = await scanned(make)
    placement = await make.placement(track, **FOUND)

    answer = await doors.get(path(track), await make.owner(track))

    assert (answer.status_code, answer.json()) == (
        200,
        {
            "placements": [
                FOUND
                | {
                    "id": placement.id,
                    "release_date": "2025-06-15",
                    "created_at": "2026-02-20T12:00:00+00:00",
                }
            ],
            "scan_status": "complete",
            "scanned_at": "2026-02-26T02:15:00+00:00",
            "total_count": 1,
            "artist_verified": True,
        },
    )


async def test_both_doors_show_the_same_placements(doors, make):
    track = await scanned(make)
    await make.placement(track, **FOUND)
    await make.placement(track, confidence_score=99)
    owner = await make.owner(track)

    rest = (await doors.get(path(track), owner)).json()
    graph = (await doors.ask(RECON, owner, id=encode("Track", track.id)))["track"]["recon"]

    assert graph["scanStatus"] == rest["scan_status"].upper()
    assert graph["artistVerified"] is rest["artist_verified"]
    assert datetime.fromisoformat(graph["scannedAt"]) == datetime.fromisoformat(rest["scanned_at"])
    assert len(graph["placements"]) == rest["total_count"] == 2
    for seen, told in zip(graph["placements"], rest["placements"], strict=True):
        assert seen.pop("track") == {"databaseId": track.id}
        assert datetime.fromisoformat(seen.pop("createdAt")) == datetime.fromisoformat(told.pop("created_at"))
        assert list(seen.values()) == list(told.values())


async def test_only_certain_matches_are_shown_the_most_certain_first(doors, make):
    track = await scanned(make)
    for score in (90, 100, 89, 95):
        await make.placement(track, confidence_score=score)

    answer = (await doors.get(path(track), await make.owner(track))).json()

    assert ([each["confidence_score"] for each in answer["placements"]], answer["total_count"]) == ([100, 95, 90], 3)


async def test_before_the_first_scan_there_is_no_state(doors, make):
    track = await make.track(await make.artist(verified=True))

    answer = await doors.get(path(track), await make.owner(track))

    assert answer.json() == {
        "placements": [],
        "scan_status": None,
        "scanned_at": None,
        "total_count": 0,
        "artist_verified": True,
    }


async def test_of_an_artist_who_is_not_verified_nothing_is_shown(doors, make):
    main, guest = await make.artist(), await make.artist(verified=True)
    track = await make.track(main, guest)
    await make.scan(track)
    await make.placement(track)

    answer = (await doors.get(path(track), await make.owner(guest))).json()

    assert (answer["artist_verified"], answer["placements"], answer["total_count"]) == (False, [], 0)


async def test_what_was_found_in_a_sound_that_was_replaced_is_not_shown(doors, make):
    track = await scanned(make)
    await make.placement(track)
    owner = await make.owner(track)
    await make.change(track, upload_id=(await make.upload(owner)).id)

    answer = (await doors.get(path(track), owner)).json()

    assert (answer["scan_status"], answer["scanned_at"], answer["placements"]) == (None, None, [])


async def test_credited_producers_and_admins_may_read_and_nobody_else(doors, make):
    main, guest = await make.artist(verified=True), await make.artist()
    uploader = await make.user()
    track = await make.track(main, guest, user_id=uploader.id)
    await make.scan(track)
    await make.placement(track)
    manager = await make.user()
    await make.row(ArtistMember(artist_id=guest.id, user_id=manager.id, role=MemberRole.MANAGER))
    allowed = [await make.owner(main), await make.owner(guest), manager, await make.user(is_admin=True)]
    refused = [uploader, await make.owner(await make.artist()), await make.user()]

    for asker in allowed:
        assert (await doors.get(path(track), asker)).json()["total_count"] == 1
        recon = (await doors.ask(RECON, asker, id=encode("Track", track.id)))["track"]["recon"]
        assert len(recon["placements"]) == 1
    for asker in refused:
        answer = await doors.get(path(track), asker)
        assert (answer.status_code, answer.json()) == (
            403,
            {"message": "You are not a credited producer on this track."},
        )
        graph = await doors.graph(RECON, asker, id=encode("Track", track.id))
        assert graph["data"] == {"track": {"recon": None}}
        assert [each["extensions"]["code"] for each in graph["errors"]] == ["FORBIDDEN"]


async def test_a_guest_is_asked_to_sign_in(doors, make):
    track = await scanned(make)

    answer = await doors.get(path(track))
    graph = await doors.graph(RECON, id=encode("Track", track.id))

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})
    assert graph["data"] == {"track": {"recon": None}}
    assert [each["extensions"]["code"] for each in graph["errors"]] == ["UNAUTHENTICATED"]


async def test_a_track_that_cannot_be_seen_is_not_found(doors, make):
    hidden = await make.track(await make.artist(verified=True), private=True, published_at=None)
    gone = await make.track(await make.artist(verified=True), deleted_at=datetime(2026, 1, 1, tzinfo=UTC))
    stranger, owner = await make.user(), await make.owner(gone)

    for asker, track in ((stranger, hidden), (stranger, gone), (owner, gone)):
        answer = await doors.get(path(track), asker)
        assert (answer.status_code, answer.json()) == (404, {"message": "Track not found"})
    assert (await doors.get("/api/v1/tracks/none/placements", owner)).status_code == 404
    assert (await doors.get(path(hidden), await make.owner(hidden))).status_code == 200


@pytest.mark.parametrize("status", ScanStatus)
async def test_every_state_has_its_word(doors, make, status):
    track = await scanned(make, status=status)

    assert (await doors.get(path(track), await make.owner(track))).json()["scan_status"] == status


async def test_a_placement_is_a_node_of_its_producers_only(doors, make):
    track = await scanned(make)
    placement = await make.placement(track)
    unsure = await make.placement(track, confidence_score=89)
    ids = [encode("Placement", each.id) for each in (placement, unsure)]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Placement { title } } }"

    owner = await doors.ask(query, await make.owner(track), ids=ids)
    stranger = await doors.ask(query, await make.user(), ids=ids)

    assert owner["nodes"] == [{"title": placement.title}, None]
    assert stranger["nodes"] == [None, None]


async def test_scans_of_many_tracks_cost_as_much_as_of_one(doors, make):
    artist = await make.artist(verified=True)
    owner = await make.owner(artist)
    query = "{ tracks { nodes { recon { scanStatus placements { title } } } } }"
    costs = []
    for _ in range(2):
        for _ in range(2):
            track = await make.track(artist)
            await make.scan(track)
            await make.placement(track)
        doors.forget()
        await doors.ask(query, owner)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]

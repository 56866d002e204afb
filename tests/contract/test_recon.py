"""A client of Audio Recon and of cover art, written against the content page."""

from datetime import date

import pytest

from tests.contract.shapes import DATE, OFFSET, Maybe, Some, misfits

pytestmark = pytest.mark.anyio

PLACEMENT = {
    "id": int,
    "title": "Song Title",
    "artist_name": "Artist Name",
    "album_name": "Album Name",
    "release_date": DATE,
    "confidence_score": int,
    "spotify_url": Maybe(str),
    "youtube_url": Maybe(str),
    "deezer_url": Maybe(str),
    "created_at": OFFSET,
}
SCANNED = {
    "placements": [PLACEMENT],
    "scan_status": "complete",
    "scanned_at": OFFSET,
    "total_count": 2,
    "artist_verified": True,
}


async def test_a_credited_producer_sees_what_sounds_like_their_track(live):
    user = await live.account("recon")
    track = await live.make.track(await live.make.artist(user, verified=True))
    await live.make.scan(track)
    for score in (91, 95, 89):
        await live.make.placement(
            track,
            title="Song Title",
            artist_name="Artist Name",
            album_name="Album Name",
            release_date=date(2025, 6, 15),
            confidence_score=score,
            spotify_url="https://open.spotify.com/track/1",
        )
    client = live.client(user)

    answer = await client.get(f"/api/v1/tracks/{track.id}/placements")

    assert (answer.status_code, misfits(answer.json(), SCANNED)) == (200, [])
    assert [each["confidence_score"] for each in answer.json()["placements"]] == [95, 91]


async def test_a_track_that_was_never_scanned_has_nothing_to_show(live):
    user = await live.account("recon-new")
    track = await live.make.track(await live.make.artist(user))

    answer = await live.client(user).get(f"/api/v1/tracks/{track.id}/placements")

    assert (answer.status_code, answer.json()) == (
        200,
        {"placements": [], "scan_status": None, "scanned_at": None, "total_count": 0, "artist_verified": False},
    )


async def test_others_are_refused(live):
    track = await live.make.track()
    stranger = live.client(await live.account("recon-stranger"))

    answers = [
        await live.guest.get(f"/api/v1/tracks/{track.id}/placements"),
        await stranger.get(f"/api/v1/tracks/{track.id}/placements"),
        await stranger.get("/api/v1/tracks/999999/placements"),
    ]

    assert [answer.status_code for answer in answers] == [401, 403, 404]
    assert [misfits(answer.json(), {"message": str}) for answer in answers] == [[], [], []]


async def test_a_cover_is_made_of_a_template_and_words(live):
    client = live.client(await live.account("covers-preview"))
    template = (await client.get("/api/v1/cover-art/templates")).json()["templates"][0]["id"]

    made = await client.post("/api/v1/cover-art/preview", template_id=template, title="Rain", artist="Nova")
    later = await client.post("/api/v1/cover-art/preview", genres=["trap"])
    refused = await client.post("/api/v1/cover-art/preview", template_id="none")
    guest = await live.guest.post("/api/v1/cover-art/preview", template_id=template)

    for answer in (made, later):
        told = Some({"status": "success", "preview_url": str, "image_url": str, "template": dict})
        assert (answer.status_code, misfits(answer.json(), told)) == (200, [])
    assert (refused.status_code, misfits(refused.json(), Some({"message": str, "errors": dict}))) == (422, [])
    assert (guest.status_code, guest.json()) == (401, {"message": "Unauthenticated."})


async def test_cover_templates_are_listed_shown_and_matched(live):
    client = live.client(await live.account("covers"))
    template = Some({"id": str, "name": str, "preview_url": str})

    listed = await client.get("/api/v1/cover-art/templates")
    first = listed.json()["templates"][0]["id"]
    shown = await client.get(f"/api/v1/cover-art/templates/{first}")
    matching = await client.get("/api/v1/cover-art/matching-templates", genre="trap", limit=3)
    guest = await live.guest.get("/api/v1/cover-art/templates")

    assert (listed.status_code, misfits(listed.json(), Some({"status": "success", "templates": [template]}))) == (
        200,
        [],
    )
    assert misfits(shown.json(), {"status": "success", "template": template}) == []
    assert len(matching.json()["templates"]) <= 3
    assert (guest.status_code, guest.json()) == (401, {"message": "Unauthenticated."})

"""A client of the artist dashboard, written against its page."""

import pytest

from beatgraph.models import ArtistLink, TrackLifetime
from tests.contract.shapes import NUMBER, SECONDS, Maybe, Some, misfits

pytestmark = pytest.mark.anyio

SOCIAL = {"twitter", "instagram", "soundcloud", "youtube"}
PROFILE = {
    "id": int,
    "name": str,
    "upload_access": bool,
    "total_tracks": int,
    "total_plays": int,
    "member_since": SECONDS,
    "bio": Maybe(str),
    "website": Maybe(str),
    "social_links": dict,
}
STATS = {
    "total_tracks": int,
    "total_plays": int,
    "total_contribution": NUMBER,
    "recent_uploads": int,
    "play_growth_percentage": NUMBER,
    "top_track": Maybe({"id": int, "name": str, "plays": int, "contribution_value": NUMBER}),
    "average_plays_per_track": int,
    "tracks_with_plays": int,
}
PERFORMANCE = {
    "track_id": int,
    "track_name": str,
    "plays": int,
    "contribution_value": NUMBER,
    "months_since_upload": int,
    "upload_date": str,
    "last_updated": Maybe(str),
}
UPLOADS = {
    "total_uploads": int,
    "uploads_this_month": int,
    "uploads_last_month": int,
    "average_plays_per_upload": int,
    "best_performing_month": Maybe({"month": str, "total_plays": int, "track_count": int}),
    "upload_frequency_days": Maybe(int),
    "recommended_upload_time": str,
}
COLLABORATION = {"track_id": int, "title": str, "primary_artist": str, "collaborators": list, "plays": int}


META = {"generated_at": SECONDS, "data_until": SECONDS, "partial_day": bool, "timezone": str}


def enveloped(data):
    return {"success": True, "data": data}


def figures(data):
    """What figures are of stands beside the documented envelope."""
    return enveloped(data) | {"meta": META}


async def test_a_producer_reads_and_changes_their_profile(live):
    user = await live.account("dashboard-profile")
    artist = await live.make.artist(user, name="Nova")
    await live.make.row(ArtistLink(artist_id=artist.id, network="soundcloud", address="https://soundcloud.com/nova"))
    client = await live.sign_in(user)

    shown = await client.get("/api/v1/artist/profile")
    changed = await client.put(
        "/api/v1/artist/profile",
        bio="Updated bio text",
        website="https://example.com",
        social_links={"twitter": "@producer", "instagram": "@producer", "soundcloud": None},
    )

    assert (shown.status_code, misfits(shown.json(), enveloped(PROFILE))) == (200, [])
    assert set(shown.json()["data"]["social_links"]) <= SOCIAL
    assert (changed.status_code, changed.json()) == (
        200,
        {
            "success": True,
            "message": "Profile updated successfully",
            "data": {
                "bio": "Updated bio text",
                "website": "https://example.com",
                "social_links": {"twitter": "@producer", "instagram": "@producer"},
            },
        },
    )


@pytest.mark.parametrize(
    "body", [{"bio": "x" * 1001}, {"website": "no address"}, {"website": f"https://example.com/{'x' * 255}"}]
)
async def test_a_profile_keeps_its_limits(live, body):
    user = await live.account(f"dashboard-limits-{len(str(body))}")
    await live.make.artist(user)

    answer = await live.client(user).put("/api/v1/artist/profile", **body)

    assert (answer.status_code, misfits(answer.json(), Some({"success": False, "message": str}))) == (422, [])


async def test_the_figures_have_the_documented_fields(live):
    user = await live.account("dashboard-stats")
    artist, friend = await live.make.artist(user), await live.make.artist()
    client = live.client(user)
    before = await client.get("/api/v1/artist/dashboard-stats")
    track = await live.make.track(artist, friend, name="Tides")
    await live.make.row(TrackLifetime(track_id=track.id, plays=7))

    after = await client.get("/api/v1/artist/dashboard-stats")
    shared = await client.get(f"/api/v1/artist/{friend.id}/collaborative-tracks")

    assert [misfits(answer.json(), figures(STATS)) for answer in (before, after)] == [[], []]
    assert (before.json()["data"]["top_track"], after.json()["data"]["top_track"]["plays"]) == (None, 7)
    assert misfits(shared.json(), enveloped([COLLABORATION])) == []
    assert [row["track_id"] for row in shared.json()["data"]] == [track.id]


async def test_the_performance_of_tracks_has_the_documented_fields(live):
    user = await live.account("dashboard-performance")
    await live.make.track(await live.make.artist(user))

    answer = await live.client(user).get("/api/v1/artist/track-performance")

    assert (answer.status_code, misfits(answer.json(), figures([PERFORMANCE]))) == (200, [])
    assert len(answer.json()["data"]) == 1


async def test_upload_insights_have_the_documented_fields_and_need_upload_access(live):
    user, without = await live.account("dashboard-uploads"), await live.account("dashboard-no-uploads")
    await live.make.track(await live.make.artist(user))
    await live.make.artist(without, upload_access=False)

    answer = await live.client(user).get("/api/v1/artist/upload-insights")
    refused = await live.client(without).get("/api/v1/artist/upload-insights")

    assert (answer.status_code, misfits(answer.json(), figures(Some(UPLOADS)))) == (200, [])
    assert (refused.status_code, misfits(refused.json(), {"success": False, "message": str})) == (403, [])


@pytest.mark.parametrize(
    "path", ["profile", "dashboard-stats", "track-performance", "upload-insights", "1/collaborative-tracks"]
)
async def test_every_route_needs_a_token_and_a_profile(live, path):
    listener = live.client(await live.account(f"dashboard-listener-{path.replace('/', '-')}"))

    guest, without = await live.guest.get(f"/api/v1/artist/{path}"), await listener.get(f"/api/v1/artist/{path}")

    assert (guest.status_code, guest.json()) == (401, {"success": False, "message": "Unauthenticated."})
    assert (without.status_code, without.json()) == (404, {"success": False, "message": "No artist profile"})

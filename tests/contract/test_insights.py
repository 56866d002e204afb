"""A client of the insights, written against their page."""

import pytest

from tests.contract.live import due
from tests.contract.shapes import NUMBER, Some, misfits

pytestmark = pytest.mark.anyio

BASE = "/api/v1/producer-intelligence/insights"
TRACK = Some(
    {
        "plays": Some({"total": int, "period": int}),
        "listeners": Some({"total": int, "unique": int}),
        "engagement": Some({"likes": int, "reposts": int}),
        "growth": Some({"plays_change": NUMBER, "listeners_change": NUMBER}),
    }
)
COLLABORATIONS = Some({"total_collaborations": int, "top_collaborators": list, "collaboration_tracks": list})
FORMATS = [{"id": str, "name": str, "description": str}]


def refusal(word):
    return Some({"success": False, "message": str, "error": word})


def enveloped(data):
    return Some({"success": True, "data": data})


@due(f"GET {BASE}/tracks/{{}}")
async def test_a_track_s_figures_have_the_documented_fields(live):
    user = await live.account("insights-track")
    track = await live.make.track(await live.make.artist(user))
    client = live.client(user)

    answer = await client.get(f"{BASE}/tracks/{track.id}")
    refused = await client.get(f"{BASE}/tracks/{track.id}", period="30d")
    stranger = await live.client(await live.account("insights-stranger")).get(f"{BASE}/tracks/{track.id}")
    guest = await live.guest.get(f"{BASE}/tracks/{track.id}")

    assert (answer.status_code, misfits(answer.json(), enveloped(TRACK))) == (200, [])
    assert (refused.status_code, misfits(refused.json(), refusal("validation_failed"))) == (422, [])
    assert (stranger.status_code, misfits(stranger.json(), refusal("forbidden"))) == (403, [])
    assert (guest.status_code, misfits(guest.json(), refusal("unauthorized"))) == (401, [])


@due(f"GET {BASE}/artists/{{}}/collaborations")
async def test_collaborations_have_the_documented_fields(live):
    user = await live.account("insights-artist")
    artist = await live.make.artist(user)
    await live.make.track(artist, await live.make.artist())

    answer = await live.client(user).get(f"{BASE}/artists/{artist.id}/collaborations")

    assert (answer.status_code, misfits(answer.json(), enveloped(COLLABORATIONS))) == (200, [])


@due(f"GET {BASE}/export/formats")
async def test_formats_stand_beside_success(live):
    client = live.client(await live.account("insights-formats"))

    answer = await client.get(f"{BASE}/export/formats")

    assert (answer.status_code, misfits(answer.json(), {"success": True, "formats": FORMATS})) == (200, [])
    assert [each["id"] for each in answer.json()["formats"]] == ["csv", "json", "pdf"]


async def test_what_is_not_there_is_refused_in_the_documented_words(live):
    answer = await live.guest.get(f"{BASE}/nothing")

    assert (answer.status_code, misfits(answer.json(), {"success": False, "message": str, "error": "not_found"})) == (
        404,
        [],
    )

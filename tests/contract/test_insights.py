"""A client of the insights, written against their page."""

import pytest

from tests.contract.live import due
from tests.contract.shapes import DATE, NUMBER, SECONDS, Some, misfits

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
CHART = Some({"timeframe": str, "points": [Some({"date": DATE, "plays": int, "listeners": int})], "summary": dict})
ROWS = Some({"type": "tracks", "period": "30-days", "generated_at": SECONDS, "rows": [Some({"date": DATE})]})
REPORT = Some({"period": "30-days", "generated_at": SECONDS, "summary": dict, "tracks": list, "charts": dict})
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


async def test_albums_and_artists_have_a_track_s_figures_and_all_of_them_charts(live):
    user = await live.account("insights-charts")
    artist = await live.make.artist(user)
    track = await live.make.track(artist)
    things = {"tracks": track, "albums": await live.make.album(artist, tracks=(track,)), "artists": artist}
    client = live.client(user)

    for noun, thing in things.items():
        figures = await client.get(f"{BASE}/{noun}/{thing.id}", period="7-days")
        charts = await client.get(f"{BASE}/{noun}/{thing.id}/charts", timeframe="7d")

        assert (figures.status_code, misfits(figures.json(), enveloped(TRACK))) == (200, [])
        assert (charts.status_code, misfits(charts.json(), enveloped(CHART))) == (200, [])
        assert len(charts.json()["data"]["points"]) == 7


async def test_exports_take_the_documented_bodies(live):
    user = await live.account("insights-exports")
    await live.make.track(await live.make.artist(user), name="Exported")
    client = live.client(user)

    rows = {"type": "tracks", "period": "30-days"}
    csv = await client.post(f"{BASE}/export/csv", **rows)
    json = await client.post(f"{BASE}/export/json", **rows)
    report = await client.post(f"{BASE}/export/report", period="30-days", include_charts=True)
    pdf = await client.post(f"{BASE}/export/pdf", period="30-days")
    refused = await client.post(f"{BASE}/export/report", period="30d")

    assert [each.status_code for each in (csv, json, report, pdf)] == [200] * 4
    assert (csv.headers["content-type"], "Exported" in csv.text) == ("text/csv; charset=utf-8", True)
    assert misfits(json.json(), enveloped(ROWS)) == []
    assert misfits(report.json(), enveloped(REPORT)) == []
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert (refused.status_code, misfits(refused.json(), refusal("validation_failed"))) == (422, [])


async def test_what_is_not_there_is_refused_in_the_documented_words(live):
    answer = await live.guest.get(f"{BASE}/nothing")

    assert (answer.status_code, misfits(answer.json(), {"success": False, "message": str, "error": "not_found"})) == (
        404,
        [],
    )

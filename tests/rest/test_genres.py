"""Genres over REST."""

import pytest

pytestmark = pytest.mark.anyio


async def test_genres_come_by_name_under_both_keys(doors, make):
    track = await make.track()
    for name in ("trap", "house"):
        await make.genre(track, name)

    answer = await doors.get("/api/v1/genres")

    assert answer.status_code == 200
    assert [genre["name"] for genre in answer.json()["genres"]["data"]] == ["house", "trap"]
    assert answer.json()["pagination"] == answer.json()["genres"]


async def test_a_bad_token_is_refused_on_a_public_route_too(doors):
    answer = await doors.get("/api/v1/genres", "made-up")

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})


@pytest.mark.parametrize("size", ["0", "101", "x", "-1", "1e3"])
async def test_a_page_size_out_of_bounds_is_refused(doors, size):
    answer = await doors.get(f"/api/v1/genres?per_page={size}")

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["per_page"]

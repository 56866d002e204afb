"""Who may not is told so; what is wrong with a request is told only to those who may make it."""

import pytest

pytestmark = pytest.mark.anyio

INSIGHTS = "/api/v1/producer-intelligence/insights"


@pytest.mark.parametrize("path", ["/api/v1/tracks", "/api/v1/albums", f"{INSIGHTS}/export/csv"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_may_not_upload_is_told_that_and_not_what_is_missing(doors, make, path):
    listener, artist = await make.user(), await make.artist()
    producer = await make.owner(artist)

    assert (await doors.post(path, json={"type": 5})).status_code == 401
    assert (await doors.post(path, listener, json={"type": 5})).status_code == 403
    assert (await doors.post(path, producer, json={"type": 5})).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/v1/artists/99999/credits", {"name": "Lead"}),
        ("PUT", "/api/v1/artists/99999/credits/1", {}),
        ("POST", "/api/v1/playlists/99999/invite", {}),
        ("PUT", "/api/v1/lyrics/99999", {"text": ""}),
        ("PUT", "/api/v1/tracks/99999", {"bpm": 1}),
        ("POST", "/api/v1/tracks/99999/plays", {"position": -1}),
        ("POST", "/api/v1/tracks/plays/99999/update-duration", {}),
        ("POST", "/api/v1/tracks/99999/extract-metadata", {"autoMatchAlbum": "perhaps"}),
        ("PATCH", "/api/artists/6f1c2d0e-6f0a-4a43-9d8e-0f3d1b0a7c55", {"status": "bogus"}),
        ("PUT", "/api/v1/artist/profile", {"bio": 5}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_is_not_there_is_not_there_whatever_is_said_about_it(doors, make, method, path, body):
    user = await make.user()

    answer = await doors.client.request(method, path, json=body, headers=doors.bearer(user))

    assert answer.status_code == 404

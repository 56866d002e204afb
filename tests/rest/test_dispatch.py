"""What every REST route does before and after its handler."""

import json

import pytest

from beatgraph.rest import dashboards, genres, roster, table
from beatgraph.rest.dispatch import routes
from beatgraph.rest.surfaces import surface_of

JSON = {"Content-Type": "application/json"}


async def test_unknown_paths_and_methods_are_told_in_json(doors):
    unknown = await doors.get("/api/v1/nothing")
    method = await doors.patch("/api/v1/genres")

    assert (unknown.status_code, unknown.json()) == (404, {"message": "Not Found"})
    assert (method.status_code, method.json()) == (405, {"message": "Method Not Allowed"})
    assert set(method.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/nothing", {"message": "Not Found"}),
        ("/api/v1/artist/nothing", {"success": False, "message": "Not Found"}),
        (
            "/api/v1/producer-intelligence/insights/nothing",
            {"success": False, "message": "Not Found", "error": "not_found"},
        ),
        ("/api/artists/1/nothing", {"statusCode": 404, "message": "Not Found"}),
        ("/nothing", {"message": "Not Found"}),
        ("/api/v1/tracks/", {"message": "Not Found"}),
        ("/api/artists/", {"statusCode": 404, "message": "Not Found"}),
    ],
)
async def test_a_path_that_leads_nowhere_is_told_in_the_words_of_its_surface(doors, path, body):
    answer = await doors.get(path)

    assert (answer.status_code, answer.json()) == (404, body)


@pytest.mark.parametrize("noun", ["track", "album", "playlist", "lyric"])
async def test_ids_that_cannot_be_some_are_told_by_their_noun(doors, make, noun):
    answers = [await doors.delete(f"/api/v1/{noun}s/{ids}", await make.user()) for ids in ("1,x", ",")]

    refusal = (404, {"message": f"{noun.capitalize()} not found"})
    assert [(each.status_code, each.json()) for each in answers] == [refusal] * 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/tracks", {"message": "Method Not Allowed"}),
        ("/api/v1/artist/profile", {"success": False, "message": "Method Not Allowed"}),
        ("/api/artists", {"statusCode": 405, "message": "Method Not Allowed"}),
    ],
)
async def test_a_method_that_is_not_there_is_told_in_the_words_of_its_surface(doors, path, body):
    answer = await doors.delete(path)

    assert (answer.status_code, answer.json()) == (405, body)


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {**JSON, "Content-Encoding": "gzip"}])
async def test_a_body_that_is_no_json_by_its_own_words_is_refused(doors, make, headers):
    owner = await make.owner(await make.artist())

    track = await doors.post("/api/v1/tracks", owner, content=b'{"name": "T"}', headers=headers)
    profile = await doors.put("/api/v1/artist/profile", owner, content=b'{"bio": "T"}', headers=headers)
    artist = await doors.post("/api/artists", owner, content=b'{"name": "T"}', headers=headers)

    assert [answer.status_code for answer in (track, profile, artist)] == [415, 415, 415]
    message = track.json()["message"]
    assert track.json() == {"message": message}
    assert profile.json() == {"success": False, "message": message}
    assert artist.json() == {"statusCode": 415, "message": message}


async def test_a_body_that_does_not_say_what_it_is_is_read_as_json(doors, make):
    owner = await make.owner(await make.artist())

    answer = await doors.put("/api/v1/artist/profile", owner, content=b'{"bio": "Quiet beats."}')

    assert (answer.status_code, answer.json()["data"]["bio"]) == (200, "Quiet beats.")


@pytest.mark.parametrize("ids", [",", "%20", ",,"])
async def test_ids_that_name_nothing_are_not_found(doors, make, ids):
    assert (await doors.delete(f"/api/v1/tracks/{ids}", await make.user())).status_code == 404


def test_every_operation_belongs_to_the_surface_of_its_path():
    strays = [each.path for each in table.OPERATIONS if each.surface is not surface_of(each.path)]

    assert strays == []


async def test_head_answers_as_get_does_without_a_body(doors):
    got = await doors.get("/api/v1/genres")
    head = await doors.client.head("/api/v1/genres")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"name": NaN}', 422),
        (b'{"name": "\\ud800"}', 400),
        (b'{"a":' * 20_000, 400),
        (b"[1]", 422),
        (b'"x"', 422),
        (b"null", 422),
        (b'{"name": "a\\u0000b"}', 422),
        (b"{}", 422),
        (b'{"name": "T", "src": 99999999999999999999999999}', 422),
        (b'{"name": "T", "file_entry_id": 9223372036854775808}', 422),
        (b'{"name": {"a": 1}, "src": 1}', 422),
    ],
)
async def test_a_body_that_is_no_draft_is_refused(doors, make, body, status):
    owner = await make.owner(await make.artist())

    answer = await doors.post("/api/v1/tracks", owner, content=body, headers=JSON)

    assert answer.status_code == status
    assert answer.json()["message"]


async def test_a_body_beyond_the_cap_is_refused(doors, make, settings):
    owner = await make.owner(await make.artist())
    body = json.dumps({"name": "x" * settings.json_bytes})

    answer = await doors.post("/api/v1/tracks", owner, content=body, headers=JSON)

    assert answer.status_code == 413


async def test_a_body_beyond_the_cap_is_refused_in_the_words_of_its_surface(doors, make, settings):
    owner = await make.owner(await make.artist())
    body = json.dumps({"name": "x" * settings.json_bytes})

    profile = await doors.put("/api/v1/artist/profile", owner, content=body, headers=JSON)
    artist = await doors.post("/api/artists", owner, content=body, headers=JSON)

    message = f"The body is larger than {settings.json_bytes} bytes."
    assert (profile.status_code, profile.json()) == (413, {"success": False, "message": message})
    assert (artist.status_code, artist.json()) == (413, {"statusCode": 413, "message": message})


async def test_a_bug_is_hidden_in_the_words_of_its_surface(doors, make, monkeypatch):
    async def broken(*_):
        raise RuntimeError("the secret of the database is 12345")

    monkeypatch.setattr(dashboards.dashboards, "stats", broken)
    monkeypatch.setattr(roster.roster, "page", broken)
    owner = await make.owner(await make.artist())

    figures, artists = await doors.get("/api/v1/artist/dashboard-stats", owner), await doors.get("/api/artists", owner)

    hidden = {"success": False, "message": "There was an issue. Please try again later."}
    assert (figures.status_code, figures.json()) == (500, hidden)
    assert (artists.status_code, artists.json()) == (500, {"statusCode": 500, "message": "Internal server error"})


async def test_a_bug_is_answered_without_its_details(doors, monkeypatch):
    async def broken(*_):
        raise RuntimeError("the secret of the database is 12345")

    monkeypatch.setattr(genres.genres, "page", broken)

    answer = await doors.get("/api/v1/genres")

    assert (answer.status_code, answer.json()) == (500, {"message": "There was an issue. Please try again later."})


def test_literal_segments_come_before_parameters():
    paths = [route.path for route in routes(table.OPERATIONS)]

    for path in paths:
        for later in paths[paths.index(path) + 1 :]:
            ours, theirs = path.split("/"), later.split("/")
            covers = len(ours) == len(theirs) and all(
                a == b or a.startswith("{") for a, b in zip(ours, theirs, strict=True)
            )
            assert not covers, f"{path} hides {later}"


def test_every_operation_is_in_the_reference_and_its_words_are_its_own():
    names = [operation.name for operation in table.OPERATIONS]

    assert len(names) == len(set(names))
    assert all(operation.summary.endswith(".") for operation in table.OPERATIONS)

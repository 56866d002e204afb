"""GraphQL over HTTP: what is read, what is refused, and how."""

import asyncio
import json

import pytest

from resolvers import genres
from resolvers.base import documents

TYPENAME = "{ __typename }"


async def code(doors, **request):
    answer = await doors.client.post("/graphql", **request)
    assert answer.headers["content-type"] in ("application/json", "application/graphql-response+json")
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def test_a_query_is_answered_by_post_and_by_get(doors):
    posted = await doors.client.post("/graphql", json={"query": TYPENAME})
    got = await doors.client.get("/graphql", params={"query": TYPENAME})

    assert posted.json() == got.json() == {"data": {"__typename": "Query"}}


async def test_a_mutation_is_not_answered_by_get(doors):
    answer = await doors.client.get("/graphql", params={"query": "mutation { __typename }"})

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_browser_is_sent_to_the_explorer(doors):
    answer = await doors.client.get("/graphql", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["location"]) == (307, "/explorer/")


async def test_the_modern_media_type_tells_a_bad_request_by_its_status(doors):
    for accept, status, keys in (
        ("application/graphql-response+json", 400, {"errors"}),
        ("application/json", 200, {"errors", "data"}),
        ("*/*", 200, {"errors", "data"}),
    ):
        answer = await doors.client.post("/graphql", json={"query": "{ nothing }"}, headers={"Accept": accept})
        assert (answer.status_code, set(answer.json())) == (status, keys)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"[]",
        b'[{"query": "{ __typename }"}]',
        b"{}",
        b'{"query": 1}',
        b'{"query": " "}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "operationName": 5}',
        b'{"query": "{ __typename }", "operationName": "missing"}',
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        b'{"query": "{ __typename }", "variables": {"a": "\\u0000"}}',
        b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}',
        b'{"a":' * 20_000,
    ],
)
async def test_a_body_that_is_no_request_is_refused(doors, body):
    status, word = await code(doors, content=body, headers={"Content-Type": "application/json"})

    assert (status, word) == (400, "BAD_USER_INPUT")


async def test_other_media_types_and_compressed_bodies_are_refused(doors):
    for headers in (
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/jsonx"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ):
        assert await code(doors, content=b'{"query": "{ __typename }"}', headers=headers) == (
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        )


async def test_a_body_beyond_the_cap_is_refused(doors, settings):
    body = json.dumps({"query": TYPENAME, "variables": {"a": "x" * settings.json_bytes}}).encode()

    assert await code(doors, content=body, headers={"Content-Type": "application/json"}) == (413, "TOO_LARGE")


async def test_a_bad_token_is_refused_whatever_is_asked(doors):
    for authorization in ("Bearer nonsense", "Basic abc", "Bearer ", "Bearer bg_unknown"):
        assert await code(doors, json={"query": TYPENAME}, headers={"Authorization": authorization}) == (
            401,
            "UNAUTHENTICATED",
        )


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ tracks(", "GRAPHQL_PARSE_FAILED"),
        ("query ($id: ID!) { track(id: $id) { name } }", "BAD_USER_INPUT"),
        ('{ track(id: "abc") { name } }', "BAD_USER_INPUT"),
        ("{ track { name } }", "BAD_USER_INPUT"),
        ('{ track(by: {databaseId: 1, id: "x"}) { name } }', "BAD_USER_INPUT"),
        ("{ tracks(first: 101) { totalCount } }", "BAD_USER_INPUT"),
        ("{ tracks(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ("{ tracks(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT"),
        ('{ tracks(after: "abc") { totalCount } }', "BAD_USER_INPUT"),
        ('{ tracks(after: "WyJuZXdlc3QiLDFlMzA5LDFd") { totalCount } }', "BAD_USER_INPUT"),
        ("{ tracks(orderBy: LOUDEST) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("fragment A on Query { ...A } { ...A }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_a_bad_document_is_refused_with_a_code(doors, query, word):
    answer = await doors.graph(query)

    assert answer["errors"][0]["extensions"]["code"] == word


@pytest.mark.parametrize(
    "id",
    ["", "1", "Track:1", "VHJhY2s6MHgx", "VHJhY2s6MV8w", "VHJhY2s6LTE=", "VHJhY2s6OTk5OTk5OTk5OTk5OTk5OTk5OTk=", "٣"],
)
async def test_a_made_up_id_is_refused(doors, id):
    answer = await doors.graph("query ($id: ID!) { track(id: $id) { name } }", id=id)

    assert answer["data"] == {"track": None}
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


UNUSED = "artists { tracks { nodes { artists { id } } } } "


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (
            "{ tracks { nodes " + "{ artists { tracks(first: 1) { nodes " * 4 + "{ name }" + " } } }" * 4 + " } }",
            "levels",
        ),
        ("{ tracks(first: 100) { nodes { artists { tracks(first: 100) { nodes { artists { name } } } } } } }", "rows"),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(40)) + " }", "aliases"),
        ("{ " + "__typename " * 600 + " }", "fields"),
        ("{ __typename " + "@include(if: true) " * 60 + " }", "directives"),
        ("{ tracks { nodes { " + "artists { id } " * 101 + " } } }", "fields of one name"),
        ("{ __typename } fragment F on Track { " + UNUSED * 101 + "}", "fields"),
        (
            "query A { __typename } query B { tracks { nodes { " + "artists { id } " * 101 + "} } }",
            "fields of one name",
        ),
        ("{ __schema { " + "types { name } " * 300 + "} }", "fields"),
        ('{ __typename(a: "' + "x" * 65_536 + '") }', "characters"),
        ("{ __typename } #" + "x" * 65_536, "characters"),
    ],
)
async def test_a_document_that_asks_for_too_much_is_refused(doors, query, word):
    doors.forget()

    answer = await doors.client.post(
        "/graphql", json={"query": query, "operationName": "A" if "query A" in query else None}
    )

    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_LARGE"
    assert f" {word}" in error["message"]
    assert doors.statements == []


async def test_a_document_of_too_many_words_is_refused(doors):
    answer = await doors.graph("{ __typename(" + "a: 1 " * 2000 + ") }")

    assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    assert "more than 4000 tokens" in answer["errors"][0]["message"]


def test_long_texts_are_not_kept():
    before = documents._kept.cache_info().currsize

    documents.parsed("{ __typename } #" + "x" * documents.KEPT_AT_MOST)

    assert documents._kept.cache_info().currsize == before


async def test_fragments_that_double_are_measured_once_each(doors):
    fragments = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(200)]
    query = "{ ...F0 } fragment F200 on Query { __typename } " + " ".join(fragments)

    answer = await doors.graph(query)

    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_LARGE"


async def test_introspection_is_answered_and_can_be_closed(doors, workshop):
    from graphql import get_introspection_query

    query = get_introspection_query()
    opened = await doors.graph(query)
    workshop.settings = workshop.settings.model_copy(update={"introspection": False})
    closed = await doors.graph(query)

    assert opened["data"]["__schema"]["queryType"]["name"] == "Query"
    assert closed["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_bug_is_answered_without_its_details(doors, monkeypatch):
    async def broken(*_):
        raise RuntimeError("the secret of the database is 12345")

    monkeypatch.setattr(genres.genres, "window", broken)

    answer = await doors.graph("{ genres { nodes { name } } }")

    assert answer["errors"][0]["message"] == "Something went wrong on our side."
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "12345" not in json.dumps(answer)


async def test_a_document_that_runs_too_long_is_stopped(doors, workshop, monkeypatch):
    async def slow(*_):
        await asyncio.sleep(30)

    monkeypatch.setattr(genres.genres, "window", slow)
    workshop.settings = workshop.settings.model_copy(update={"query_seconds": 0.05})

    answer = await doors.client.post("/graphql", json={"query": "{ genres { nodes { name } } }"})

    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert (await doors.graph("{ __typename }"))["data"] == {"__typename": "Query"}


async def test_a_slash_at_the_end_is_the_same_address(doors):
    answer = await doors.client.post("/graphql/", json={"query": "{ __typename }"})

    assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})

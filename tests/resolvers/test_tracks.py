"""Tracks in the graph."""

import asyncio

import pytest

from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

TRACK = """query ($id: ID!) { track(id: $id) { id databaseId name bpm artists { name } genres { name } } }"""
CREATE = """mutation ($input: CreateTrackInput!) {
  createTrack(input: $input) { track { name bpm artists { name } tags { name } } errors { code field message } }
}"""


async def test_a_track_answers_its_columns_and_edges(ask, make):
    drake, nova = await make.artist(name="Drift"), await make.artist(name="Nova")
    track = await make.track(drake, nova, name="Tides", bpm=92.5)
    await make.genre(track, "lo-fi")

    data = await ask(TRACK, await make.user(), id=encode("Track", track.id))

    assert data["track"] == {
        "id": encode("Track", track.id),
        "databaseId": track.id,
        "name": "Tides",
        "bpm": 92.5,
        "artists": [{"name": "Drift"}, {"name": "Nova"}],
        "genres": [{"name": "lo-fi"}],
    }


async def test_an_anonymous_caller_is_told_once_a_field_to_sign_in(doors, make):
    artist = await make.artist()
    for _ in range(3):
        await make.track(artist)

    answer = await doors.graph("{ tracks { nodes { name bpm key } } }")

    assert [node["bpm"] for node in answer["data"]["tracks"]["nodes"]] == [None, None, None]
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["tracks", "nodes", 0, "bpm"], "UNAUTHENTICATED"),
        (["tracks", "nodes", 0, "key"], "UNAUTHENTICATED"),
    ]


async def test_a_page_goes_on_where_the_last_one_ended(ask, make, clock):
    artist = await make.artist()
    for number in range(5):
        clock.forward(minutes=1)
        await make.track(artist, name=f"T{number}")
    query = """query ($after: String) {
      tracks(first: 2, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
    }"""

    seen, after = [], None
    while True:
        page = (await ask(query, after=after))["tracks"]
        seen += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert seen == ["T4", "T3", "T2", "T1", "T0"]
    assert page["totalCount"] == 5


async def test_twenty_tracks_six_deep_cost_one_statement_an_edge_and_level(doors, make):
    artists = [await make.artist() for _ in range(4)]
    album = await make.album(artists[0])
    for number in range(20):
        await make.track(artists[number % 4], artists[(number + 1) % 4], album_id=album.id, number=number)
    query = """{ tracks(first: 20) { nodes { artists { tracks(first: 6) { nodes { artists { name } album { name
      artists { name } } genres { name } } } } } } }"""
    reader = await make.user()
    doors.forget()
    await doors.ask("{ __typename }", reader)
    asking = len(doors.reads)
    doors.forget()

    data = await doors.ask(query, reader)

    assert len(data["tracks"]["nodes"]) == 20
    assert len(data["tracks"]["nodes"][0]["artists"][0]["tracks"]["nodes"]) == 6
    # tracks, their artists, those artists' tracks, albums, album artists, genres; the artists below are known by then
    assert len(doors.reads) - asking == 6


async def test_a_producer_creates_a_track_from_an_upload(ask, make):
    artist = await make.artist(name="Drift")
    upload = await make.upload(await make.owner(artist))
    given = {"name": "Tides", "uploadId": encode("FileEntry", upload.id), "bpm": 92, "tags": ["Rainy Night", "calm"]}

    data = await ask(CREATE, await make.owner(artist), input=given)

    assert data["createTrack"] == {
        "track": {
            "name": "Tides",
            "bpm": 92.0,
            "artists": [{"name": "Drift"}],
            "tags": [{"name": "rainy-night"}, {"name": "calm"}],
        },
        "errors": [],
    }


async def test_a_track_without_its_sound_is_refused(ask, make):
    artist = await make.artist()

    data = await ask(CREATE, await make.owner(artist), input={"name": "Tides", "uploadId": encode("FileEntry", 99)})

    assert data["createTrack"] == {
        "track": None,
        "errors": [{"code": "INVALID", "field": "uploadId", "message": "There is no file entry 99."}],
    }


DUPLICATES = """mutation ($input: CreateTrackInput!) {
  createTrack(input: $input) { errors { code reason retryAfter duplicates { similarity track { id name } } } }
}"""


async def test_a_duplicate_is_refused_with_the_tracks_that_have_its_sound(ask, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload, hidden = await make.upload(owner, sha256="5a"), await make.upload(await make.user(), sha256="5a")
    track = await make.track(artist, name="Tides", upload_id=upload.id)
    await make.track(upload_id=hidden.id, private=True)

    data = await ask(DUPLICATES, owner, input={"name": "Again", "uploadId": encode("FileEntry", upload.id)})

    assert data["createTrack"]["errors"] == [
        {
            "code": "DUPLICATE_AUDIO",
            "reason": None,
            "retryAfter": None,
            "duplicates": [
                {"similarity": 1.0, "track": {"id": encode("Track", track.id), "name": "Tides"}},
                {"similarity": 1.0, "track": None},
            ],
        }
    ]


async def test_of_four_that_publish_one_sound_at_once_one_does(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    takes = [await make.upload(owner, sha256="5a" * 32) for _ in range(4)]

    answers = await asyncio.gather(
        *(doors.ask(DUPLICATES, owner, input={"name": "T", "uploadId": encode("FileEntry", take.id)}) for take in takes)
    )

    refusals = [answer["createTrack"]["errors"] for answer in answers if answer["createTrack"]["errors"]]
    assert [[error["code"] for error in errors] for errors in refusals] == [["DUPLICATE_AUDIO"]] * 3
    assert (await doors.ask("{ tracks { totalCount } }"))["tracks"] == {"totalCount": 1}


async def test_duplicates_cost_the_same_for_two_and_for_five(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload = await make.upload(owner)
    costs = []
    for count in (2, 3):
        for _ in range(count):
            await make.track(artist, upload_id=upload.id)
        doors.forget()
        data = await doors.ask(DUPLICATES, owner, input={"name": "Again", "uploadId": encode("FileEntry", upload.id)})
        costs.append((len(data["createTrack"]["errors"][0]["duplicates"]), len(doors.reads)))

    assert [number for number, _ in costs] == [2, 5]
    assert costs[0][1] == costs[1][1]


EVERYTHING_SAID = """mutation ($input: CreateTrackInput!) { createTrack(input: $input) {
  track { id name bpm key scale private number genres { name } album { name } artists { name }
    credits { role name artist { name } } }
  errors { code field }
} }"""
VERB = "mutation ($input: TrackInput!) { %s(input: $input) { track { private publishedAt } errors { code field } } }"
DELETE = "mutation ($input: DeleteTracksInput!) { deleteTracks(input: $input) { deletedIds errors { code } } }"


async def test_everything_that_can_be_said_of_a_new_track_is_kept(ask, make):
    artist, friend = await make.artist(name="Drift"), await make.artist(name="Nova")
    owner = await make.owner(artist)
    album = await make.album(artist, name="Harbour")
    upload = await make.upload(owner)
    given = {
        "name": "Tides",
        "uploadId": encode("FileEntry", upload.id),
        "bpm": 92.5,
        "key": "f#",
        "scale": "MINOR",
        "private": True,
        "number": 3,
        "genres": ["Lo-Fi", "Jazz"],
        "albumId": encode("Album", album.id),
        "artistIds": [encode("Artist", artist.id), encode("Artist", friend.id)],
        "credits": [
            {"role": "MIXING_ENGINEER", "name": "Sam"},
            {"role": "CO_PRODUCER", "artistId": encode("Artist", friend.id)},
        ],
    }

    data = await ask(EVERYTHING_SAID, owner, input=given)

    assert data["createTrack"]["errors"] == []
    track = data["createTrack"]["track"]
    assert track.pop("id")
    assert track == {
        "name": "Tides",
        "bpm": 92.5,
        "key": "F#",
        "scale": "MINOR",
        "private": True,
        "number": 3,
        "genres": [{"name": "lo-fi"}, {"name": "jazz"}],
        "album": {"name": "Harbour"},
        "artists": [{"name": "Drift"}, {"name": "Nova"}],
        "credits": [
            {"role": "MIXING_ENGINEER", "name": "Sam", "artist": None},
            {"role": "CO_PRODUCER", "name": None, "artist": {"name": "Nova"}},
        ],
    }


async def test_the_same_sound_again_needs_a_word_of_confirmation(ask, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload = await make.upload(owner)
    given = {"name": "Tides", "uploadId": encode("FileEntry", upload.id)}
    await ask(CREATE, owner, input=given)

    again = await ask(CREATE, owner, input=given)
    confirmed = await ask(CREATE, owner, input={**given, "confirmDuplicate": True})

    assert [(error["code"], error["field"]) for error in again["createTrack"]["errors"]] == [
        ("DUPLICATE_AUDIO", "uploadId")
    ]
    assert confirmed["createTrack"]["errors"] == []


async def test_a_private_track_is_public_after_it_is_published_and_not_after_it_is_withdrawn(doors, make):
    track = await make.track(private=True, published_at=None)
    id, owner = encode("Track", track.id), await make.owner(track)

    published = await doors.ask(VERB % "publishTrack", owner, input={"id": id})
    seen = await doors.ask("query ($id: ID!) { track(id: $id) { name } }", id=id)
    withdrawn = await doors.ask(VERB % "unpublishTrack", owner, input={"id": id})
    hidden = await doors.ask("query ($id: ID!) { track(id: $id) { name } }", id=id)

    assert published["publishTrack"] == {
        "track": {"private": False, "publishedAt": "2026-03-14T12:00:00+00:00"},
        "errors": [],
    }
    assert seen == {"track": {"name": track.name}}
    assert withdrawn["unpublishTrack"]["track"] == {"private": True, "publishedAt": None}
    assert hidden == {"track": None}


@pytest.mark.parametrize("verb", ["publishTrack", "unpublishTrack"])
async def test_only_its_owner_publishes_and_withdraws_a_track(ask, make, verb):
    track = await make.track()

    data = await ask(VERB % verb, await make.user(), input={"id": encode("Track", track.id)})

    assert data[verb] == {"track": None, "errors": [{"code": "FORBIDDEN", "field": None}]}


async def test_a_track_without_sound_is_not_published(ask, make):
    track = await make.track(private=True, published_at=None, upload_id=None)

    data = await ask(VERB % "publishTrack", await make.owner(track), input={"id": encode("Track", track.id)})

    assert data["publishTrack"] == {"track": None, "errors": [{"code": "INVALID", "field": "id"}]}
    assert (await make.again(track)).published_at is None


async def test_tracks_are_deleted_together_or_not_at_all(ask, make):
    mine, other = await make.track(), await make.track()
    owner = await make.owner(mine)
    both = [encode("Track", mine.id), encode("Track", other.id)]

    refused = await ask(DELETE, owner, input={"ids": both})
    many = await ask(DELETE, owner, input={"ids": both[:1] * 101})
    kept = await make.again(mine)
    deleted = await ask(DELETE, owner, input={"ids": both[:1]})

    assert refused["deleteTracks"] == {"deletedIds": [], "errors": [{"code": "FORBIDDEN"}]}
    assert many["deleteTracks"] == {"deletedIds": [], "errors": [{"code": "INVALID"}]}
    assert kept.deleted_at is None
    assert deleted["deleteTracks"] == {"deletedIds": both[:1], "errors": []}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["Slow", "Fast"]),
        ({"text": "FAS"}, ["Fast"]),
        ({"text": "%"}, []),
        ({"genre": "Lo-Fi"}, ["Slow"]),
        ({"bpmMin": 100}, ["Fast"]),
        ({"bpmMax": 100}, ["Slow"]),
        ({"key": "c", "scale": "MINOR"}, ["Slow"]),
        ({"durationMin": 100_000}, ["Fast"]),
        ({"durationMax": 100_000, "bpmMin": 100}, []),
    ],
)
async def test_a_list_is_filtered_by_all_conditions(ask, make, wanted, names):
    artist = await make.artist()
    slow = await make.track(artist, name="Slow", bpm=80.0, key="C", scale="minor", duration=60_000)
    await make.track(artist, name="Fast", bpm=174.0, key="F#", scale="major", duration=200_000)
    await make.genre(slow, "lo-fi")
    query = (
        "query ($filter: TrackFilterInput) { tracks(filter: $filter, orderBy: OLDEST) { totalCount nodes { name } } }"
    )

    data = await ask(query, filter=wanted)

    assert data["tracks"] == {"totalCount": len(names), "nodes": [{"name": name} for name in names]}


@pytest.mark.parametrize("wanted", ['key: "\\u0000"', "scale: LOUD", "bpmMin: 1e999", 'text: "a\\u0000"', "bpmMin: -1"])
async def test_a_filter_that_makes_no_sense_is_refused(doors, wanted):
    answer = await doors.graph("{ tracks(filter: {" + wanted + "}) { totalCount } }")

    assert answer["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED")

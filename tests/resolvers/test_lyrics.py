"""Lyrics in the graph."""

from beatgraph.models import Lyric
from resolvers.base.ids import encode

SYNCED = "[Verse 1]\n[00:12] Rain on the roof\n[00:15.50] all night"
CREATE = """mutation ($input: CreateLyricInput!) {
  createLyric(input: $input) { lyric { id text isSynced track { name } } errors { code field message } }
}"""
UPDATE = """mutation ($input: UpdateLyricInput!) {
  updateLyric(input: $input) { lyric { text isSynced } errors { code field } }
}"""
DELETE = "mutation ($input: DeleteLyricsInput!) { deleteLyrics(input: $input) { deletedIds errors { code } } }"
OF_TRACK = "query ($id: ID!) { track(id: $id) { lyric { text isSynced lines { at text } track { name } } } }"


async def written(make, track, text="Rain"):
    return await make.row(Lyric(track_id=track.id, user_id=track.user_id, text=text))


async def test_a_guest_reads_the_lines_of_a_track_with_their_times(ask, make):
    track = await make.track(name="Tides")
    await make.row(Lyric(track_id=track.id, user_id=track.user_id, text=SYNCED, is_synced=True))

    data = await ask(OF_TRACK, id=encode("Track", track.id))

    assert data["track"]["lyric"] == {
        "text": SYNCED,
        "isSynced": True,
        "lines": [
            {"at": None, "text": "[Verse 1]"},
            {"at": 12_000, "text": "Rain on the roof"},
            {"at": 15_500, "text": "all night"},
        ],
        "track": {"name": "Tides"},
    }


async def test_a_track_without_words_has_null(ask, make):
    assert (await ask(OF_TRACK, id=encode("Track", (await make.track()).id)))["track"] == {"lyric": None}


async def test_a_lyric_is_written_changed_and_deleted_by_the_owner(ask, make):
    track = await make.track(name="Tides")
    owner = await make.owner(track)

    made = await ask(CREATE, owner, input={"trackId": encode("Track", track.id), "text": SYNCED})
    id = made["createLyric"]["lyric"]["id"]
    changed = await ask(UPDATE, owner, input={"id": id, "text": "Rain"})
    deleted = await ask(DELETE, owner, input={"ids": [id, encode("Lyric", 999)]})

    assert made["createLyric"] == {
        "lyric": {"id": id, "text": SYNCED, "isSynced": True, "track": {"name": "Tides"}},
        "errors": [],
    }
    assert changed["updateLyric"] == {"lyric": {"text": "Rain", "isSynced": False}, "errors": []}
    assert deleted["deleteLyrics"] == {"deletedIds": [id], "errors": []}
    assert await ask("query ($id: ID!) { lyric(id: $id) { text } }", owner, id=id) == {"lyric": None}


async def test_refusals_stand_in_the_payload(ask, make):
    track, hidden = await make.track(), await make.track(private=True)
    owner = await make.owner(track)
    lyric = await written(make, track)
    codes = []
    for query, field, asker, given in (
        (CREATE, "createLyric", owner, {"trackId": encode("Track", track.id), "text": "Again"}),
        (CREATE, "createLyric", owner, {"trackId": encode("Track", hidden.id), "text": "Mine"}),
        (CREATE, "createLyric", owner, {"trackId": encode("Track", track.id), "text": " "}),
        (CREATE, "createLyric", None, {"trackId": encode("Track", track.id), "text": "T"}),
        (UPDATE, "updateLyric", None, {"id": encode("Lyric", lyric.id), "text": "T"}),
        (UPDATE, "updateLyric", await make.user(), {"id": encode("Lyric", lyric.id), "text": "T"}),
        (UPDATE, "updateLyric", owner, {"id": encode("Lyric", lyric.id), "isSynced": True}),
        (UPDATE, "updateLyric", owner, {"id": encode("Lyric", 999), "text": "T"}),
        (DELETE, "deleteLyrics", await make.user(), {"ids": [encode("Lyric", lyric.id)]}),
        (DELETE, "deleteLyrics", None, {"ids": [encode("Lyric", lyric.id)]}),
    ):
        answer = await ask(query, asker, input=given)
        codes += [(error["code"], error.get("field")) for error in answer[field]["errors"]]

    assert codes == [
        ("CONFLICT", None),
        ("INVALID", "trackId"),
        ("INVALID", "text"),
        ("UNAUTHENTICATED", None),
        ("UNAUTHENTICATED", None),
        ("FORBIDDEN", None),
        ("INVALID", "isSynced"),
        ("NOT_FOUND", None),
        ("FORBIDDEN", None),
        ("UNAUTHENTICATED", None),
    ]
    assert (await make.again(lyric)).text == "Rain"


async def test_lyrics_are_of_the_tracks_that_one_may_see(ask, make):
    artist = await make.artist()
    await written(make, await make.track(artist, private=True), "Hidden")
    await written(make, await make.track(artist), "Own")
    await written(make, await make.track(), "Public")
    query = "{ lyrics(first: 5) { totalCount nodes { text } } }"

    of_owner = (await ask(query, await make.owner(artist)))["lyrics"]
    of_guest = (await ask(query))["lyrics"]

    assert of_owner == {"totalCount": 3, "nodes": [{"text": "Public"}, {"text": "Own"}, {"text": "Hidden"}]}
    assert of_guest == {"totalCount": 2, "nodes": [{"text": "Public"}, {"text": "Own"}]}


async def test_the_words_of_twenty_tracks_cost_one_statement(doors, make):
    artist = await make.artist()
    for _ in range(20):
        await written(make, await make.track(artist), SYNCED)
    doors.forget()

    data = await doors.ask("{ tracks(first: 20) { nodes { lyric { lines { at } } } } }")

    assert [node["lyric"]["lines"][1]["at"] for node in data["tracks"]["nodes"]] == [12_000] * 20
    assert len(doors.reads) == 2

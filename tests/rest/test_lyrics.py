"""Lyrics over REST."""

import asyncio

import pytest

from beatgraph.models import Lyric, TrackArtist

PLAIN = "[Verse 1]\nRain on the roof"
SYNCED = "[Verse 1]\n[00:12] Rain on the roof\n[00:15.50] all night"


async def written(make, track, text=PLAIN, **fields):
    return await make.row(Lyric(track_id=track.id, user_id=track.user_id, text=text, **fields))


async def test_the_owner_of_a_track_writes_its_words_and_a_guest_reads_them(doors, make):
    track = await make.track()

    made = await doors.post(
        "/api/v1/lyrics", await make.owner(track), json={"track_id": track.id, "text": f" {PLAIN}\r\nall night\n"}
    )
    read = await doors.get(f"/api/v1/tracks/{track.id}/lyrics")

    assert made.status_code == 201
    assert made.json() == {
        "status": "success",
        "lyric": {
            "id": made.json()["lyric"]["id"],
            "track_id": track.id,
            "text": f"{PLAIN}\nall night",
            "is_synced": False,
            "created_at": "2026-03-14T12:00:00.000000Z",
            "updated_at": "2026-03-14T12:00:00.000000Z",
            "model_type": "lyric",
        },
    }
    assert (read.status_code, read.json()) == (200, made.json())


@pytest.mark.parametrize("said", [{}, {"is_synced": True}, {"is_synced": None}])
async def test_times_in_the_text_make_a_lyric_synced(doors, make, said):
    track = await make.track()
    body = {"track_id": str(track.id), "text": SYNCED, **said}

    made = await doors.post("/api/v1/lyrics", await make.owner(track), json=body)

    assert (made.status_code, made.json()["lyric"]["is_synced"]) == (201, True)


async def test_a_track_has_one_lyric(doors, make):
    track = await make.track()
    owner = await make.owner(track)
    await written(make, track)

    again = await doors.post("/api/v1/lyrics", owner, json={"track_id": track.id, "text": "Other"})

    assert (again.status_code, again.json()) == (409, {"message": "This track has a lyric already."})
    assert (await doors.get(f"/api/v1/tracks/{track.id}/lyrics")).json()["lyric"]["text"] == PLAIN


async def test_of_lyrics_sent_at_once_one_is_kept(doors, make):
    track = await make.track()
    owner = await make.owner(track)

    answers = await asyncio.gather(
        *(doors.post("/api/v1/lyrics", owner, json={"track_id": track.id, "text": f"Text {n}"}) for n in range(6))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x" * 50_001}, "text"),
        ({"text": "[00:75] Rain"}, "text"),
        ({"text": "a\x00b"}, "body"),
        ({"text": PLAIN, "is_synced": True}, "is_synced"),
        ({"text": SYNCED, "is_synced": False}, "is_synced"),
        ({"text": PLAIN, "is_synced": "perhaps"}, "is_synced"),
        ({"text": PLAIN, "track_id": None}, "track_id"),
        ({"text": PLAIN, "track_id": 0}, "track_id"),
        ({"text": PLAIN, "track_id": 2**63}, "track_id"),
        ({"text": PLAIN, "track_id": 999}, "track_id"),
        ([], "body"),
    ],
)
async def test_a_bad_lyric_is_refused_by_the_name_of_its_field(doors, make, body, field):
    track = await make.track()
    sent = {"track_id": track.id, **body} if isinstance(body, dict) else body

    answer = await doors.post("/api/v1/lyrics", await make.owner(track), json=sent)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert (await doors.get(f"/api/v1/tracks/{track.id}/lyrics")).status_code == 404


async def test_a_lyric_may_be_fifty_thousand_characters_long(doors, make):
    track = await make.track()

    made = await doors.post(
        "/api/v1/lyrics", await make.owner(track), json={"track_id": track.id, "text": "é" * 50_000}
    )

    assert (made.status_code, made.json()["lyric"]["text"]) == (201, "é" * 50_000)


async def test_only_who_may_change_a_track_writes_its_words(doors, make):
    track, hidden = await make.track(), await make.track(private=True)
    featured = await make.artist()
    await make.row(TrackArtist(track_id=track.id, artist_id=featured.id, position=1))
    seen = []
    for asker in (None, await make.user(), await make.owner(featured)):
        for each in (track, hidden):
            answer = await doors.post("/api/v1/lyrics", asker, json={"track_id": each.id, "text": PLAIN})
            seen.append(answer.status_code)
    by_admin = await doors.post(
        "/api/v1/lyrics", await make.user(is_admin=True), json={"track_id": track.id, "text": PLAIN}
    )

    assert seen == [401, 401, 403, 422, 403, 422]
    assert by_admin.status_code == 201


async def test_the_words_of_a_hidden_track_are_hidden_with_it(doors, make):
    track, silent = await make.track(private=True), await make.track()
    lyric = await written(make, track)
    for asker in (None, await make.user()):
        answer = await doors.get(f"/api/v1/tracks/{track.id}/lyrics", asker)
        assert (answer.status_code, answer.json()) == (404, {"message": "Track not found"})
    changed = await doors.put(f"/api/v1/lyrics/{lyric.id}", await make.user(), json={"text": "Mine"})
    none = await doors.get(f"/api/v1/tracks/{silent.id}/lyrics")

    assert (changed.status_code, changed.json()) == (404, {"message": "Lyric not found"})
    assert (none.status_code, none.json()) == (404, {"message": "Lyric not found"})
    assert (await doors.get(f"/api/v1/tracks/{track.id}/lyrics", await make.owner(track))).status_code == 200


async def test_a_changed_text_says_anew_whether_it_is_synced(doors, make, clock):
    track = await make.track()
    lyric, owner = await written(make, track), await make.owner(track)
    clock.forward(minutes=1)

    synced = await doors.put(f"/api/v1/lyrics/{lyric.id}", owner, json={"text": SYNCED, "track_id": track.id})
    kept = await doors.put(f"/api/v1/lyrics/{lyric.id}", owner, json={"is_synced": True})

    shown = synced.json()["lyric"]
    assert (synced.status_code, shown["text"], shown["is_synced"]) == (200, SYNCED, True)
    assert shown["updated_at"] == "2026-03-14T12:01:00.000000Z"
    assert kept.json() == synced.json()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": None}, "text"),
        ({"text": ""}, "text"),
        ({"text": "[00:05] a\n[00:01] b"}, "text"),
        ({"is_synced": True}, "is_synced"),
        ({"track_id": 999}, "track_id"),
    ],
)
async def test_a_bad_change_of_a_lyric_changes_nothing(doors, make, body, field):
    track = await make.track()
    lyric = await written(make, track)

    answer = await doors.put(f"/api/v1/lyrics/{lyric.id}", await make.owner(track), json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert (await make.again(lyric)).text == PLAIN


async def test_a_stranger_changes_and_deletes_no_lyric(doors, make):
    mine, other = await make.track(), await make.track()
    lyrics = [await written(make, track) for track in (mine, other)]
    me = await make.owner(mine)

    changed = await doors.put(f"/api/v1/lyrics/{lyrics[1].id}", me, json={"text": "Mine"})
    deleted = await doors.delete(f"/api/v1/lyrics/{lyrics[0].id},{lyrics[1].id}", me)
    by_guest = await doors.delete(f"/api/v1/lyrics/{lyrics[0].id}")

    assert (changed.status_code, deleted.status_code, by_guest.status_code) == (403, 403, 401)
    assert [(await make.again(lyric)).text for lyric in lyrics] == [PLAIN, PLAIN]


async def test_lyrics_are_deleted_together_and_what_is_gone_is_passed_over(doors, make):
    artist = await make.artist()
    tracks = [await make.track(artist) for _ in range(2)]
    ids = ",".join([str((await written(make, track)).id) for track in tracks])
    owner = await make.owner(artist)

    answers = [await doors.delete(f"/api/v1/lyrics/{ids},999", owner) for _ in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"status": "success"})] * 2
    assert (await doors.get("/api/v1/lyrics", owner)).json()["pagination"]["total"] == 0
    assert (
        await doors.post("/api/v1/lyrics", owner, json={"track_id": tracks[0].id, "text": PLAIN})
    ).status_code == 201


async def test_changes_and_deletions_at_once_take_turns(doors, make):
    track = await make.track()
    lyric, owner = await written(make, track), await make.owner(track)
    address = f"/api/v1/lyrics/{lyric.id}"

    answers = await asyncio.gather(
        *(doors.put(address, owner, json={"text": f"Text {number}"}) for number in range(4)),
        *(doors.delete(address, owner) for _ in range(2)),
    )

    assert {answer.status_code for answer in answers[:4]} <= {200, 404}
    assert [answer.status_code for answer in answers[4:]] == [200, 200]
    assert (await doors.get(f"/api/v1/tracks/{track.id}/lyrics")).status_code == 404


async def test_a_list_of_lyrics_is_of_the_tracks_that_one_may_see(doors, make):
    artist, featured = await make.artist(), await make.artist()
    private, public = await make.track(artist, featured, private=True), await make.track(artist)
    elsewhere = await make.track()
    for number, track in enumerate((private, public, elsewhere)):
        await written(make, track, f"Text {number}")

    async def texts(asker, query=""):
        page = (await doors.get(f"/api/v1/lyrics{query}", asker)).json()
        assert page["lyrics"] == page["pagination"]
        return [row["text"] for row in page["lyrics"]["data"]]

    assert await texts(None) == ["Text 2", "Text 1"]
    assert await texts(await make.user()) == ["Text 2", "Text 1"]
    assert await texts(await make.owner(artist)) == ["Text 2", "Text 1", "Text 0"]
    assert await texts(await make.owner(artist), "?per_page=1&page=2") == ["Text 1"]
    assert await texts(await make.owner(featured)) == ["Text 2", "Text 1", "Text 0"]
    assert await texts(await make.user(is_admin=True)) == ["Text 2", "Text 1", "Text 0"]


@pytest.mark.parametrize("query", ["per_page=0", "per_page=101", "page=0", "page=x"])
async def test_a_page_of_lyrics_that_cannot_be_is_refused(doors, query):
    assert (await doors.get(f"/api/v1/lyrics?{query}")).status_code == 422


async def test_a_malformed_id_is_a_lyric_that_does_not_exist(doors, make):
    admin = await make.user(is_admin=True)

    assert (await doors.get("/api/v1/tracks/x/lyrics")).json() == {"message": "Track not found"}
    assert (await doors.put("/api/v1/lyrics/-1", admin, json={"text": "T"})).status_code == 404
    assert (await doors.delete("/api/v1/lyrics/1,x", admin)).status_code == 404


async def test_a_list_of_lyrics_costs_the_same_however_long_it_is(doors, make):
    artist = await make.artist()
    costs = []
    for _ in range(2):
        for _ in range(3):
            await written(make, await make.track(artist))
        doors.forget()
        assert (await doors.get("/api/v1/lyrics")).status_code == 200
        costs.append(len(doors.reads))

    assert costs == [2, 2]

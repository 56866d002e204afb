"""Fingerprints and duplicates at both doors."""

import random

import pytest

from beatgraph.models import Analysis, AnalysisState, Fingerprint, Track, UserPermission
from beatgraph.services import indexing
from resolvers.base.ids import encode
from tests.audio.beats import Beat, play
from tests.audio.files import write
from tests.recordings import tone

pytestmark = pytest.mark.anyio

CHECK = "/api/v1/tracks/check-duplicates"
IN_THE_GRAPH = """query ($input: CheckDuplicatesInput!) { checkDuplicates(input: $input) {
  isDuplicate hidden analysisState uncheckedIds
  matches { similarity isDuplicate track { databaseId name } comparedTo { databaseId } } } }"""
START = """mutation ($input: StartFingerprintInput!) { startFingerprint(input: $input) {
  fingerprint { id databaseId status } errors { code field } } }"""
RETRY = """mutation ($input: RetryFingerprintInput!) { retryFingerprint(input: $input) {
  fingerprint { status error reason } errors { code } } }"""
TRACK = """query ($id: ID!) { track(id: $id) { fingerprint {
  id databaseId status reason error hash duration text track { name } } } }"""


def sound(seed: int, size: int = 200) -> list[int]:
    """Words of some sound."""
    chance = random.Random(seed)
    return [chance.getrandbits(32) for _ in range(size)]


def resembling(words: list[int], share: float) -> list[int]:
    """As another encoder leaves it: this share of the bits differs, in whole words here and there."""
    chance = random.Random(7)
    return [word ^ 0xFFFF if chance.random() < 2 * share else word for word in words]


async def asked(doors, user, **body):
    answer = await doors.post(CHECK, user, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def analysed(make, owner, words, *probes, **fields):
    """An uploaded sound of these words."""
    upload = await make.sound(owner, **fields)
    await make.print(upload, words, *probes)
    return upload


async def test_a_similar_sound_is_a_duplicate_and_another_is_not(doors, make):
    owner = await make.user()
    track = await make.track(name="Tides")
    await make.fingerprint(track, sound(1))
    await make.fingerprint(await make.track(), sound(2))
    again = await analysed(make, owner, resembling(sound(1), 0.05))
    new = await analysed(make, owner, sound(3))

    found = await asked(doors, owner, file_entry_id=again.id)
    none = await asked(doors, owner, file_entry_id=new.id)

    [duplicate] = found["duplicates"]
    assert (duplicate["track_id"], duplicate["name"], duplicate["compared_to"]) == (track.id, "Tides", None)
    assert 0.85 < duplicate["similarity"] < 0.95
    assert found == {
        "status": "success",
        "success": True,
        "duplicates": [duplicate],
        "result": {
            "is_duplicate": True,
            "matches": [{**duplicate, "verdict": "duplicate"}],
            "hidden": [],
            "unchecked": [],
        },
    }
    empty = {"is_duplicate": False, "matches": [], "hidden": [], "unchecked": []}
    assert none == {"status": "success", "success": True, "duplicates": [], "result": empty}


async def test_what_is_less_alike_is_possible_and_no_duplicate(doors, make):
    owner = await make.user()
    track = await make.track()
    await make.fingerprint(track, sound(1))
    upload = await analysed(make, owner, resembling(sound(1), 0.17))

    found = await asked(doors, owner, file_entry_id=upload.id)

    assert found["duplicates"] == []
    assert found["result"]["is_duplicate"] is False
    assert [(each["track_id"], each["verdict"]) for each in found["result"]["matches"]] == [(track.id, "possible")]


async def test_a_sound_at_another_speed_is_found_by_its_probes(doors, make):
    owner = await make.user()
    track = await make.track()
    await make.fingerprint(track, sound(1))
    probes = [sound(9, 120), sound(1)[64:184], sound(8, 120)]
    upload = await analysed(make, owner, sound(3), *probes)

    found = await asked(doors, owner, file_entry_id=upload.id)

    assert [(each["track_id"], each["similarity"]) for each in found["duplicates"]] == [(track.id, 1.0)]


async def test_the_same_bytes_are_found_before_there_is_a_fingerprint(doors, make):
    owner = await make.user()
    mine, theirs = await make.sound(owner, sha256="5a"), await make.sound(owner, sha256="5a")
    track = await make.track(upload_id=theirs.id)

    found = await asked(doors, owner, file_entry_id=mine.id)

    assert [(each["track_id"], each["similarity"]) for each in found["duplicates"]] == [(track.id, 1.0)]


async def test_tracks_are_compared_with_all_others(doors, make):
    one, two, other = [await make.track() for _ in range(3)]
    for track, words in ((one, sound(1)), (two, sound(1)), (other, sound(2))):
        await make.fingerprint(track, words)
    bare = await make.track()

    found = await asked(doors, await make.user(), track_ids=[one.id, other.id, bare.id])

    assert [(each["track_id"], each["compared_to"]) for each in found["duplicates"]] == [(two.id, one.id)]
    assert found["result"]["unchecked"] == [bare.id]


async def test_private_tracks_of_others_are_counted_and_not_named(doors, make):
    secret = await make.track(name="Secret", private=True)
    await make.fingerprint(secret, sound(1))
    owner, stranger = await make.owner(secret), await make.artist()
    upload = await analysed(make, await make.owner(stranger), sound(1))

    found = await doors.post(CHECK, await make.owner(stranger), json={"file_entry_id": upload.id})
    refused = await doors.post("/api/v1/tracks", await make.owner(stranger), json={"name": "Mine", "src": upload.id})
    own = await asked(doors, owner, track_ids=[secret.id])
    to_admin = await asked(doors, await make.user(is_admin=True), file_entry_id=upload.id)

    assert "Secret" not in found.text + refused.text
    assert found.json()["duplicates"] == []
    assert found.json()["result"] == {"is_duplicate": True, "matches": [], "hidden": [1.0], "unchecked": []}
    assert refused.status_code == 409
    assert (refused.json()["duplicates"], refused.json()["hidden"]) == ([], [1.0])
    assert own["duplicates"] == []
    assert [each["name"] for each in to_admin["duplicates"]] == ["Secret"]


async def test_a_track_that_sounds_alike_is_refused_until_it_is_confirmed(doors, make):
    track = await make.track(name="Tides")
    await make.fingerprint(track, sound(1))
    owner = await make.owner(await make.artist())
    artist = await make.artist(owner)
    upload = await analysed(make, owner, resembling(sound(1), 0.02))
    body = {"name": "Mine", "src": upload.id, "artists": [artist.id]}

    refused = await doors.post("/api/v1/tracks", owner, json=body)
    taken = await doors.post("/api/v1/tracks", owner, json={**body, "confirm_duplicate": True})

    assert (refused.status_code, refused.json()["error_code"]) == (409, "duplicate_audio")
    assert [each["name"] for each in refused.json()["duplicates"]] == ["Tides"]
    assert taken.status_code == 201


async def test_deleted_tracks_and_excluded_ones_are_no_duplicates(doors, make):
    track = await make.track()
    await make.fingerprint(track, sound(1))
    owner = await make.user()
    upload = await analysed(make, owner, sound(1))

    excluded = await asked(doors, owner, file_entry_id=upload.id, exclude_track_id=track.id)
    await doors.delete(f"/api/v1/tracks/{track.id}", await make.owner(track))
    gone = await asked(doors, owner, file_entry_id=upload.id)

    assert (excluded["duplicates"], gone["duplicates"]) == ([], [])


async def test_an_address_of_ours_names_a_sound_and_another_s_does_not(doors, make, settings):
    owner, asker = await make.user(), await make.user()
    track = await make.track(await make.artist(owner), name="Tides", upload_id=(await make.sound(owner)).id)
    await make.fingerprint(track, sound(1))
    own = await analysed(make, asker, sound(1))
    hidden = await make.sound(owner)
    key = (await make.upload(owner)).storage_key
    names = {"track_name": "Tides", "artist_names": ["Nova"]}

    for path in (f"/media/{own.storage_key}?exp=1&sig=x", f"/api/v1/file-entries/{own.id}"):
        found = await asked(doors, asker, playback_url=settings.public_url + path, **names)
        assert [each["name"] for each in found["duplicates"]] == ["Tides"]
    download = f"{settings.public_url}/api/v1/tracks/{track.id}/download"
    assert (await asked(doors, asker, playback_url=download))["duplicates"] == []
    for address in (
        "https://elsewhere.example/media/audio/x.wav",
        f"{settings.public_url}/media/{hidden.storage_key}",
        f"{settings.public_url}/media/{key}",
        f"{settings.public_url}/media/audio/nothing.wav",
        f"{settings.public_url}/elsewhere",
    ):
        answer = await doors.post(CHECK, asker, json={"playback_url": address, **names})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["playback_url"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"track_ids": []}, 422),
        ({"track_ids": list(range(1, 22))}, 422),
        ({"track_ids": [999]}, 422),
        ({"track_ids": ["x"]}, 422),
        ({"file_entry_id": 999}, 422),
        ({"file_entry_id": 1, "track_ids": [1]}, 422),
        ({"playback_url": ""}, 422),
        ({"playback_url": "x" * 2049}, 422),
    ],
)
async def test_what_names_no_sound_is_refused(doors, make, body, status):
    assert (await doors.post(CHECK, await make.user(), json=body)).status_code == status


async def test_another_s_file_is_forbidden_and_a_guest_is_told_to_log_in(doors, make):
    upload = await make.sound(await make.user())

    assert (await doors.post(CHECK, await make.user(), json={"file_entry_id": upload.id})).status_code == 403
    assert (await doors.post(CHECK, json={"file_entry_id": upload.id})).status_code == 401


async def test_a_sound_that_could_not_be_read_is_refused_with_the_reason(doors, make):
    owner = await make.user()
    upload = await make.upload(owner)
    await make.row(
        Analysis(upload_id=upload.id, state=AnalysisState.FAILED, reason="truncated", error="It is cut off.")
    )

    answer = await doors.post(CHECK, owner, json={"file_entry_id": upload.id})

    assert (answer.status_code, answer.json()["reason"]) == (422, "truncated")


async def test_both_doors_tell_the_same_duplicates(doors, make):
    track, hidden, bare = await make.track(name="Tides"), await make.track(private=True), await make.track()
    await make.fingerprint(track, sound(1))
    await make.fingerprint(hidden, resembling(sound(1), 0.02))
    owner = await make.user()
    upload = await analysed(make, owner, resembling(sound(1), 0.05))

    for body, given in (
        ({"file_entry_id": upload.id}, {"uploadId": encode("FileEntry", upload.id)}),
        (
            {"track_ids": [track.id, bare.id], "exclude_track_id": 99},
            {
                "trackIds": [encode("Track", track.id), encode("Track", bare.id)],
                "excludeTrackId": encode("Track", 99),
            },
        ),
    ):
        result = (await asked(doors, owner, **body))["result"]
        shown = (await doors.ask(IN_THE_GRAPH, owner, input=given))["checkDuplicates"]

        assert result["hidden"] != []
        assert shown == {
            "isDuplicate": result["is_duplicate"],
            "hidden": result["hidden"],
            "analysisState": "DONE",
            "uncheckedIds": [encode("Track", each) for each in result["unchecked"]],
            "matches": [
                {
                    "similarity": each["similarity"],
                    "isDuplicate": each["verdict"] == "duplicate",
                    "track": {"databaseId": each["track_id"], "name": each["name"]},
                    "comparedTo": {"databaseId": each["compared_to"]} if each["compared_to"] else None,
                }
                for each in result["matches"]
            ],
        }
    guest = await doors.graph(IN_THE_GRAPH, input={"uploadId": encode("FileEntry", upload.id)})
    assert (guest["data"], guest["errors"][0]["extensions"]["code"]) == ({"checkDuplicates": None}, "UNAUTHENTICATED")


async def test_duplicates_cost_the_same_for_one_and_for_eight(doors, make):
    owner = await make.user()
    upload = await analysed(make, owner, sound(1))
    costs = []
    for more in (1, 7):
        for _ in range(more):
            await make.fingerprint(await make.track(), sound(1))
        doors.forget()
        given = {"uploadId": encode("FileEntry", upload.id)}
        shown = (await doors.ask(IN_THE_GRAPH, owner, input=given))["checkDuplicates"]
        costs.append((len(shown["matches"]), len(doors.reads)))

    assert [number for number, _ in costs] == [1, 8]
    assert costs[0][1] == costs[1][1]


async def test_both_doors_tell_the_same_of_a_fingerprint(doors, make):
    track = await make.track(name="Tides")
    row = await make.fingerprint(track, sound(1))
    asker = await make.user()

    answer = (await doors.get(f"/api/v1/tracks/{track.id}/fingerprint/status", asker)).json()
    shown = (await doors.ask(TRACK, asker, id=encode("Track", track.id)))["track"]["fingerprint"]

    assert row.hash is not None
    assert row.fingerprinted_at is not None
    assert answer == {
        "status": "success",
        "success": True,
        "fingerprint_status": "completed",
        "fingerprint": {
            "id": row.id,
            "track_id": track.id,
            "status": "completed",
            "fingerprinted_at": row.fingerprinted_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "error_message": None,
            "error_reason": None,
            "fingerprint_hash": row.hash,
            "duration": 180_000,
        },
    }
    assert (shown["databaseId"], shown["status"], shown["hash"]) == (row.id, "COMPLETED", row.hash)
    assert (shown["duration"], shown["error"], shown["track"]) == (180_000, None, {"name": "Tides"})
    assert shown["text"].startswith("AQAAy")
    node = await doors.ask("query ($id: ID!) { node(id: $id) { id } }", asker, id=shown["id"])
    assert node["node"] == {"id": shown["id"]}
    assert (await doors.ask("query ($id: ID!) { node(id: $id) { id } }", id=shown["id"]))["node"] is None


async def test_before_there_is_audio_there_is_no_fingerprint(doors, make):
    track = await make.track(source_url="https://example.com/beat.mp3")
    owner = await make.owner(track)

    shown = await doors.get(f"/api/v1/tracks/{track.id}/fingerprint/status", owner)
    started = await doors.post(f"/api/v1/tracks/{track.id}/fingerprint", owner)

    assert shown.json() == {"status": "success", "success": True, "fingerprint_status": None, "fingerprint": None}
    assert (started.status_code, list(started.json()["errors"])) == (422, ["track"])


async def test_who_may_have_a_fingerprint_made(doors, make):
    track = await make.track(private=True)
    public = await make.track()
    owner, stranger = await make.owner(track), await make.user()
    keeper = await make.user()
    await make.row(UserPermission(user_id=keeper.id, permission="admin.access"))
    path, other = f"/api/v1/tracks/{track.id}/fingerprint", f"/api/v1/tracks/{public.id}/fingerprint"

    answers = [await doors.post(path, asker) for asker in (owner, await make.user(is_admin=True), stranger, None)]
    on_public = [await doors.post(other, asker) for asker in (keeper, stranger)]
    statuses = [await doors.get(f"{path}/status", asker) for asker in (owner, stranger, None)]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
    assert [answer.status_code for answer in on_public] == [200, 403]
    assert [answer.status_code for answer in statuses] == [200, 404, 401]
    assert answers[0].json()["message"] == "Fingerprint generation started"
    assert answers[0].json()["fingerprint"]["status"] == "pending"


async def test_a_completed_fingerprint_is_made_anew_only_by_force(doors, make):
    track = await make.track()
    owner = await make.owner(track)
    row = await make.fingerprint(track, sound(1))
    path = f"/api/v1/tracks/{track.id}/fingerprint"

    kept = await doors.post(path, owner)
    anew = await doors.post(path, owner, json={"force_refresh": True})

    assert (kept.json()["message"], kept.json()["fingerprint"]["status"]) == (
        "There is a fingerprint already",
        "completed",
    )
    assert (anew.json()["fingerprint"]["id"], anew.json()["fingerprint"]["status"]) == (row.id, "pending")
    assert [anew.json()["fingerprint"][name] for name in ("fingerprinted_at", "fingerprint_hash", "duration")] == [
        None
    ] * 3


async def test_a_failed_fingerprint_is_tried_again_at_both_doors(doors, make):
    track = await make.track()
    owner, stranger = await make.owner(track), await make.user()
    failed = {"status": "failed", "reason": "missing", "error": "The audio is gone."}
    row = await make.row(Fingerprint(track_id=track.id, upload_id=track.upload_id, **failed))
    path = f"/api/v1/fingerprints/{row.id}/retry"

    assert (await doors.post(path, stranger)).status_code == 403
    assert (await doors.post(path)).status_code == 401
    assert (await doors.post("/api/v1/fingerprints/999/retry", owner)).status_code == 404
    first, second = await doors.post(path, owner), await doors.post(path, owner)
    assert first.json()["message"] == "Fingerprint generation started again"
    shown = first.json()["fingerprint"]
    assert (shown["id"], shown["status"], shown["error_message"]) == (row.id, "pending", None)
    assert second.status_code == 409

    given = {"id": encode("Fingerprint", row.id)}
    refused = (await doors.ask(RETRY, owner, input=given))["retryFingerprint"]
    await make.change(row, **failed)
    retried = (await doors.ask(RETRY, owner, input=given))["retryFingerprint"]
    assert refused == {"fingerprint": None, "errors": [{"code": "CONFLICT"}]}
    assert retried == {"fingerprint": {"status": "PENDING", "error": None, "reason": None}, "errors": []}


async def test_the_graph_starts_a_fingerprint(doors, make):
    track = await make.track()
    given = {"trackId": encode("Track", track.id)}

    started = (await doors.ask(START, await make.owner(track), input=given))["startFingerprint"]
    refused = (await doors.ask(START, await make.user(), input=given))["startFingerprint"]

    assert (started["fingerprint"]["status"], started["errors"]) == ("PENDING", [])
    assert refused == {"fingerprint": None, "errors": [{"code": "FORBIDDEN", "field": None}]}


async def test_a_beat_that_is_uploaded_again_as_mp3_is_found(doors, make, workshop, tmp_path):
    artist = await make.artist()
    owner = await make.owner(artist)
    samples = play(Beat("house", 124, 8, tonic=9, minor=True, seed=1))
    first, again = (write(tmp_path / name, samples).read_bytes() for name in ("beat.wav", "beat.mp3"))

    async def uploaded(name, content):
        answer = await doors.post("/api/v1/uploads", owner, files={"file": (name, content)})
        return answer.json()["fileEntry"]["id"]

    entry = await uploaded("beat.wav", first)
    track = (await doors.post("/api/v1/tracks", owner, json={"name": "Beat", "src": entry})).json()["track"]
    path = f"/api/v1/tracks/{track['id']}/fingerprint/status"
    early = (await doors.get(path, owner)).json()["fingerprint"]
    await workshop.jobs.wait("analyse-upload", str(entry), 60)
    await workshop.jobs.wait(indexing.JOB, f"{early['id']}.1", 60)
    late = (await doors.get(path, owner)).json()["fingerprint"]
    second, unlike = await uploaded("beat.mp3", again), await uploaded("tone.wav", tone(seconds=8))
    found = await asked(doors, owner, file_entry_id=second)
    none = await asked(doors, owner, file_entry_id=unlike)
    refused = await doors.post("/api/v1/tracks", owner, json={"name": "Again", "src": second})

    assert (late["status"], late["duration"]) == ("completed", 8000)
    assert [each["track_id"] for each in found["duplicates"]] == [track["id"]]
    assert found["duplicates"][0]["similarity"] > 0.9
    assert none["result"]["matches"] == []
    assert refused.status_code == 409
    assert (await make.again(Track(id=track["id"]))).published_at is not None

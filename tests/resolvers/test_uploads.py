"""Uploads in the graph, by the multipart request spec."""

import json

import pytest
from sqlmodel import select

from beatgraph.models import Upload
from resolvers.base.ids import encode
from tests.recordings import beat, png, tone

pytestmark = pytest.mark.anyio

UPLOAD = """mutation ($input: UploadFileInput!) {
  uploadFile(input: $input) { upload { id name kind duration } errors { code field message } }
}"""
REASON = """mutation ($input: UploadFileInput!) { uploadFile(input: $input) { errors { code reason } } }"""
EXTRACT = """mutation ($input: ExtractMetadataInput!) {
  extractMetadata(input: $input) {
    metadata { title bpm duration artist { name } sources { field source } waveform { bars } }
    analysis { state bpm }
    errors { code field message }
  }
}"""
FILE = """query ($id: ID!) { upload(id: $id) { name mime size url analysis { state reason bpm } } }"""


async def send(doors, asker, content: bytes, name: str = "take.wav", **changes):
    """One file, as clients send it."""
    parts = {
        "operations": json.dumps({"query": UPLOAD, "variables": {"input": {"file": None}}}),
        "map": json.dumps({"0": ["variables.input.file"]}),
    } | changes
    return await doors.post(
        "/graphql", asker, data=parts, files={"0": (name, content)}, headers={"apollo-require-preflight": "1"}
    )


async def test_an_uploaded_sound_is_the_caller_s_own_file(doors, make):
    owner = await make.user()

    answer = await send(doors, owner, tone())

    payload = answer.json()["data"]["uploadFile"]
    async with doors.workshop.reading() as work:
        row = (await work.session.exec(select(Upload))).one()
    assert payload == {
        "upload": {"id": encode("FileEntry", row.id), "name": "take.wav", "kind": "AUDIO", "duration": 1500},
        "errors": [],
    }
    assert row.user_id == owner.id
    file = (await doors.ask(FILE, owner, id=payload["upload"]["id"]))["upload"]
    assert (file["mime"], file["size"]) == ("audio/wav", len(tone()))
    assert (await doors.get(file["url"])).content == tone()


async def test_a_refused_sound_is_an_error_of_the_payload(doors, make):
    answer = await send(doors, await make.user(), tone(seconds=0.5))

    assert answer.json()["data"]["uploadFile"] == {
        "upload": None,
        "errors": [
            {"code": "AUDIO_REFUSED", "field": "file", "message": "The audio is shorter than one second."},
        ],
    }


async def test_a_refused_sound_has_a_reason_for_programs(doors, make):
    operations = json.dumps({"query": REASON, "variables": {"input": {"file": None}}})

    answer = await send(doors, await make.user(), tone(seconds=0.5), operations=operations)

    assert answer.json()["data"]["uploadFile"]["errors"] == [{"code": "AUDIO_REFUSED", "reason": "too_short"}]


async def test_a_guest_uploads_nothing(doors):
    answer = await send(doors, None, tone())

    assert answer.json()["data"]["uploadFile"] == {
        "upload": None,
        "errors": [{"code": "UNAUTHENTICATED", "field": None, "message": "Unauthenticated."}],
    }
    async with doors.workshop.reading() as work:
        assert (await work.session.exec(select(Upload))).all() == []


async def test_a_file_above_its_bound_is_too_large(doors, make, workshop):
    workshop.settings.upload_bytes = 1000

    answer = await send(doors, await make.user(), tone())

    assert answer.status_code == 413
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["TOO_LARGE"]


@pytest.mark.parametrize(
    "changes",
    [
        {"map": "5"},
        {"map": "[]"},
        {"map": '{"0": "variables.input.file"}'},
        {"map": '{"0": ["variables.input.other"]}'},
        {"map": '{"0": ["variables.input.file.0"]}'},
        {"map": '{"0": ["query"]}'},
        {"map": '{"1": ["variables.input.file"]}'},
        {"operations": "5"},
        {"operations": "[1]"},
        {"operations": "{"},
        {"operations": "null"},
    ],
)
async def test_a_broken_multipart_request_is_a_bad_one(doors, make, changes):
    answer = await send(doors, await make.user(), tone(), **changes)

    assert answer.status_code == 400
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["BAD_USER_INPUT"]


async def test_a_file_that_is_no_part_of_the_request_is_refused(doors, make):
    answer = await doors.graph(UPLOAD, await make.user(), input={"file": "take.wav"})

    assert answer["data"]["uploadFile"]["errors"] == [
        {"code": "BAD_USER_INPUT", "field": "file", "message": "Send the file as the multipart request spec says."}
    ]


async def test_metadata_are_extracted_once_the_analysis_is_done(doors, make):
    artist = await make.artist(name="Nova")
    owner = await make.owner(artist)
    sent = await send(doors, owner, beat(title="Tides", artist="nova", TBPM="141"), "beat.mp3")
    upload = sent.json()["data"]["uploadFile"]["upload"]

    payload = (await doors.ask(EXTRACT, owner, input={"uploadId": upload["id"]}))["extractMetadata"]

    assert payload["errors"] == []
    assert payload["analysis"]["state"] == "DONE"
    metadata = payload["metadata"]
    assert (metadata["title"], metadata["bpm"], metadata["artist"]) == ("Tides", 141.0, {"name": "Nova"})
    assert metadata["duration"] == upload["duration"]
    assert {"field": "bpm", "source": "tag"} in metadata["sources"]
    assert (len(metadata["waveform"]["bars"]), max(metadata["waveform"]["bars"])) == (414, 45)


async def test_a_failed_analysis_is_an_error_of_the_payload(doors, make):
    owner = await make.user()
    lost = await make.upload(owner)

    payload = (await doors.ask(EXTRACT, owner, input={"uploadId": encode("FileEntry", lost.id)}))["extractMetadata"]

    assert payload == {
        "metadata": None,
        "analysis": None,
        "errors": [{"code": "AUDIO_REFUSED", "field": "file", "message": "The file is gone."}],
    }
    file = (await doors.ask(FILE, owner, id=encode("FileEntry", lost.id)))["upload"]
    assert file["analysis"] == {"state": "FAILED", "reason": "missing", "bpm": None}


async def test_a_file_is_seen_by_its_owner_and_admins(doors, make):
    owner, stranger, admin = await make.user(), await make.user(), await make.user(is_admin=True)
    upload = await make.upload(owner, name="take.wav")
    query, wanted = "query ($id: ID!) { upload(id: $id) { name } }", encode("FileEntry", upload.id)

    assert await doors.ask(query, owner, id=wanted) == {"upload": {"name": "take.wav"}}
    assert await doors.ask(query, admin, id=wanted) == {"upload": {"name": "take.wav"}}
    assert await doors.ask(query, stranger, id=wanted) == {"upload": None}
    guest = await doors.graph(query, None, id=wanted)
    assert guest["data"] == {"upload": None}
    assert [error["extensions"]["code"] for error in guest["errors"]] == ["UNAUTHENTICATED"]


async def test_another_s_metadata_are_forbidden(doors, make):
    upload = await make.upload(await make.user())

    payload = await doors.ask(EXTRACT, await make.user(), input={"uploadId": encode("FileEntry", upload.id)})

    assert [error["code"] for error in payload["extractMetadata"]["errors"]] == ["FORBIDDEN"]


async def test_a_picture_is_uploaded_too(doors, make):
    answer = await send(doors, await make.user(), png(), "cover.png")

    upload = answer.json()["data"]["uploadFile"]["upload"]
    assert (upload["kind"], upload["duration"]) == ("IMAGE", None)

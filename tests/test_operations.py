"""The app's documents: they fit the schema, answer for the demo catalogue, and what they cost."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse, validate
from sqlalchemy import event
from sqlmodel import col, select

from beatgraph.cli.demo import SEED, filling
from beatgraph.cli.demo.accounts import PASSWORD
from beatgraph.cli.demo.drawing import draw
from beatgraph.cli.demo.plan import Size
from beatgraph.cli.demo.progress import Quiet
from beatgraph.models import InvitationState, PlaylistInvitation, User
from beatgraph.server.documents import documents
from beatgraph.services import analyses, indexing
from resolvers.base.ids import decode, encode
from resolvers.schema import schema
from tests.doors import Doors
from tests.recordings import tone

ROOT = Path(__file__).parents[1]
ALL = {each.name: each for each in documents(ROOT / "operations")}
UNTIL = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
COSTS = {
    "AcceptInvitation": 11,
    "AddCredit": 7,
    "AddToPlaylist": 22,
    "Album": 9,
    "ApproveRequest": 8,
    "Artist": 17,
    "ArtistInsights": 8,
    "Backstage": 3,
    "BackstageQueue": 3,
    "ChangeCredit": 7,
    "ChangeLyrics": 6,
    "Comments": 5,
    "CoverTemplates": 0,
    "CreateLabel": 1,
    "CreatePlaylist": 6,
    "CreateTrack": 19,
    "CreditRoles": 0,
    "Credits": 5,
    "Dashboard": 15,
    "DeclineInvitation": 7,
    "DeleteComment": 11,
    "DeleteLyrics": 4,
    "DenyRequest": 4,
    "ExportInsights": 4,
    "ExtractMetadata": 3,
    "FollowArtist": 14,
    "FollowPlaylist": 5,
    "FollowUser": 13,
    "Followers": 4,
    "Home": 10,
    "InviteEditor": 10,
    "Label": 4,
    "Labels": 1,
    "LikeAlbum": 11,
    "LikePost": 12,
    "LikeTrack": 18,
    "Lyrics": 3,
    "MarkNotificationsRead": 3,
    "Notifications": 3,
    "PersonalDashboard": 27,
    "PinTrack": 6,
    "PlayTrack": 28,
    "Playlist": 16,
    "Playlists": 18,
    "PreviewCover": 0,
    "Profile": 25,
    "PublishTrack": 7,
    "RefreshSession": 8,
    "Register": 6,
    "ReleaseArtist": 4,
    "RemoveCredit": 6,
    "RemoveEditor": 8,
    "RemoveFromPlaylist": 13,
    "ReorderCredits": 5,
    "ReorderPlaylist": 9,
    "ReportListening": 9,
    "Repost": 17,
    "RequestBackstage": 2,
    "SaveTrack": 18,
    "SetTrackCover": 6,
    "SignArtist": 6,
    "Search": 8,
    "SignIn": 7,
    "SignOut": 5,
    "Track": 13,
    "TrackInsights": 9,
    "UnfollowArtist": 12,
    "UnfollowPlaylist": 4,
    "UnfollowUser": 11,
    "UnlikeAlbum": 10,
    "UnlikeTrack": 17,
    "Unrepost": 15,
    "UnsaveTrack": 17,
    "UploadProgress": 2,
    "UploadSound": 2,
    "WriteComment": 12,
    "WriteLyrics": 5,
    "WritePost": 11,
}
"""Statements for the answer of each operation, without those that say who is asking."""
ASKED_BY = {"BackstageQueue": "admin", "Labels": "label", "Playlists": "listener", "Backstage": "listener"}
"""Whose screen it is; the others are asked for by the producer."""
SENT: ContextVar[list[str] | None] = ContextVar("sent", default=None)
"""What a request sends to the database: jobs that it starts run in tasks of their own, and are not in it."""
JOBS = (analyses.JOB, indexing.JOB)
WRITTEN = ("select", "with", "insert", "update", "delete")


@cache
def operations(query: str) -> dict[str, OperationDefinitionNode]:
    found = [each for each in parse(query).definitions if isinstance(each, OperationDefinitionNode)]
    return {each.name.value: each for each in found if each.name}


HOME = {operation: document for document in ALL.values() for operation in operations(document.query)}
QUERIES = sorted(name for name, each in HOME.items() if operations(each.query)[name].operation.value == "query")


@dataclass
class Phone:
    """Runs the app's operations over a demo catalogue, and notes what they cost."""

    doors: Doors
    people: dict[str, User]
    costs: dict[str, int] = field(default_factory=dict)

    async def run(self, operation: str, who: str | None, **variables: Any) -> Any:
        """The one field of an answer without errors of either kind; several, as they are."""
        given = {"query": HOME[operation].query, "operationName": operation, "variables": variables}
        return await self._send(operation, who, json=given)

    async def upload(self, operation: str, who: str, content: bytes) -> Any:
        """The same with a file, by the multipart request spec."""
        given = {"query": HOME[operation].query, "operationName": operation, "variables": {"file": None}}
        parts = {"operations": json.dumps(given), "map": json.dumps({"0": ["variables.file"]})}
        return await self._send(operation, who, data=parts, files={"0": ("take.wav", content)})

    async def _send(self, operation: str, who: str | None, **body: Any) -> Any:
        asker = self.people[who] if who else None
        headers = self.doors.bearer(asker) | {"apollo-require-preflight": "1"}
        asking: list[str] = []
        SENT.set(asking)
        await self.doors.client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
        sent: list[str] = []
        SENT.set(sent)
        answer = (await self.doors.client.post("/graphql", headers=headers, **body)).json()
        SENT.set(None)
        self.costs[operation] = len(sent) - len(asking)
        assert "errors" not in answer, (operation, answer["errors"])
        first = next(iter(answer["data"].values()))
        assert first is not None, operation
        assert not first.get("errors") if isinstance(first, dict) else first, (operation, first)
        return answer["data"] if len(answer["data"]) > 1 else first

    async def invited(self) -> int:
        """Who has an invitation that is open."""
        pending = col(PlaylistInvitation.state) == InvitationState.PENDING
        async with self.doors.workshop.reading() as work:
            return (await work.session.exec(select(PlaylistInvitation.user_id).where(pending))).all()[0]


def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    sent = SENT.get()
    # A job inherits the context of the request that it follows, and has a task of its own name.
    task = asyncio.current_task()
    if task is None or task.get_name().startswith(JOBS):
        return
    if sent is not None and statement.lower().startswith(WRITTEN) and "advisory" not in statement:
        sent.append(statement)


@pytest.fixture
async def phone(workshop, clock, doors) -> AsyncIterator[Phone]:
    await filling.fill(workshop, clock, draw(Size(24, 180, 2), SEED, UNTIL), Quiet(), audio=False)
    clock.now = UNTIL
    async with workshop.reading() as work:
        rows = (await work.session.exec(select(User))).all()
    engine = workshop.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield Phone(doors, {row.email.partition("@")[0]: row for row in rows})
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_document_fits_the_schema(name):
    assert validate(schema._schema, parse(ALL[name].query)) == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_variables_beside_a_document_are_variables_of_it(name):
    taken = {
        variable.variable.name.value
        for operation in operations(ALL[name].query).values()
        for variable in operation.variable_definitions or ()
    }

    assert set(json.loads(ALL[name].variables)) <= taken


def test_the_page_about_the_app_says_what_is_asserted_here():
    rows = re.findall(r"operations/([a-z-]+)\.graphql\) \| `(\w+)` \| (\d+) \|", (ROOT / "docs" / "app.md").read_text())

    assert {operation: int(cost) for _, operation, cost in rows} == COSTS
    assert {operation: document for document, operation, _ in rows} == {name: each.name for name, each in HOME.items()}


async def test_every_tab_of_the_explorer_shows_something_of_the_demo_at_its_known_cost(phone):
    for name in QUERIES:
        if name != "UploadProgress":
            shown = await phone.run(name, ASKED_BY.get(name, "producer"), **json.loads(HOME[name].variables))
            lists = re.findall(r"'nodes': \[\]", str(shown))
            assert lists == [], (name, shown)

    assert phone.costs == {name: COSTS.get(name) for name in phone.costs}
    assert set(phone.costs) == set(QUERIES) - {"UploadProgress"}


async def test_every_mutation_does_its_part_in_a_day_with_the_app_at_its_known_cost(phone):
    run = phone.run
    producer, listener = (encode("User", phone.people[who].id) for who in ("producer", "listener"))
    artist = encode("Artist", 1)
    track, other = (encode("Track", number) for number in (1, 2))

    session = await run("SignIn", None, input={"email": "listener@beatgraph.example", "password": PASSWORD})
    session = await run("RefreshSession", None, refreshToken=session["refreshToken"])
    assert await run("SignOut", "listener", refreshToken=session["refreshToken"]) == {"loggedOut": True, "errors": []}
    await run("Register", None, registration={"email": "new@example.com", "password": "a-new-pass-phrase"})

    assert (await run("FollowArtist", "label", id=artist))["artist"]["viewerFollows"] is True
    assert (await run("UnfollowArtist", "label", id=artist))["artist"]["viewerFollows"] is False
    assert (await run("LikeTrack", "label", id=track))["track"]["viewerHasLiked"] is True
    assert (await run("UnlikeTrack", "label", id=track))["track"]["viewerHasLiked"] is False
    assert (await run("SaveTrack", "listener", id=track))["track"]["viewerHasSaved"] is True
    assert (await run("UnsaveTrack", "listener", id=track))["track"]["viewerHasSaved"] is False
    assert (await run("LikeAlbum", "listener", id=encode("Album", 1)))["album"]["viewerHasLiked"] is True
    assert (await run("UnlikeAlbum", "listener", id=encode("Album", 1)))["album"]["viewerHasLiked"] is False
    play = await run("PlayTrack", "listener", id=track)
    await run("ReportListening", "listener", playToken=play["playToken"], seconds=12.5)

    playlist = (await run("CreatePlaylist", "producer", name="First Light", collaborative=True))["playlist"]["id"]
    invited = (await run("InviteEditor", "producer", id=playlist, user=listener))["invitation"]
    assert (await run("AcceptInvitation", "listener", invitation=invited["id"]))["playlist"]["viewerCanEdit"] is True
    assert (await run("AddToPlaylist", "listener", id=playlist, tracks=[track, other]))["addedCount"] == 2
    ordered = await run("ReorderPlaylist", "producer", id=playlist, tracks=[other, track])
    assert [each["id"] for each in ordered["playlist"]["tracks"]["nodes"]] == [other, track]
    assert (await run("RemoveFromPlaylist", "listener", id=playlist, tracks=[other]))["removedCount"] == 1
    assert (await run("RemoveEditor", "producer", id=playlist, user=listener))["playlist"]["editors"] == []
    invited_id = await phone.invited()
    third = next(who for who, user in phone.people.items() if user.id == invited_id)
    invitation = (await run("Playlists", third))["invitations"]["nodes"][0]["id"]
    declined = await run("DeclineInvitation", third, invitation=invitation)
    assert declined["invitation"]["state"] == "DECLINED"
    assert (await run("FollowPlaylist", "label", id=encode("Playlist", 1)))["playlist"]["viewerFollows"] is True
    assert (await run("UnfollowPlaylist", "label", id=encode("Playlist", 1)))["playlist"]["viewerFollows"] is False

    upload = (await phone.upload("UploadSound", "producer", tone(seconds=3.0)))["upload"]["id"]
    await phone.doors.workshop.jobs.wait(analyses.JOB, str(decode(upload)[1]), 60)
    assert (await run("UploadProgress", "producer", upload=upload))["analysis"]["state"] == "DONE"
    read = await run("ExtractMetadata", "producer", upload=upload)
    assert read["metadata"]["duration"] == 3000
    draft = {"name": read["metadata"]["title"], "uploadId": upload, "private": True}
    made = (await run("CreateTrack", "producer", track=draft))["track"]
    assert made["publishedAt"] is None
    assert (await run("PublishTrack", "producer", id=made["id"]))["track"]["publishedAt"] is not None

    text = "[00:01.00] Hum"
    words = (await run("WriteLyrics", "producer", track=made["id"], text=text))["lyric"]
    assert words["lines"] == [{"at": 1000, "text": "Hum"}]
    assert (await run("ChangeLyrics", "producer", id=words["id"], text="Hum"))["lyric"]["isSynced"] is False
    assert (await run("DeleteLyrics", "producer", id=words["id"]))["deletedIds"] == [words["id"]]
    assert (await run("PinTrack", "producer", id=artist, track=made["id"]))["artist"]["pinnedTrack"] == {
        "id": made["id"]
    }
    cover = await run("PreviewCover", "producer", cover={"templateId": "after-hours", "title": "Hum"})
    reference = cover["cover"]["reference"]
    assert (await run("SetTrackCover", "producer", track=made["id"], reference=reference))["track"]["image"]

    credit = json.loads(HOME["AddCredit"].variables)["credit"]
    added = (await run("AddCredit", "producer", credit=credit))["credit"]["id"]
    assert (await run("ChangeCredit", "producer", id=added, roles=["ARRANGER"]))["credit"]["roles"] == ["ARRANGER"]
    listed = (await run("Credits", "producer", artist=artist))["credits"]["nodes"]
    ids = [each["id"] for each in reversed(listed)]
    ordered = (await run("ReorderCredits", "producer", artist=artist, ids=ids))["artist"]["credits"]["nodes"]
    assert [each["id"] for each in ordered] == ids
    assert (await run("RemoveCredit", "producer", id=added))["deletedId"] == added

    comment = (await run("WriteComment", "listener", track=track, content="Again!", position=2000))["comment"]
    assert (await run("DeleteComment", "listener", comment=comment["id"]))["deletedId"] == comment["id"]
    assert (await run("FollowUser", "label", id=producer))["user"]["viewerFollows"] is True
    assert (await run("UnfollowUser", "label", id=producer))["user"]["viewerFollows"] is False
    post = (await run("WritePost", "producer", content="Out now.", track=made["id"]))["post"]
    assert (await run("LikePost", "listener", post=post["id"]))["post"]["viewerHasLiked"] is True
    await run("Repost", "listener", subject=made["id"])
    assert (await run("Unrepost", "listener", subject=made["id"]))["track"]["viewerHasReposted"] is False

    request = json.loads(HOME["RequestBackstage"].variables)["request"]
    asked = (await run("RequestBackstage", "label", request=request))["application"]["id"]
    assert (await run("DenyRequest", "admin", id=asked, notes="Not yet."))["application"]["status"] == "DENIED"
    asked = (await run("RequestBackstage", "label", request=request))["application"]["id"]
    assert (await run("ApproveRequest", "admin", id=asked))["application"]["status"] == "APPROVED"
    assert (await run("MarkNotificationsRead", "label"))["markedCount"] == 2

    label = (await run("CreateLabel", "producer", name="Own Hands"))["label"]["id"]
    signed = await run("SignArtist", "producer", id=label, artist=artist)
    assert signed["artist"]["label"]["name"] == "Own Hands"
    assert (await run("ReleaseArtist", "producer", id=label, artist=artist))["artist"]["label"] is None

    file = await run("ExportInsights", "producer", format="CSV")
    assert file["export"]["fileName"].endswith(".csv")

    mutations = {name: cost for name, cost in phone.costs.items() if name not in QUERIES or name == "UploadProgress"}
    assert mutations == {name: COSTS.get(name) for name in mutations}
    assert set(mutations) == set(HOME) - set(QUERIES) | {"UploadProgress"}

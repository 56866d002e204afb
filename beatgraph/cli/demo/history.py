"""The catalogue comes to be through the services, everything at the moment that the plan has for it."""

import asyncio
import hashlib
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from beatgraph.auth.viewer import Viewer
from beatgraph.cli.demo.pictures import Covers
from beatgraph.cli.demo.plan import Collection, Person, Plan, Producer, Release, Role
from beatgraph.cli.demo.progress import Meter
from beatgraph.drafts.albums import AlbumDraft
from beatgraph.drafts.artists import ArtistDraft, RosterChanges
from beatgraph.drafts.tracks import TrackChanges, TrackDraft
from beatgraph.jobs import State
from beatgraph.models import ArtistStatus, Label
from beatgraph.services import albums, analyses, artists, receiving, tokens, tracks, uploads, users
from beatgraph.services.receiving import Incoming
from beatgraph.work import Work
from beatgraph.workshop import Workshop

AHEAD = 2
"""Beats that are rendered while others are being analysed."""

PATIENCE_S = 300.0


class Calendar:
    """The workshop's clock, which shows whatever day the plan is at."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Ids:
    """What the rows are called, by their places in the plan."""

    owners: dict[int, int] = field(default_factory=dict)
    artists: dict[int, int] = field(default_factory=dict)
    listeners: dict[int, int] = field(default_factory=dict)
    tracks: dict[int, int] = field(default_factory=dict)
    uploads: dict[int, int] = field(default_factory=dict)
    albums: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    happens: Callable[[], Awaitable[None]]


class History:
    """Lives through a plan. People come first where several things happen at once."""

    def __init__(
        self, workshop: Workshop, calendar: Calendar, plan: Plan, password_hash: str, *, covers: bool = True
    ) -> None:
        self.ids = Ids()
        self._covers = Covers(workshop, plan) if covers else None
        self._workshop, self._calendar, self._plan = workshop, calendar, plan
        self._password_hash = password_hash
        self._label_id = 0

    async def live(self, meter: Meter) -> Ids:
        moments = sorted(self._moments(), key=lambda moment: moment.at)
        meter.begin("Beats and people", len(moments))
        with tempfile.TemporaryDirectory(prefix="beatgraph-demo-") as folder:
            self._studio = Studio(self._plan, Path(folder))
            try:
                for moment in moments:
                    self._calendar.now = moment.at
                    await moment.happens()
                    meter.advance()
            finally:
                await self._studio.close()
                if self._covers:
                    await self._covers.close()
        return self.ids

    def _moments(self) -> list[Moment]:
        plan, moments = self._plan, list[Moment]()

        def plans(at: datetime, happens: Callable[..., Awaitable[None]], *given: Any) -> None:
            moments.append(Moment(at, lambda: happens(*given)))

        plans(plan.label.person.joined, self._found_label)
        for place, producer in enumerate(plan.producers):
            plans(producer.person.joined, self._open_profile, place, producer)
        for place, person in enumerate(plan.listeners):
            plans(person.joined, self._welcome, place, person)
        for place, release in enumerate(plan.releases):
            plans(release.at, self._release, place, release)
        for place, album in enumerate(plan.albums):
            plans(album.at, self._collect, place, album)
        for place, producer in enumerate(plan.producers):
            if producer.inactive:
                plans(plan.leaving, self._leave, place)
        return moments

    async def _found_label(self) -> None:
        label = self._plan.label
        async with self._workshop.writing() as work:
            user_id = await join(work, label.person, self._password_hash)
            row = Label(name=label.name, uuid=label.uuid, country=label.country, user_id=user_id)
            self._label_id = (await work.add(row)).id

    async def _open_profile(self, place: int, producer: Producer) -> None:
        async with self._workshop.writing() as work:
            self.ids.owners[place] = await join(work, producer.person, self._password_hash)
        draft = ArtistDraft.read(
            {"name": producer.name, "bio": producer.bio, "city": producer.city, "country": producer.country}
        )
        async with self._workshop.writing(await self._viewer(place)) as work:
            artist = await artists.create(work, draft)
            # What follows is not for artists to say: it is granted by those who run the platform, and by labels.
            artist.uuid, artist.verified, artist.upload_access = producer.uuid, producer.verified, True
            artist.label_id = self._label_id if producer.signed else None
            self.ids.artists[place] = artist.id

    async def _welcome(self, place: int, person: Person) -> None:
        async with self._workshop.writing() as work:
            self.ids.listeners[place] = await join(work, person, self._password_hash)

    async def _release(self, place: int, release: Release) -> None:
        viewer = await self._viewer(release.producers[0])
        if self._covers:
            self._covers.begin(place)
        upload_id = await self._upload(viewer, await self._studio.rendered(place))
        draft = TrackDraft.read(
            {
                "name": release.beat.title,
                "description": release.beat.description,
                "file_entry_id": upload_id,
                "artists": [self.ids.artists[each] for each in release.producers],
                "genres": list(release.genres),
                "tags": list(release.beat.tags),
                "credits": [self._credit(role) for role in release.roles],
                "private": release.private,
                "confirm_duplicate": True,
                "image": await self._covers.of_track(place) if self._covers else None,
            }
        )
        async with self._workshop.writing(viewer) as work:
            self.ids.tracks[place] = (await tracks.create(work, draft)).id
        self.ids.uploads[place] = upload_id

    async def _upload(self, viewer: Viewer, incoming: Incoming) -> int:
        """As from outside: judged, stored, written down, analysed."""
        workshop = self._workshop
        async with (
            receiving.stored(workshop.storage, workshop.sounds, workshop.reading, incoming) as arrival,
            workshop.writing(viewer) as work,
        ):
            upload_id = (await uploads.keep(work, arrival)).id
        incoming.path.unlink()
        outcome = await workshop.jobs.wait(analyses.JOB, analyses.job_key(upload_id), PATIENCE_S)
        if outcome.state is not State.SUCCEEDED:
            raise RuntimeError(f"The analysis of {incoming.name} has not ended well: {outcome.error}.")
        return upload_id

    def _credit(self, role: Role) -> dict[str, Any]:
        if role.producer is None:
            return {"role": role.role, "name": role.name}
        return {"role": role.role, "artist_id": self.ids.artists[role.producer]}

    async def _collect(self, place: int, album: Collection) -> None:
        viewer = await self._viewer(album.producer)
        draft = AlbumDraft.read(
            {
                "name": album.name,
                "description": album.description,
                "release_date": album.at.date(),
                "artists": [self.ids.artists[album.producer]],
                "genres": list(album.genres),
                "tags": list(album.tags),
                "image": await self._covers.of_album(album) if self._covers else None,
            }
        )
        async with self._workshop.writing(viewer) as work:
            album_id = self.ids.albums[place] = (await albums.create(work, draft)).id
            for number, release in enumerate(album.releases, start=1):
                changes = TrackChanges.read({"album_id": album_id, "number": number})
                await tracks.update(work, self.ids.tracks[release], changes)

    async def _leave(self, place: int) -> None:
        async with self._workshop.writing(await self._viewer(place)) as work:
            artist = await artists.get(work, self.ids.artists[place])
            await artists.update(work, artist, RosterChanges.read({"status": ArtistStatus.INACTIVE}))

    async def _viewer(self, producer: int) -> Viewer:
        async with self._workshop.reading() as work:
            return await tokens.viewer_of(work, self.ids.owners[producer])


async def join(work: Work, person: Person, password_hash: str, *, is_admin: bool = False) -> int:
    """A person gets an account, which has the password of all demo accounts."""
    account = users.Account(person.email, password_hash, name=person.name, is_admin=is_admin, verified=True)
    user = await users.create(work, account)
    user.uuid = person.uuid
    await work.session.flush()
    return user.id


class Studio:
    """Renders beats into files, some ahead of time."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan, self._folder = plan, folder
        self._tasks: dict[int, asyncio.Task[Incoming]] = {}

    async def rendered(self, place: int) -> Incoming:
        for each in range(place, min(place + 1 + AHEAD, len(self._plan.releases))):
            if each not in self._tasks:
                self._tasks[each] = asyncio.create_task(asyncio.to_thread(self._render, each))
        return await self._tasks[place]

    async def close(self) -> None:
        """Wait for what is still being rendered: its folder is about to go."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _render(self, place: int) -> Incoming:
        from beatgraph import synth  # numpy and the encoders take half a second, which other commands need not

        release = self._plan.releases[place]
        beat, main = release.beat, self._plan.producers[release.producers[0]]
        name = f"{main.name} - {beat.title}.wav"
        path = self._folder / f"{place}.wav"
        # The genre tells the analysis in which octave such a tempo is counted. What it is to measure is left out.
        tags = {"title": beat.title, "artist": main.name, "genre": release.genres[0]}
        synth.write_wav(path, synth.render(beat), tags)
        content = path.read_bytes()
        return Incoming(name, path, len(content), hashlib.sha256(content).hexdigest(), content[:64])

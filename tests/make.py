"""Rows made to order: a test says what matters to it, the rest is plausible."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import SQLModel, col, select

from beatgraph import audio, models
from beatgraph.analytics import attendance
from beatgraph.auth import passwords
from beatgraph.services import indexing
from beatgraph.work import Work
from beatgraph.workshop import Workshop

RowT = TypeVar("RowT", bound=SQLModel)


class Make:
    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._number = 0
        self._work: Work | None = None

    def _next(self) -> int:
        self._number += 1
        return self._number

    def now(self) -> datetime:
        return self._workshop.clock()

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[None]:
        """What is made inside is written in one go: for a great many rows."""
        async with self._workshop.writing() as self._work:
            yield
        self._work = None

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Work]:
        if self._work is not None:
            yield self._work
            return
        async with self._workshop.writing() as work:
            yield work

    async def row(self, *rows: RowT) -> RowT:
        """Write rows as they are; the first one comes back."""
        async with self._writing() as work:
            for row in rows:
                await work.add(row)
        return rows[0]

    async def again(self, row: RowT) -> RowT:
        """The row as it is stored now."""
        async with self._workshop.reading() as work:
            identity = tuple(getattr(row, key.name) for key in type(row).__table__.primary_key)  # type: ignore[attr-defined]
            found = await work.session.get(type(row), identity)
        assert found is not None
        return found

    async def user(self, **fields: Any) -> models.User:
        number = self._next()
        defaults = {"email": f"user{number}@example.com", "display_name": f"User {number}", "password_hash": "-"}
        return await self.row(models.User(**{**defaults, **fields}))

    async def account(self, email: str, password: str, **fields: Any) -> models.User:
        """A user who can sign in: a real password, which takes its time to hash."""
        return await self.user(email=email, password_hash=await passwords.hashed(password), **fields)

    async def change(self, row: RowT, **fields: Any) -> None:
        """Set columns of a stored row."""
        async with self._writing() as work:
            stored = await work.session.get_one(type(row), row.id)  # type: ignore[attr-defined]
            for name, value in fields.items():
                setattr(stored, name, value)

    async def artist(self, owner: models.User | None = None, **fields: Any) -> models.Artist:
        """An artist profile, run by its owner, with upload access."""
        owner = owner or await self.user()
        defaults = {"name": f"Artist {self._next()}", "user_id": owner.id, "upload_access": True}
        artist = await self.row(models.Artist(**{**defaults, **fields}))
        await self.row(models.ArtistMember(artist_id=artist.id, user_id=owner.id))
        return artist

    async def owner(self, of: models.Track | models.Album | models.Artist | models.Playlist) -> models.User:
        async with self._workshop.reading() as work:
            found = await work.session.get(models.User, of.user_id)
        assert found is not None
        return found

    async def upload(self, owner: models.User, **fields: Any) -> models.Upload:
        """A row about an uploaded sound; no file is behind it."""
        name = secrets.token_hex(8)
        defaults = {
            "user_id": owner.id,
            "kind": models.UploadKind.AUDIO,
            "name": f"{name}.wav",
            "storage_key": f"audio/{name}.wav",
            "mime": "audio/wav",
            "extension": "wav",
            "size": 1000,
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
            "duration": 180_000,
        }
        return await self.row(models.Upload(**{**defaults, **fields}))

    async def sound(self, owner: models.User, **fields: Any) -> models.Upload:
        """An upload whose analysis is done, with a waveform that rises to full scale; no file is behind it."""
        upload = await self.upload(owner, **fields)
        found = {"state": models.AnalysisState.DONE, "bpm": 140.0, "key": "A", "scale": "minor"}
        await self.row(models.Analysis(upload_id=upload.id, **found))
        points = bytes(value & 0xFF for value in (0, 0, -64, 32, -128, 127))
        bars = bytes(place * 45 // 413 for place in range(414))
        await self.row(
            models.Waveform(upload_id=upload.id, sample_rate=44_100, samples_per_pixel=256, points=points, bars=bars)
        )
        return upload

    async def stored(self, upload: models.Upload, content: bytes) -> None:
        """Put bytes behind an upload."""

        async def chunks() -> AsyncIterator[bytes]:
            yield content

        await self._workshop.storage.put(upload.storage_key, chunks(), content_type=upload.mime)

    async def track(self, *artists: models.Artist, **fields: Any) -> models.Track:
        """A public track of these artists, the first one its main artist and its owner's."""
        credited = list(artists) or [await self.artist()]
        defaults = {
            "name": f"Track {self._next()}",
            "user_id": credited[0].user_id,
            "duration": 180_000,
            "bpm": 140.0,
            "key": "A",
            "scale": "minor",
            "published_at": self._workshop.clock(),
        }
        if not {"upload_id", "source_url"} & set(fields):
            defaults["upload_id"] = (await self.upload(await self.owner(credited[0]))).id
        track = await self.row(models.Track(**{**defaults, **fields}))
        for position, artist in enumerate(credited):
            await self.row(models.TrackArtist(track_id=track.id, artist_id=artist.id, position=position))
        return track

    async def album(
        self, *artists: models.Artist, tracks: tuple[models.Track, ...] = (), **fields: Any
    ) -> models.Album:
        credited = list(artists) or [await self.artist()]
        defaults = {"name": f"Album {self._next()}", "user_id": credited[0].user_id}
        album = await self.row(models.Album(**{**defaults, **fields}))
        for position, artist in enumerate(credited):
            await self.row(models.AlbumArtist(album_id=album.id, artist_id=artist.id, position=position))
        async with self._writing() as work:
            for number, track in enumerate(tracks, start=1):
                row = await work.session.get(models.Track, track.id)
                assert row is not None
                row.album_id, row.number = album.id, number
        return album

    async def playlist(
        self,
        owner: models.User | None = None,
        *,
        tracks: Sequence[models.Track] = (),
        editors: Sequence[models.User] = (),
        **fields: Any,
    ) -> models.Playlist:
        """A public, collaborative playlist with these tracks in their order; its editors have been invited."""
        owner = owner or await self.user()
        name, now = fields.pop("name", f"Playlist {self._next()}"), self._workshop.clock()
        defaults = {"name": name, "folded_name": name.casefold(), "public": True, "collaborative": True}
        playlist = await self.row(models.Playlist(**{**defaults, "user_id": owner.id, **fields}))
        for position, track in enumerate(tracks, start=1):
            await self.row(
                models.PlaylistTrack(
                    playlist_id=playlist.id, track_id=track.id, position=position, user_id=owner.id, created_at=now
                )
            )
        for editor in editors:
            await self.invitation(playlist, editor, state=models.InvitationState.ACCEPTED)
            await self.row(models.PlaylistEditor(playlist_id=playlist.id, user_id=editor.id, created_at=now))
        return playlist

    async def invitation(
        self, playlist: models.Playlist, user: models.User, **fields: Any
    ) -> models.PlaylistInvitation:
        """An invitation that has just been sent."""
        defaults = {"invited_by": playlist.user_id, "expires_at": self._workshop.clock() + timedelta(days=7)}
        return await self.row(
            models.PlaylistInvitation(**{**defaults, "playlist_id": playlist.id, "user_id": user.id, **fields})
        )

    async def credit(self, artist: models.Artist, *roles: models.CreditRole, **fields: Any) -> models.ArtistCredit:
        """A release in an artist's portfolio, at its end."""
        number = self._next()
        placed = select(models.ArtistCredit.id).where(col(models.ArtistCredit.artist_id) == artist.id)
        async with self._workshop.reading() as work:
            position = len((await work.session.exec(placed)).all()) + 1
        defaults = {"type": models.ReleaseType.SONG, "spotify_id": f"song{number}", "title": f"Song {number}"}
        credit = await self.row(
            models.ArtistCredit(**{**defaults, "artist_id": artist.id, "position": position, **fields})
        )
        for place, role in enumerate(roles or [models.CreditRole.PRODUCER]):
            await self.row(models.ArtistCreditRole(credit_id=credit.id, role=role, position=place))
        return credit

    async def scan(self, track: models.Track, **fields: Any) -> models.ReconScan:
        """A scan of a track's sound that has just found something."""
        now = self._workshop.clock()
        defaults = {"status": models.ScanStatus.COMPLETE, "scanned_at": now, "due_at": now + timedelta(days=30)}
        return await self.row(
            models.ReconScan(**{**defaults, "track_id": track.id, "upload_id": track.upload_id, **fields})
        )

    async def placement(self, track: models.Track, **fields: Any) -> models.Placement:
        """A song that sounds like a track; its scan is another row."""
        number = self._next()
        defaults = {
            "provider": "acrcloud",
            "external_id": f"song{number}",
            "title": f"Song {number}",
            "confidence_score": 95,
        }
        return await self.row(models.Placement(**{**defaults, "track_id": track.id, **fields}))

    async def print(self, upload: models.Upload, words: Sequence[int], *probes: Sequence[int]) -> models.SoundPrint:
        """What the upload's sound is recognised by; `probes` are stretches of it at other speeds."""
        found = audio.Fingerprint(tuple(words), tuple(map(tuple, probes)))
        async with self._writing() as work:
            await indexing.keep(work, upload.id, found)
        return await self.again(models.SoundPrint(upload_id=upload.id))

    async def fingerprint(self, track: models.Track, words: Sequence[int]) -> models.Fingerprint:
        """A completed fingerprint: the track is found by its sound."""
        upload = await self.again(models.Upload(id=track.upload_id))
        await self.print(upload, words)
        row = await self.row(models.Fingerprint(track_id=track.id, upload_id=upload.id))
        async with self._writing() as work:
            begun = await indexing.begin(work, row.id, row.attempt)
            assert begun is not None
            await indexing.complete(work, begun)
        return await self.again(row)

    async def genre(self, track: models.Track, name: str) -> models.Genre:
        genre = await self.row(models.Genre(name=name, display_name=name.title()))
        await self.row(models.TrackGenre(track_id=track.id, genre_id=genre.id))
        return genre

    async def artists_of(self, track: models.Track) -> list[int]:
        """Ids of a track's artists, the main one first."""
        statement = select(models.TrackArtist.artist_id).where(col(models.TrackArtist.track_id) == track.id)
        async with self._workshop.reading() as work:
            return list((await work.session.exec(statement.order_by(col(models.TrackArtist.position)))).all())

    async def everything(self, owner: models.User) -> models.Track:
        """One of each noun, tied together: for tests of what edges cost. Somebody else runs the artist as well."""
        number = self._next()
        manager = await self.user()
        label = await self.row(models.Label(name=f"Label {number}", user_id=owner.id))
        artist = await self.artist(owner, label_id=label.id, verified=True)
        album = await self.album(artist)
        upload = await self.sound(owner)
        track = await self.track(artist, album_id=album.id, number=1, upload_id=upload.id)
        await self.fingerprint(track, range(number * 1000, number * 1000 + 100))
        genre = await self.genre(track, f"genre-{number}")
        await self.change(artist, pinned_track_id=track.id)
        await self.credit(artist)
        await self.scan(track)
        await self.placement(track)
        playlist = await self.playlist(owner, tracks=[track], editors=[manager])
        await self.invitation(playlist, await self.user())
        shared = await self.playlist(manager, editors=[owner])
        invited = await self.playlist(manager)
        await self.invitation(invited, owner)
        tag = await self.row(models.Tag(name=f"tag-{number}", display_name=f"Tag {number}"))
        await self.row(
            models.ArtistMember(artist_id=artist.id, user_id=manager.id, role=models.MemberRole.MANAGER),
            models.ArtistLink(artist_id=artist.id, network=models.SocialNetwork.TWITTER, address="@producer"),
            models.TrackTag(track_id=track.id, tag_id=tag.id),
            models.AlbumGenre(album_id=album.id, genre_id=genre.id),
            models.AlbumTag(album_id=album.id, tag_id=tag.id),
            models.TrackCredit(track_id=track.id, artist_id=artist.id, role=models.CreditRole.PRODUCER),
            models.TrackLifetime(track_id=track.id, plays=1, likes=1),
            models.TrackDay(track_id=track.id, day=self.now().date(), plays=1),
            models.TrackListenerMonth(
                track_id=track.id,
                month=self.now().date().replace(day=1),
                user_id=manager.id,
                days=attendance.write({self.now().day: attendance.Attended(1)}),
            ),
            models.PlaylistFollower(
                playlist_id=shared.id, user_id=owner.id, created_at=self._workshop.clock(), counted=False
            ),
            models.Application(user_id=owner.id, type="verify-artist", artist_name=artist.name, artist_id=artist.id),
            models.Notification(user_id=owner.id, kind="application_denied", message="Your request was denied."),
            models.Lyric(track_id=track.id, user_id=owner.id, text="[00:01] Rain"),
            models.LeaderboardEntry(period="current", category="uploads", artist_id=artist.id, rank=1, value=10_000),
        )
        await self._society(owner, manager, artist, album, track)
        return track

    async def _society(
        self,
        owner: models.User,
        fan: models.User,
        artist: models.Artist,
        album: models.Album,
        track: models.Track,
    ) -> None:
        """What a fan does to an artist's work, and a comment that the owner answers."""
        now = self._workshop.clock()
        async with self._writing() as work:
            post = await work.add(models.Post(user_id=fan.id, content="Listen to this.", track_id=track.id))
            comment = await work.add(models.Comment(user_id=fan.id, track_id=track.id, content="Fire"))
            comment.path = f"{comment.id:019d}"
            answer = await work.add(
                models.Comment(user_id=owner.id, track_id=track.id, content="Thanks", parent_id=comment.id, depth=1)
            )
            answer.path = f"{comment.path}{answer.id:019d}"
            work.session.add_all(
                [
                    models.Comment(user_id=owner.id, post_id=post.id, content="Thank you"),
                    models.Follow(user_id=fan.id, artist_id=artist.id, created_at=now),
                    models.UserFollow(user_id=fan.id, followed_id=owner.id, created_at=now),
                    models.UserFollow(user_id=owner.id, followed_id=fan.id, created_at=now),
                    models.Like(user_id=fan.id, track_id=track.id, created_at=now),
                    models.AlbumLike(user_id=fan.id, album_id=album.id, created_at=now),
                    models.PostLike(user_id=owner.id, post_id=post.id, created_at=now),
                    models.Repost(user_id=fan.id, track_id=track.id, created_at=now),
                    models.Repost(user_id=fan.id, album_id=album.id, created_at=now),
                    models.Save(user_id=fan.id, track_id=track.id, created_at=now),
                    models.Save(user_id=owner.id, post_id=post.id, created_at=now),
                ]
            )

    async def post(self, user: models.User | None = None, **fields: Any) -> models.Post:
        """A post without a picture."""
        user = user or await self.user()
        return await self.row(models.Post(**{"content": f"Post {self._next()}", "user_id": user.id, **fields}))

    async def comment(
        self,
        about: models.Track | models.Post,
        user: models.User | None = None,
        *,
        parent: models.Comment | None = None,
        **fields: Any,
    ) -> models.Comment:
        """A comment that is counted nowhere yet."""
        user = user or await self.user()
        subject = {"track_id" if isinstance(about, models.Track) else "post_id": about.id}
        defaults = {"content": f"Comment {self._next()}", "user_id": user.id, **subject}
        if parent is not None:
            defaults |= {"parent_id": parent.id, "depth": parent.depth + 1}
        comment = await self.row(models.Comment(**{**defaults, **fields}))
        path = f"{parent.path if parent else ''}{comment.id:019d}"
        await self.change(comment, path=path)
        comment.path = path
        return comment

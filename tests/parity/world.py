"""A small world in which every deed can be done: five people, and one of each thing."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from beatgraph import models
from beatgraph.analytics.listeners import user_key
from beatgraph.auth.tokens import digest
from beatgraph.covers.templates import TEMPLATES
from resolvers.base import ids
from tests.doors import Asker
from tests.make import Make

TYPENAMES = {models.Upload: "FileEntry", models.ArtistCredit: "Credit"}
"""Of rows whose type in the graph has another name."""


@dataclass
class World:
    people: dict[str, Asker]
    things: dict[str, Any] = field(default_factory=dict)
    """By name, name:id and name:uuid: integer id, global id, UUID."""

    def name(self, **rows: Any) -> None:
        for name, row in rows.items():
            self.things[name] = row.id
            self.things[f"{name}:id"] = ids.encode(TYPENAMES.get(type(row), type(row).__name__), row.id)
            if hasattr(row, "uuid"):
                self.things[f"{name}:uuid"] = str(row.uuid)


async def build(make: Make) -> World:
    owner = await make.account("owner@example.com", "a password to remember", display_name="Nova")
    other, editor, credited = [await make.user(display_name=name) for name in ("Olive", "Edgar", "Cora")]
    admin = await make.user(is_admin=True, display_name="Ada")
    world = World(
        {"anonymous": None, "other": other, "editor": editor, "credited": credited, "owner": owner, "admin": admin}
    )
    world.name(owner=owner, other=other, editor=editor, credited=credited, admin=admin)
    track, elsewhere = await _catalogue(make, world, owner, credited, other)
    await _lists(make, world, [track, elsewhere], editor, other)
    await _desk(make, world, owner, other)
    await _standings(make, world.things["artist"], world.things["stranger"])
    return world


async def _standings(make: Make, artist: int, rival: int) -> None:
    """What rounds would have written by now."""
    now, month = make.now(), "current"
    rows = [
        models.ArtistProgress(artist_id=artist, xp=475, unlocked=1, progress={"model": 20}, computed_at=now),
        models.AchievementUnlock(artist_id=artist, achievement="oracle", unlocked_at=now),
        models.XpEntry(artist_id=artist, action="achievement", subject="oracle", xp=300, granted_at=now),
        models.XpEntry(artist_id=artist, action="upload", subject="1", xp=100, granted_at=now),
        models.XpEntry(artist_id=artist, action="play", subject="1", xp=75, granted_at=now),
        models.LeaderboardSnapshot(period=month, computed_at=now),
    ]
    for category, value in (("overall", 396_000), ("points", 4_750_000), ("uploads", 20_000)):
        for rank, each in ((1, artist), (2, rival)):
            place = {"period": month, "category": category, "artist_id": each}
            rows.append(models.LeaderboardEntry(**place, rank=rank, value=value // rank))
    await make.row(*rows)


async def _catalogue(
    make: Make, world: World, owner: models.User, credited: models.User, other: models.User
) -> tuple[models.Track, models.Track]:
    label = await make.row(models.Label(name="Night Label", user_id=owner.id))
    artist = await make.artist(
        owner, name="Nova", bio="Makes beats.", website="https://nova.example/beats", label_id=label.id, verified=True
    )
    partner = await make.artist(credited, name="Cora")
    stranger = await make.artist(other, name="Olive")
    album = await make.album(artist, name="Night shift")
    sound, picture = await make.sound(owner), await make.upload(owner, kind=models.UploadKind.IMAGE, mime="image/png")
    track = await make.track(artist, partner, name="Rain", album_id=album.id, number=1, upload_id=sound.id)
    private = await make.track(artist, partner, name="Draft", published_at=None)
    await make.stored(sound, b"a sound")
    kept = await make.upload(owner)
    await make.stored(kept, b"as it was uploaded")
    pinned = await make.track(artist, name="Signature", upload_id=kept.id)
    copied = await make.upload(other, sha256=sound.sha256)
    elsewhere = await make.track(stranger, name="Elsewhere", upload_id=copied.id)
    genre = await make.genre(track, "drill")
    tag = await make.row(models.Tag(name="dark", display_name="Dark"))
    await make.row(
        models.TrackTag(track_id=track.id, tag_id=tag.id),
        models.TrackCredit(track_id=track.id, artist_id=artist.id, role=models.CreditRole.PRODUCER),
        models.TrackLifetime(track_id=track.id, plays=7, likes=1),
        models.ArtistDay(artist_id=artist.id, day=make.now().date(), plays=7, likes_added=1),
        models.MergedMonth(month=make.now().date().replace(day=1)),
        models.ContributionSnapshot(track_id=track.id, computed_at=make.now(), plays=7, producers=2, value=0.9745),
        models.Like(track_id=track.id, user_id=other.id),
        models.ArtistLink(artist_id=artist.id, network=models.SocialNetwork.TWITTER, address="@nova"),
    )
    await make.change(artist, pinned_track_id=pinned.id)
    await make.row(
        models.Follow(artist_id=artist.id, user_id=other.id),
        models.UserFollow(user_id=other.id, followed_id=owner.id, created_at=make.now()),
        models.Repost(user_id=other.id, track_id=pinned.id, created_at=make.now()),
        models.AlbumLike(user_id=other.id, album_id=album.id),
        models.ReconScan(
            track_id=track.id,
            upload_id=sound.id,
            status=models.ScanStatus.COMPLETE,
            scanned_at=make.now(),
            due_at=make.now(),
        ),
        models.Placement(
            track_id=track.id,
            provider="acrcloud",
            external_id="placed",
            title="Rain (remix)",
            artist_name="Somebody",
            confidence_score=97,
        ),
    )
    lyric = await make.row(models.Lyric(track_id=track.id, user_id=owner.id, text="[00:01] Rain", is_synced=True))
    credit, second = await make.credit(artist), await make.credit(artist, models.CreditRole.MIXING_ENGINEER)
    fresh = await make.sound(owner)
    comment, post = await make.comment(track, other), await make.post(owner, track_id=track.id)
    prints = [
        models.Fingerprint(
            track_id=track.id,
            upload_id=sound.id,
            status=models.FingerprintStatus.COMPLETED,
            hash="0" * 64,
            duration=180_000,
            fingerprinted_at=make.now(),
        ),
        models.Fingerprint(
            track_id=pinned.id,
            upload_id=pinned.upload_id,
            status=models.FingerprintStatus.FAILED,
            reason="too_short",
            error="It is too short.",
        ),
    ]
    await make.row(*prints)
    world.name(comment=comment, post=post, fingerprint=prints[0], failed=prints[1])
    world.name(label=label, artist=artist, partner=partner, stranger=stranger, album=album, track=track)
    world.name(private=private, pinned=pinned, elsewhere=elsewhere, genre=genre, tag=tag, lyric=lyric)
    world.name(credit=credit, second=second, sound=sound, picture=picture, fresh=fresh)
    return track, elsewhere


async def _lists(make: Make, world: World, tracks: list[models.Track], editor: models.User, other: models.User) -> None:
    owner = await make.owner(tracks[0])
    playlist = await make.playlist(owner, name="Ours", tracks=tracks[:1], editors=[editor], public=False)
    open_list = await make.playlist(owner, name="Open", tracks=tracks)
    await make.row(models.PlaylistFollower(playlist_id=open_list.id, user_id=other.id, created_at=make.now()))
    invitation = await make.invitation(open_list, other)
    world.name(playlist=playlist, open=open_list, invitation=invitation)


async def _desk(make: Make, world: World, owner: models.User, other: models.User) -> None:
    pending = await make.row(
        models.Application(user_id=other.id, type="verify-artist", artist_name="Olive", data={"role": "Producer"})
    )
    approved = await make.row(
        models.Application(
            user_id=owner.id,
            type="become-artist",
            artist_name="Nova",
            status=models.ApplicationStatus.APPROVED,
            artist_id=world.things["artist"],
        )
    )
    notice = await make.row(
        models.Notification(user_id=owner.id, kind="application_approved", message="Your request was approved.")
    )
    export = await make.row(
        models.Export(
            user_id=owner.id,
            format="csv",
            asked={"type": "tracks", "period": "7-days"},
            file_name="beatgraph-tracks-7-days-2026-03-14.csv",
            storage_key="exports/made.csv",
            state=models.ExportState.DONE,
            progress=1.0,
            size=7,
            finished_at=make.now(),
        )
    )
    world.name(export=export)
    token = await make.row(
        models.AccessToken(
            user_id=owner.id, name="phone", token_hash=digest("a secret"), expires_at=make.now() + timedelta(days=90)
        )
    )
    play = uuid4()
    await make.row(
        models.Play(
            event_id=play,
            track_id=world.things["track"],
            user_id=other.id,
            listener_key=user_key(other.id),
            occurred_at=make.now() - timedelta(seconds=10),
            received_at=make.now() - timedelta(seconds=10),
            booked_day=make.now().date(),
        ),
        models.RefreshToken(
            user_id=owner.id, family="sign-in", token_hash=digest("r"), expires_at=make.now() + timedelta(days=1)
        ),
    )
    world.things |= {"play": str(play), "refresh": "r", "cover": next(iter(TEMPLATES))}
    world.name(pending=pending, approved=approved, notice=notice, token=token)

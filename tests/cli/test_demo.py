"""`beatgraph demo`: what it fills an empty database with."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlmodel import col, func, select

from beatgraph.cli.demo import DAYS, PLAYS, SEED, TRACKS, accounts, filling, society
from beatgraph.cli.demo.audience import Kind, happenings
from beatgraph.cli.demo.drawing import draw
from beatgraph.cli.demo.filling import Ground
from beatgraph.cli.demo.history import Calendar
from beatgraph.cli.demo.plan import Size
from beatgraph.cli.demo.progress import Quiet
from beatgraph.models import (
    Album,
    AnalysisState,
    Application,
    Artist,
    ArtistCredit,
    ArtistLifetime,
    Comment,
    Engagement,
    Follow,
    Like,
    Lyric,
    Notification,
    Play,
    Playlist,
    PlaylistInvitation,
    PlaylistTrack,
    Post,
    Repost,
    SeenEvent,
    Track,
    TrackArtist,
    TrackCredit,
    TrackDay,
    TrackGenre,
    TrackLifetime,
    TrackTag,
    Upload,
    User,
    UserFollow,
)
from beatgraph.models import Analysis as Heard
from beatgraph.services.subjects import SUBJECTS

pytestmark = pytest.mark.anyio

UNTIL = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
DEFAULT = Size(TRACKS, DAYS, PLAYS[True])
LINES = [
    "Demo accounts, all with the password beats-on-a-loop:",
    "  admin@beatgraph.example ",
    "  producer@beatgraph.example ",
    "  label@beatgraph.example ",
    "  listener@beatgraph.example ",
]


async def filled(workshop, clock, size, *, audio=True, covers=False):
    return await filling.fill(workshop, clock, draw(size, SEED, UNTIL), Quiet(), audio=audio, covers=covers)


async def assert_heard(workshop, catalogue):
    """What the pipeline has measured is what the synthesiser was told."""
    async with workshop.reading() as work:
        for place, release in enumerate(catalogue.plan.releases):
            beat = release.beat
            track = await work.session.get(Track, catalogue.ids.tracks[place])
            heard = await work.session.get(Heard, track.upload_id)
            assert (heard.state, track.name, track.created_at) == (AnalysisState.DONE, beat.title, release.at)
            assert (heard.key, heard.scale) == (track.key, track.scale) == (beat.key, beat.scale), beat
            assert heard.bpm == track.bpm == pytest.approx(beat.bpm, rel=0.01), beat
            assert track.duration == pytest.approx(beat.duration, abs=50), beat


async def assert_counted(workshop, catalogue):
    """Every sum is that of the rows it stands for."""
    async with workshop.reading() as work:

        async def sums(*columns, where=None):
            statement = select(*columns).group_by(*columns[:-1])
            found = (await work.session.exec(statement if where is None else statement.where(where))).all()
            return {row[:-1] if len(row) > 2 else row[0]: int(row[-1]) for row in found}

        one = func.count()
        counted = col(Play.counted)
        by_day = await sums(Play.track_id, Play.booked_day, one, where=counted)
        by_track = await sums(Play.track_id, one, where=counted)
        liked = await sums(Like.track_id, one, where=col(Like.counted))
        followed = await sums(Follow.artist_id, one, where=col(Follow.counted))
        reported = (await work.session.exec(select(one).select_from(Play))).one()
        seen = (await work.session.exec(select(one).select_from(SeenEvent))).one()
        told = (
            col(Engagement.subject).in_([subject.name for subject in SUBJECTS]),
            col(Engagement.kind).not_in(("repost", "list")),
        )
        changes = (await work.session.exec(select(one).select_from(Engagement).where(*told))).one()

        def some(totals):
            return {key: total for key, total in totals.items() if total}

        assert some(await sums(TrackDay.track_id, TrackDay.day, func.sum(TrackDay.plays))) == by_day
        assert some(await sums(TrackLifetime.track_id, func.sum(TrackLifetime.plays))) == by_track
        assert some(await sums(TrackLifetime.track_id, func.sum(TrackLifetime.likes))) == liked
        assert some(await sums(ArtistLifetime.artist_id, func.sum(ArtistLifetime.followers))) == followed
        assert (reported, reported + changes) == (catalogue.plays, seen)
        assert 0.9 * reported < sum(by_track.values()) <= reported
        assert min(len(by_track), len(liked), len(followed)) > 0


async def described(workshop):
    """All that two equal catalogues have in common: everything but storage keys and guests' salted hashes."""
    found = {}
    wanted = {
        "users": (User.id, User.uuid, User.email, User.display_name, User.created_at),
        "artists": (Artist.id, Artist.uuid, Artist.name, Artist.status, Artist.label_id, Artist.created_at),
        "albums": (Album.id, Album.name, Album.release_date, Album.created_at),
        "tracks": (Track.id, Track.name, Track.bpm, Track.key, Track.album_id, Track.number, Track.published_at),
        "uploads": (Upload.id, Upload.name, Upload.sha256),
        "producers": (TrackArtist.track_id, TrackArtist.position, TrackArtist.artist_id),
        "credits": (TrackCredit.id, TrackCredit.role, TrackCredit.name, TrackCredit.artist_id),
        "genres": (TrackGenre.track_id, TrackGenre.position, TrackGenre.genre_id),
        "tags": (TrackTag.track_id, TrackTag.position, TrackTag.tag_id),
        "plays": (Play.event_id, Play.track_id, Play.user_id, Play.occurred_at, Play.listened_ms, Play.flags),
        "days": (TrackDay.track_id, TrackDay.day, TrackDay.plays),
        "likes": (Like.user_id, Like.track_id, Like.created_at),
        "follows": (Follow.user_id, Follow.artist_id, Follow.created_at),
        "pins": (Artist.id, Artist.pinned_track_id),
        "lyrics": (Lyric.id, Lyric.track_id, Lyric.text, Lyric.created_at),
        "portfolios": (ArtistCredit.id, ArtistCredit.artist_id, ArtistCredit.title, ArtistCredit.position),
        "comments": (Comment.id, Comment.user_id, Comment.track_id, Comment.path, Comment.content, Comment.created_at),
        "posts": (Post.id, Post.user_id, Post.content, Post.track_id, Post.created_at),
        "people": (UserFollow.user_id, UserFollow.followed_id, UserFollow.created_at),
        "reposts": (Repost.id, Repost.user_id, Repost.track_id, Repost.album_id, Repost.created_at),
        "playlists": (Playlist.id, Playlist.user_id, Playlist.name, Playlist.follower_count, Playlist.created_at),
        "in playlists": (PlaylistTrack.playlist_id, PlaylistTrack.position, PlaylistTrack.track_id),
        "invitations": (PlaylistInvitation.id, PlaylistInvitation.user_id, PlaylistInvitation.state),
        "requests": (Application.id, Application.user_id, Application.status, Application.handled_at),
        "notifications": (Notification.id, Notification.user_id, Notification.read_at, Notification.message),
    }
    async with workshop.reading() as work:
        for name, columns in wanted.items():
            found[name] = (await work.session.exec(select(*columns).order_by(*columns[:2]))).all()
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_default_catalogue_has_everything_that_is_to_be_shown(workshop, clock, doors):
    catalogue = await filled(workshop, clock, DEFAULT)
    clock.now = UNTIL
    plan, ids = catalogue.plan, catalogue.ids

    await assert_heard(workshop, catalogue)
    await assert_counted(workshop, catalogue)
    assert (len(plan.releases), len(plan.producers), len(plan.albums), len(plan.listeners)) == (24, 8, 4, 14)
    assert len({release.beat.style for release in plan.releases}) >= 6
    assert {len(release.producers) for release in plan.releases} == {1, 2, 3}
    assert sum(0 in release.producers for release in plan.releases) >= 6
    assert [album.producer for album in plan.albums].count(0) == 1
    async with workshop.reading() as work:
        listener = await work.session.get(User, ids.listeners[0])
    query = """{
        tracks(first: 100) { nodes { databaseId genres { name } tags { name } credits { role } } }
        albums(first: 10) { nodes { databaseId tracks(first: 10) { nodes { databaseId } } } }
        artists(first: 10) { totalCount }
    }"""
    data = await doors.ask(query, listener)
    hidden = {ids.tracks[place] for place, release in enumerate(plan.releases) if release.private}
    assert len(hidden) == 1
    assert {row["databaseId"] for row in data["tracks"]["nodes"]} == set(ids.tracks.values()) - hidden
    assert all(row["genres"] and row["tags"] and row["credits"] for row in data["tracks"]["nodes"])
    assert {
        row["databaseId"]: [track["databaseId"] for track in row["tracks"]["nodes"]] for row in data["albums"]["nodes"]
    } == {ids.albums[place]: [ids.tracks[each] for each in album.releases] for place, album in enumerate(plan.albums)}
    assert data["artists"]["totalCount"] == 7


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("spare_database_url", ["postgresql"], indirect=True)
async def test_the_same_seed_makes_the_same_catalogue_heard_counted_and_with_covers_on_both_databases(
    workshop, clock, settings, doors, spare_database_url, tmp_path
):
    size = Size(tracks=3, days=30, plays=40)
    spare = settings.model_copy(
        update={"database_url": spare_database_url, "storage_url": f"file://{tmp_path / 'spare'}"}
    )
    calendar = Calendar(UNTIL)

    async with filling.opened(spare, calendar) as other:
        for each, its_clock in ((workshop, clock), (other, calendar)):
            catalogue = await filled(each, its_clock, size, covers=each is workshop)
            await assert_heard(each, catalogue)
            await assert_counted(each, catalogue)
        again = await described(other)

    once = await described(workshop)
    assert once == again
    assert len(once["tracks"]) == 3
    async with workshop.reading() as work:
        images = [*(await work.session.exec(select(Track.image))), *(await work.session.exec(select(Album.image)))]
    assert len(images) >= 3
    for image in images:
        assert (await doors.get(image)).headers["content-type"] == "image/png"


@pytest.mark.parametrize("tracks", [2, 5, 24])
def test_people_do_nothing_before_they_join_or_before_a_track_is_out(tracks):
    plan = draw(Size(tracks, days=30, plays=1), SEED, UNTIL)

    for act in society.acts(plan):
        people = [each for each in (act.who, getattr(act, "whom", None)) if each]
        joined = [
            plan.producers[who.producer].person.joined if who.listener is None else plan.listeners[who.listener].joined
            for who in people
        ]
        about = getattr(act, "release", None)
        places = [*getattr(act, "releases", ()), *([] if about is None else [about])]
        assert max(*joined, *(plan.releases[place].at for place in places), plan.since) < act.at < UNTIL, act


@pytest.mark.parametrize("tracks", [2, 3, 40])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_small_catalogue_has_its_people_as_well(workshop, clock, tracks):
    await filled(workshop, clock, Size(tracks, days=7, plays=1), audio=False)

    once = await described(workshop)
    assert [len(once[name]) for name in ("playlists", "invitations", "notifications")] == [4, 5, 3]
    assert min(len(once[name]) for name in ("pins", "lyrics", "comments", "posts", "people", "reposts")) > 0


async def test_a_catalogue_in_bulk_is_counted_as_well_and_what_comes_after_it_gets_ids_of_its_own(
    workshop, clock, make
):
    size = Size(tracks=500, days=180, plays=4)

    catalogue = await filled(workshop, clock, size, audio=False)

    await assert_counted(workshop, catalogue)
    assert (len(catalogue.plan.producers), len(catalogue.plan.albums)) == (25, 71)
    async with workshop.reading() as work:
        rows = (await work.session.exec(select(Track).order_by(col(Track.id)))).all()
        assert [(row.id, row.name, row.bpm, row.key, row.duration) for row in rows] == [
            (number, release.beat.title, release.beat.bpm, release.beat.key, release.beat.duration)
            for number, release in enumerate(catalogue.plan.releases, start=1)
        ]
    assert (await make.track()).id == 501


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_accounts_can_sign_in(workshop, clock, doors):
    await filled(workshop, clock, Size(tracks=10, days=10, plays=1), audio=False)
    clock.now = UNTIL

    async with workshop.reading() as work:
        found = await accounts.found(work)

    assert [account.email for account in found] == list(accounts.MEANT)
    for account in found:
        credentials = {"email": account.email, "password": accounts.PASSWORD, "token_name": "demo"}
        answer = await doors.post("/api/v1/auth/login", json=credentials)
        assert (answer.status_code, answer.json()["user"]["email"]) == (200, account.email)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_in_a_pipe_it_says_one_line_and_prints_the_accounts(command):
    answer = await command("demo", "--tracks", "20", "--days", "10", "--no-audio", "--as-of", "2026-11-24T10:30:00")

    assert answer.exit_code == 0, answer.stderr
    assert answer.stderr.startswith("20 tracks by 6 artists, 3 albums, 14 listeners, ")
    assert answer.stderr.count("\n") == 1
    printed = answer.stdout.splitlines()
    assert [line.startswith(start) for line, start in zip(printed, LINES, strict=True)] == [True] * 5


async def test_a_second_run_refuses_and_changes_nothing(command, workshop):
    await command("demo", "--tracks", "10", "--days", "10", "--no-audio")
    before = await described(workshop)

    answer = await command("demo", "--no-audio")

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == "The demo catalogue is there already; nothing was changed.\n"
    assert await described(workshop) == before


async def test_it_keeps_away_from_data_of_others(command, make, workshop):
    await make.user()

    answer = await command("demo", "--no-audio")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("The database is not empty")
    assert len((await described(workshop))["users"]) == 1


async def test_a_demo_that_was_interrupted_is_told_from_one_that_is_whole(make, workshop):
    async with workshop.reading() as work:
        assert await filling.ground(work) is Ground.EMPTY
    await make.user(email="producer@beatgraph.example")

    async with workshop.reading() as work:
        assert await filling.ground(work) is Ground.INTERRUPTED


async def test_its_public_passwords_stay_out_of_production(command, monkeypatch):
    monkeypatch.setenv("BEATGRAPH_SECRET", "a secret that only this test knows of")

    answer = await command("demo", "--no-audio", environment="production")

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == "The demo's passwords are no secret: it does not run in production.\n"


def test_people_listen_in_a_weekly_rhythm_more_every_month_and_most_of_them_to_a_few_tracks():
    plan = draw(DEFAULT, SEED, UNTIL)
    plays = [each for each in happenings(plan) if each.kind is Kind.PLAY]

    weekdays = Counter(play.at.weekday() for play in plays)
    months = Counter((UNTIL - play.at).days // 30 for play in plays)
    tracks = [number for _, number in Counter(play.subject for play in plays).most_common()]
    assert min(weekdays[day] for day in (4, 5, 6)) > 1.15 * max(weekdays[day] for day in (0, 1, 2))
    assert months[0] > months[1] > months[3] > months[5] > 0
    assert sum(tracks[:6]) > 0.5 * len(plays)
    assert len(tracks) == 23


def test_nothing_happens_before_its_time_or_after_the_end():
    plan = draw(DEFAULT, SEED, UNTIL)

    for each in happenings(plan):
        follow = each.kind in (Kind.FOLLOW, Kind.UNFOLLOW)
        since = plan.producers[each.subject].person.joined if follow else plan.releases[each.subject].at
        assert since < each.at
        assert each.received_at <= UNTIL
        assert each.listener is None or plan.listeners[each.listener].joined <= each.at


@pytest.mark.parametrize("tracks", [2, 3, 5, 9, 40, 161, 400])
def test_a_plan_of_any_size_holds_together(tracks):
    plan = draw(Size(tracks, days=7, plays=3), 11, UNTIL)

    emails = [person.email for person in (plan.admin, plan.label.person, *plan.listeners)]
    emails += [producer.person.email for producer in plan.producers]
    assert len(plan.releases) == tracks
    assert len(set(emails)) == len(emails)
    assert [release.at for release in plan.releases] == sorted(release.at for release in plan.releases)
    assert sum(release.private for release in plan.releases) == 1
    assert sum(release.appeal for release in plan.releases) <= 1
    on_albums = [place for album in plan.albums for place in album.releases]
    assert len(set(on_albums)) == len(on_albums)
    assert all(plan.releases[place].producers[0] == album.producer for album in plan.albums for place in album.releases)
    assert all(plan.releases[place].at < album.at <= UNTIL for album in plan.albums for place in album.releases)
    for release in plan.releases:
        joined = max(plan.producers[each].person.joined for each in release.producers)
        assert joined <= release.at < plan.leaving < UNTIL
        assert len(set(release.producers)) == len(release.producers) <= 3

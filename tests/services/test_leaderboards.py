"""Leaderboards: what each board compares, how ranks are shared, and what is read of them."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from beatgraph.analytics.leaderboards import WEIGHTS, Category, LeaderboardPeriod, Tier
from beatgraph.auth.viewer import Viewer
from beatgraph.models import (
    AchievementUnlock,
    ArtistDay,
    ArtistLifetime,
    ArtistMonth,
    ArtistProgress,
    ContributionSnapshot,
    LeaderboardEntry,
    LeaderboardSnapshot,
    MergedMonth,
    TrackDay,
    TrackLifetime,
)
from beatgraph.services import leaderboards
from beatgraph.workers.levels import keep_leaderboards

TODAY = date(2026, 3, 14)


async def board(workshop, category, span=LeaderboardPeriod.ALL, viewer=None, first=20):
    async with workshop.reading(viewer or Viewer(user_id=1)) as work:
        return await leaderboards.board(work, category, span, first)


async def compute(workshop, category, span=LeaderboardPeriod.ALL):
    """One board alone."""
    async with workshop.writing() as work:
        await leaderboards.keep(work, span, category)


async def ranked(workshop, category, span=LeaderboardPeriod.ALL):
    """One board, computed and read."""
    await compute(workshop, category, span)
    return await ranks(workshop, category, span)


async def ranks(workshop, category, span=LeaderboardPeriod.ALL):
    return [(each.artist_id, each.rank, each.value) for each in (await board(workshop, category, span)).entries]


async def rows(workshop):
    async with workshop.reading() as work:
        found = (await work.session.exec(select(LeaderboardEntry))).all()
    return sorted((row.period, row.category, row.artist_id, row.rank, row.value) for row in found)


async def rivals(make, count):
    """Artists with a track each."""
    artists = [await make.artist() for _ in range(count)]
    return artists, [await make.track(artist) for artist in artists]


async def test_equal_values_share_a_rank_and_the_next_is_as_many_further(workshop, make):
    (a, b, c, d), _ = await rivals(make, 4)
    for artist, qualified in ((a, 5), (b, 9), (c, 9), (d, 0)):
        await make.row(ArtistLifetime(artist_id=artist.id, plays=20, qualified=qualified))
    e, _ = await rivals(make, 1)
    await make.row(ArtistLifetime(artist_id=e[0].id, plays=1, qualified=1))

    assert await ranked(workshop, Category.PLAYS) == [(b.id, 1, 9.0), (c.id, 1, 9.0), (a.id, 3, 5.0), (e[0].id, 4, 1.0)]


async def test_of_equal_points_more_achievements_come_first(workshop, make):
    (a, b, c), _ = await rivals(make, 3)
    for artist, unlocked in ((a, 1), (b, 2), (c, 1)):
        await make.row(ArtistProgress(artist_id=artist.id, xp=500, unlocked=unlocked, computed_at=make.now()))

    found = [(b.id, 1, 500.0), (a.id, 2, 500.0), (c.id, 2, 500.0)]
    assert [await ranked(workshop, Category.POINTS, span) for span in LeaderboardPeriod] == [found] * 4


async def test_a_period_counts_its_own_days(workshop, make):
    (a,), _ = await rivals(make, 1)
    await make.row(
        ArtistDay(artist_id=a.id, day=TODAY, qualified=1),
        ArtistDay(artist_id=a.id, day=date(2026, 3, 8), qualified=10),
        ArtistDay(artist_id=a.id, day=date(2026, 3, 1), qualified=100),
        ArtistDay(artist_id=a.id, day=date(2026, 2, 13), qualified=1000),
        ArtistDay(artist_id=a.id, day=date(2026, 2, 12), qualified=10_000),
        ArtistLifetime(artist_id=a.id, qualified=11_111),
    )

    found = {span: (await ranked(workshop, Category.PLAYS, span))[0][2] for span in LeaderboardPeriod}
    assert found == {
        LeaderboardPeriod.CURRENT: 111.0,
        LeaderboardPeriod.WEEK: 11.0,
        LeaderboardPeriod.MONTH: 1111.0,
        LeaderboardPeriod.ALL: 11_111.0,
    }


async def test_uploads_are_public_tracks_of_the_period(workshop, make):
    artist = await make.artist()
    for created in (timedelta(), timedelta(days=7), timedelta(days=40)):
        await make.track(artist, created_at=make.now() - created)
    await make.track(artist, private=True)

    found = [(await ranked(workshop, Category.UPLOADS, span))[0][2] for span in LeaderboardPeriod]
    assert found == [2.0, 1.0, 2.0, 3.0]


async def test_quality_is_the_score_of_listening_and_takes_ten_plays(workshop, make):
    (a, b), _ = await rivals(make, 2)
    await make.row(
        ArtistDay(artist_id=a.id, day=TODAY, tracked=11, completed=5, mostly=3, half=1, partial=1, skipped=1),
        ArtistDay(artist_id=b.id, day=TODAY, tracked=9, completed=9),
    )

    # (500 + 210 + 50 + 30 + 10) / 11
    assert await ranked(workshop, Category.QUALITY, LeaderboardPeriod.CURRENT) == [(a.id, 1, 72.7273)]


async def test_quality_of_all_time_is_read_by_months_and_by_the_days_that_are_in_none(workshop, make):
    (a,), _ = await rivals(make, 1)
    await make.row(
        MergedMonth(month=date(2026, 1, 1), merged=True),
        MergedMonth(month=date(2026, 3, 1), merged=False),
        ArtistMonth(artist_id=a.id, month=date(2026, 1, 1), tracked=10, completed=10),
        ArtistDay(artist_id=a.id, day=date(2026, 1, 5), tracked=10, completed=10),
        ArtistDay(artist_id=a.id, day=TODAY, tracked=10, skipped=10),
    )

    assert await ranked(workshop, Category.QUALITY) == [(a.id, 1, 55.0)]


async def test_collaboration_counts_people_plays_worth_and_achievements(workshop, make):
    a, b, c = [await make.artist() for _ in range(3)]
    joint, other, alone = await make.track(a, b), await make.track(a, b, c), await make.track(a)
    await make.row(
        TrackLifetime(track_id=joint.id, qualified=250),
        TrackLifetime(track_id=alone.id, qualified=9000),
        TrackDay(track_id=joint.id, day=TODAY, qualified=50),
        TrackDay(track_id=joint.id, day=TODAY - timedelta(days=7), qualified=200),
        ContributionSnapshot(track_id=joint.id, computed_at=make.now(), value=0.75),
        ContributionSnapshot(track_id=other.id, computed_at=make.now(), value=0.5),
        ContributionSnapshot(track_id=alone.id, computed_at=make.now(), value=3.0),
        AchievementUnlock(artist_id=a.id, achievement="collaboration-enthusiast", unlocked_at=make.now()),
        AchievementUnlock(artist_id=a.id, achievement="oracle", unlocked_at=make.now()),
    )

    # Two people, 250 plays, 1.25 of contribution, one achievement.
    assert await ranked(workshop, Category.COLLABORATION) == [(a.id, 1, 30.0), (b.id, 2, 25.0), (c.id, 3, 21.0)]
    assert (await ranked(workshop, Category.COLLABORATION, LeaderboardPeriod.WEEK))[0] == (a.id, 1, 28.0)


async def test_earnings_are_the_share_of_all_contribution(workshop, make):
    a, b = await make.artist(), await make.artist()
    joint, alone = await make.track(a, b), await make.track(a)
    await make.row(
        ContributionSnapshot(track_id=joint.id, computed_at=make.now(), producers=2, value=1.0),
        ContributionSnapshot(track_id=alone.id, computed_at=make.now(), value=1.0),
    )

    assert await ranked(workshop, Category.EARNINGS) == [(a.id, 1, 66.6667), (b.id, 2, 33.3333)]


async def test_overall_is_what_the_ranks_are_worth_together(workshop, make):
    (a, b), tracks = await rivals(make, 2)
    await make.row(
        ArtistProgress(artist_id=a.id, xp=500, unlocked=0, computed_at=make.now()),
        ArtistProgress(artist_id=b.id, xp=900, unlocked=0, computed_at=make.now()),
        ArtistLifetime(artist_id=a.id, qualified=5),
        ContributionSnapshot(track_id=tracks[0].id, computed_at=make.now(), value=1.0),
    )

    for category in (*WEIGHTS, Category.OVERALL):
        await compute(workshop, category)

    found = await board(workshop, Category.OVERALL)
    # a: .25 × 98 + .20 × 99 + .15 × 99 + .10 × 99; b: .25 × 99 + .15 × 99
    assert [(each.artist_id, each.rank, each.value, each.score, each.tier) for each in found.entries] == [
        (a.id, 1, 69.05, 69.05, Tier.PLATINUM),
        (b.id, 2, 39.6, 39.6, Tier.SILVER),
    ]


async def test_ranks_from_100_on_are_worth_nothing(workshop, make):
    (a, b), _ = await rivals(make, 2)
    for artist, rank in ((a, 99), (b, 100)):
        place = {"period": LeaderboardPeriod.ALL, "category": Category.POINTS, "artist_id": artist.id}
        await make.row(LeaderboardEntry(**place, rank=rank, value=10_000))

    async with workshop.writing() as work:
        await leaderboards.keep(work, LeaderboardPeriod.ALL, Category.OVERALL)

    assert await ranks(workshop, Category.OVERALL) == [(a.id, 1, 0.25)]


async def test_who_is_an_admin_hidden_or_without_a_public_track_does_not_compete(workshop, make):
    boss = await make.artist(await make.user(is_admin=True))
    hidden, silent, only = await make.artist(status="inactive"), await make.artist(), await make.artist()
    await make.track(silent, private=True)
    for artist in (boss, hidden, only):
        await make.track(artist)

    assert await ranked(workshop, Category.UPLOADS) == [(only.id, 1, 1.0)]


async def test_a_round_again_changes_nothing(workshop, make, clock):
    (a, _b), _ = await rivals(make, 2)
    await make.row(ArtistLifetime(artist_id=a.id, qualified=5))
    await keep_leaderboards(workshop)
    before = await rows(workshop)
    clock.forward(minutes=5)

    await keep_leaderboards(workshop)

    assert await rows(workshop) == before
    assert len(before) == 2 * len(Category) * len(LeaderboardPeriod)


async def test_who_no_longer_competes_leaves_the_board(workshop, make):
    (_a, b), (track, _) = await rivals(make, 2)
    await compute(workshop, Category.UPLOADS)
    await make.change(track, private=True)

    await compute(workshop, Category.UPLOADS)

    assert [row[2] for row in await rows(workshop)] == [b.id]


async def test_boards_get_as_old_as_five_minutes(workshop, make, clock):
    await rivals(make, 1)
    for span in LeaderboardPeriod:
        await compute(workshop, Category.OVERALL, span)
    computed_at = make.now()

    due = []
    for later in (0, 299, 1):
        clock.forward(seconds=later)
        async with workshop.reading() as work:
            due.append(await leaderboards.due(work))

    assert due == [[], [], list(LeaderboardPeriod)]
    assert (await board(workshop, Category.UPLOADS)).computed_at == computed_at


async def test_one_is_told_of_oneself_beyond_the_leaders(workshop, make):
    (a, b, c), _ = await rivals(make, 3)
    for artist, qualified in ((a, 5), (b, 4), (c, 3)):
        await make.row(ArtistLifetime(artist_id=artist.id, qualified=qualified))
    await compute(workshop, Category.PLAYS)

    found = await board(workshop, Category.PLAYS, viewer=Viewer(user_id=9, artist_ids=(c.id,)), first=2)

    assert [(each.artist_id, each.is_viewer) for each in found.entries] == [(a.id, False), (b.id, False)]
    assert found.viewer_entry is not None
    assert (found.viewer_entry.rank, found.viewer_entry.value, found.viewer_entry.is_viewer) == (3, 3.0, True)


async def test_who_was_deleted_is_not_shown_any_more(workshop, make):
    (a, b), _ = await rivals(make, 2)
    await compute(workshop, Category.UPLOADS)
    await make.change(a, deleted_at=make.now())

    assert [row[0] for row in await ranks(workshop, Category.UPLOADS)] == [b.id]


async def test_seven_boards_take_as_many_statements_as_one(workshop, make, doors):
    await rivals(make, 2)
    await compute(workshop, Category.UPLOADS)

    costs = []
    for some in ([Category.PLAYS], list(Category)):
        async with workshop.reading(Viewer(user_id=1, artist_ids=(1,))) as work:
            doors.forget()
            await leaderboards.read(work, some, LeaderboardPeriod.ALL, 20)
            costs.append(len(doors.reads))

    assert costs == [3, 3]


async def test_where_nothing_was_published_no_board_is_computed(workshop, make):
    await make.artist()

    await keep_leaderboards(workshop)

    found = await board(workshop, Category.OVERALL)

    assert (found.entries, found.computed_at, found.viewer_entry) == ([], None, None)
    async with workshop.reading() as work:
        assert (await work.session.exec(select(LeaderboardSnapshot))).all() == []


async def test_a_period_that_was_interrupted_is_due_again(workshop, make, monkeypatch):
    await rivals(make, 1)
    keep = leaderboards.keep

    async def fail(work, span, category):
        if category is Category.EARNINGS:
            raise OSError("The disk is away.")
        await keep(work, span, category)

    monkeypatch.setattr(leaderboards, "keep", fail)
    with pytest.raises(OSError, match="The disk is away"):
        await keep_leaderboards(workshop)
    monkeypatch.setattr(leaderboards, "keep", keep)

    async with workshop.reading() as work:
        assert await leaderboards.due(work) == list(LeaderboardPeriod)
    await keep_leaderboards(workshop)
    assert (await board(workshop, Category.OVERALL, LeaderboardPeriod.CURRENT)).computed_at == make.now()

"""Experience and achievements: what is granted for what, once, and for good."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from beatgraph.analytics.achievements import CATALOGUE, Cutoffs
from beatgraph.models import (
    AchievementUnlock,
    ArtistLink,
    ArtistProgress,
    Genre,
    SocialNetwork,
    Tag,
    TrackArtist,
    TrackGenre,
    TrackLifetime,
    TrackTag,
    XpEntry,
)
from beatgraph.services import achieving, experience, levels
from beatgraph.workers.levels import keep_levels

PROFILE = {"bio": "Makes beats.", "city": "Lyon"}


async def entries(workshop, artist, but="achievement"):
    """What an artist was granted, but for one action."""
    statement = select(XpEntry).where(col(XpEntry.artist_id) == artist.id, col(XpEntry.action) != but)
    async with workshop.reading() as work:
        rows = (await work.session.exec(statement)).all()
    return sorted((row.action, row.subject, row.xp) for row in rows)


async def unlocked(workshop, artist):
    statement = select(AchievementUnlock.achievement).where(col(AchievementUnlock.artist_id) == artist.id)
    async with workshop.reading() as work:
        return set((await work.session.exec(statement)).all())


async def everything(workshop):
    """All rows of the three tables, without the instant of the last look."""
    found = []
    async with workshop.reading() as work:
        for table in (XpEntry, AchievementUnlock, ArtistProgress):
            rows = (await work.session.exec(select(table))).all()
            found.append(sorted(str(sorted(row.model_dump(exclude={"computed_at"}).items())) for row in rows))
    return found


async def look(workshop, clock):
    """A round after everyone has become due again."""
    clock.forward(hours=1)
    await keep_levels(workshop)


async def described(make, track):
    genre = await make.row(Genre(name=f"genre-{track.id}", display_name="Genre"))
    tag = await make.row(Tag(name=f"tag-{track.id}", display_name="Tag"))
    await make.row(TrackGenre(track_id=track.id, genre_id=genre.id), TrackTag(track_id=track.id, tag_id=tag.id))


async def test_every_credited_artist_with_a_complete_profile_gets_the_full_amount(workshop, make):
    first, second, silent = await make.artist(**PROFILE), await make.artist(**PROFILE), await make.artist(city="Lyon")
    track = await make.track(first, second, silent)
    await described(make, track)
    await make.row(TrackLifetime(track_id=track.id, plays=9, qualified=7))

    await keep_levels(workshop)

    subject = str(track.id)
    full = [("collaboration", subject, 25), ("metadata", subject, 50), ("play", subject, 7), ("upload", subject, 100)]
    assert [await entries(workshop, each) for each in (first, second, silent)] == [full, full, []]


async def test_four_of_six_fields_are_no_complete_metadata(workshop, make):
    artist = await make.artist(**PROFILE)
    track, other = await make.track(artist), await make.track(artist, key=None)
    await make.row(TrackTag(track_id=track.id, tag_id=(await make.row(Tag(name="dark", display_name="Dark"))).id))
    await described(make, other)

    await keep_levels(workshop)

    assert {row[0] for row in await entries(workshop, artist)} == {"upload"}


async def test_what_is_not_public_earns_nothing(workshop, make):
    artist = await make.artist(**PROFILE)
    await make.track(artist, private=True)
    await make.track(artist, published_at=None)
    await make.track(artist, deleted_at=make.now())

    await keep_levels(workshop)

    assert await entries(workshop, artist) == []


async def test_a_round_again_changes_nothing(workshop, make, clock):
    artist = await make.artist(**PROFILE)
    track = await make.track(artist, await make.artist())
    await described(make, track)
    await make.row(TrackLifetime(track_id=track.id, plays=9, qualified=7, likes=2))
    await keep_levels(workshop)
    before = await everything(workshop)

    await look(workshop, clock)

    assert before == await everything(workshop)
    assert all(before)


async def test_plays_are_granted_as_they_come_and_each_once(workshop, make, clock):
    artist = await make.artist(**PROFILE)
    track = await make.track(artist)
    lifetime = await make.row(TrackLifetime(track_id=track.id, plays=9, qualified=7))
    await keep_levels(workshop)

    granted = []
    for qualified in (10, 10, 4):
        async with workshop.writing() as work:
            (await work.session.get_one(TrackLifetime, lifetime.track_id)).qualified = qualified
        await look(workshop, clock)
        granted.append([row for row in await entries(workshop, artist) if row[0] == "play"])

    assert granted == [[("play", str(track.id), 10)]] * 3


async def test_what_was_granted_and_unlocked_stays_when_the_track_goes(workshop, make, clock):
    artist = await make.artist(**PROFILE)
    track = await make.track(artist, await make.artist())
    await keep_levels(workshop)
    granted, achieved = await entries(workshop, artist), await unlocked(workshop, artist)
    await make.change(track, deleted_at=make.now())
    await make.change(artist, bio=None)

    await look(workshop, clock)

    assert (await entries(workshop, artist), await unlocked(workshop, artist)) == (granted, achieved)
    assert {"oracle", "track-producer", "collaboration-enthusiast"} <= achieved
    assert len(granted) == 2


async def test_an_achievement_brings_its_experience(workshop, make):
    artist = await make.artist(bio="Makes beats.")

    await keep_levels(workshop)

    progress = await make.again(ArtistProgress(artist_id=artist.id))
    granted = {subject: xp for action, subject, xp in await entries(workshop, artist, but="")}
    assert granted == {"oracle": 300, "early-adopter": 1000}
    assert (progress.xp, progress.unlocked) == (1300, 2)


async def test_a_profile_of_many_parts_unlocks_what_is_about_it(workshop, make):
    artist = await make.artist(bio="Beats.", image="/a.png", cover_image="/b.png", website="https://example.com")
    for network in list(SocialNetwork)[:3]:
        await make.row(ArtistLink(artist_id=artist.id, network=network, address="@a"))
    for number in range(3):
        await make.track(artist, image=f"/{number}.png")
    await keep_levels(workshop)

    found = await unlocked(workshop, artist)

    assert {"photogenic", "oracle", "linked"} <= found
    assert "model" not in found
    assert (await make.again(ArtistProgress(artist_id=artist.id))).progress["model"] == 99


async def test_age_and_season_are_told_by_the_calendar(workshop, make):
    artist = await make.artist(created_at=datetime(2025, 3, 14, 12, tzinfo=UTC))
    await make.track(artist, created_at=datetime(2026, 1, 2, 23, 59, tzinfo=UTC))
    await make.track(artist, created_at=datetime(2026, 2, 16, tzinfo=UTC))

    await keep_levels(workshop)

    found = await unlocked(workshop, artist)
    assert {"rising-producer", "seasoned-producer", "og-producer", "new-year"} <= found
    assert not {"veteran-producer", "valentine", "christmas", "halloween"} & found


async def test_cutoffs_are_the_values_at_the_last_place_of_the_top(workshop, make):
    owner = await make.user()
    artists = [await make.artist(owner) for _ in range(4)]
    for many, artist in enumerate(artists, start=1):
        for number in range(many):
            track = await make.track(artist)
            await make.row(TrackLifetime(track_id=track.id, plays=9, qualified=many * 10 + number, likes=many))
    boss = await make.artist(await make.user(is_admin=True))
    for _ in range(9):
        await make.track(boss)

    async with workshop.reading() as work:
        found = await achieving.cutoffs(work)

    # Of 4 artists, since admins do not compete, and of 19 tracks.
    assert found == Cutoffs(
        tracks={50: 3, 25: 4, 10: 4, 5: 4},
        plays={25: 166, 15: 166, 5: 166},
        genres={20: 0, 10: 0},
        track_plays={25: 32, 10: 42, 5: 43},
        track_engagement={10: 4},
        in_genre={},
    )


async def test_ties_share_the_better_rank(workshop, make):
    artists = [await make.artist() for _ in range(3)]
    for artist in artists:
        track = await make.track(artist)
        await make.row(TrackGenre(track_id=track.id, genre_id=(await genre(make, "drill")).id))

    await keep_levels(workshop)

    found = [await unlocked(workshop, artist) for artist in artists]
    assert all({"studio-legend", "genre-specialist"} <= each for each in found)
    assert not any({"viral-hit", "genre-master"} & each for each in found)


async def genre(make, name):
    async with make._workshop.reading() as work:
        there = (await work.session.exec(select(Genre).where(Genre.name == name))).first()
    return there or await make.row(Genre(name=name, display_name=name.title()))


async def test_an_artist_is_due_again_after_an_hour(workshop, make, clock):
    artist = await make.artist()
    await make.artist(status="inactive")

    async def due():
        async with workshop.reading() as work:
            return await levels.due(work)

    before = await due()
    await keep_levels(workshop)
    after, _ = await due(), clock.forward(minutes=59)
    soon, _ = await due(), clock.forward(minutes=1)

    assert [before, after, soon, await due()] == [[artist.id], [], [], [artist.id]]


async def test_who_was_never_looked_at_comes_before_who_is_due_again(workshop, make, clock):
    old = await make.artist()
    await keep_levels(workshop)
    clock.forward(hours=2)
    new = await make.artist()

    async with workshop.reading() as work:
        assert await levels.due(work) == [new.id, old.id]


async def test_a_round_that_fails_in_the_middle_leaves_whole_batches_and_the_next_one_goes_on(
    workshop, make, monkeypatch
):
    artists = [await make.artist(**PROFILE) for _ in range(3)]
    for artist in artists:
        await make.track(artist)
    monkeypatch.setattr(levels, "due", due_one_by_one)
    totals = experience.totals

    async def fail(work, ids):
        if ids == [artists[1].id]:
            raise OSError("The disk is away.")
        return await totals(work, ids)

    monkeypatch.setattr(experience, "totals", fail)
    with pytest.raises(OSError, match="The disk is away"):
        await keep_levels(workshop)
    between = [len(await entries(workshop, artist)) for artist in artists]
    monkeypatch.setattr(experience, "totals", totals)

    await keep_levels(workshop)

    assert between == [1, 0, 0]
    assert [len(await entries(workshop, artist)) for artist in artists] == [1, 1, 1]


whole_due = levels.due


async def due_one_by_one(work):
    return await whole_due(work, 1)


async def test_looking_at_many_artists_takes_as_many_statements_as_at_one(workshop, make, doors):
    artists = [await make.artist(**PROFILE) for _ in range(4)]
    for artist in artists:
        await make.track(artist, artists[0]) if artist is not artists[0] else await make.track(artist)

    costs = []
    for some in (artists[:1], artists):
        async with workshop.writing() as work:
            doors.forget()
            await levels.keep(work, [each.id for each in some], Cutoffs())
            costs.append(len([each for each in doors.statements if "advisory" not in each]))

    assert costs == [costs[0]] * 2
    assert costs[0] <= 20


async def test_credits_that_are_added_later_earn_as_well(workshop, make, clock):
    artist, late = await make.artist(**PROFILE), await make.artist(**PROFILE)
    track = await make.track(artist)
    await make.row(TrackLifetime(track_id=track.id, plays=3, qualified=3))
    await keep_levels(workshop)
    await make.row(TrackArtist(track_id=track.id, artist_id=late.id, position=1))

    await look(workshop, clock)

    subject = str(track.id)
    assert await entries(workshop, artist) == await entries(workshop, late)
    assert await entries(workshop, late) == [
        ("collaboration", subject, 25),
        ("play", subject, 3),
        ("upload", subject, 100),
    ]


def test_every_achievement_has_a_short_id():
    assert max(len(each.id) for each in CATALOGUE) <= 40

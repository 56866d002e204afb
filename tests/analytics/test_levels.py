"""Levels, achievements and leaderboards as they are defined."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from beatgraph.analytics import achievements as goals
from beatgraph.analytics import leaderboards as boards
from beatgraph.analytics.achievements import BY_ID, CATALOGUE, Cutoffs, Figures, Rarity, Season, Span, place, progress
from beatgraph.analytics.leaderboards import Category, Tier, days, score, season, tier
from beatgraph.analytics.levels import LEVEL_AT_MOST, Level, level_of, standing, threshold, title
from beatgraph.analytics.periods import Period

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "xp"), [(1, 0), (2, 100), (3, 283), (5, 800), (10, 2700), (15, 5238), (50, 34_300), (100, 98_504)]
)
def test_a_level_begins_where_the_formula_says(level, xp):
    assert (threshold(level), level_of(xp), level_of(xp - 1)) == (xp, level, max(1, level - 1))


def test_levels_lie_apart_and_there_is_none_beyond_the_last():
    begins = [threshold(level) for level in range(1, LEVEL_AT_MOST + 1)]

    assert begins == sorted(set(begins))
    assert level_of(10**9) == LEVEL_AT_MOST


def test_progress_is_told_from_one_level_to_the_next():
    assert standing(0) == Level(1, "Novice", 0, 100, 0.0)
    assert standing(191) == Level(2, "Novice", 191, 92, 49.7)
    assert standing(98_503) == Level(99, "Legendary", 98_503, 1, 99.9)
    assert standing(98_504) == Level(100, "Legendary", 98_504, None, 100.0)


def test_titles_begin_at_their_levels():
    levels = (1, 2, 3, 4, 5, 6, 7, 9, 10, 14, 15, 19, 20, 29, 30, 39, 40, 49, 50, 100)

    assert [title(level) for level in levels] == [
        *("Novice", "Novice", "Apprentice", "Apprentice", "Intermediate", "Intermediate", "Skilled", "Skilled"),
        *("Experienced", "Experienced", "Advanced", "Advanced", "Professional", "Professional"),
        *("Expert", "Expert", "Master", "Master", "Legendary", "Legendary"),
    ]


def test_the_catalogue_has_36_achievements_each_once():
    rarities = [each.rarity for each in CATALOGUE]

    assert len(BY_ID) == len(CATALOGUE) == 36
    assert [rarities.count(rarity) for rarity in Rarity] == [14, 9, 9, 4]


@pytest.mark.parametrize(("count", "percent", "rank"), [(1, 5, 1), (20, 5, 1), (21, 5, 2), (200, 25, 50), (0, 5, 0)])
def test_the_top_per_cent_reaches_to_this_rank(count, percent, rank):
    assert place(count, percent) == rank


def test_who_has_as_much_as_the_last_of_the_top_is_among_them_and_nothing_never_is():
    cutoffs = Cutoffs(tracks={50: 4})

    reached = [progress(BY_ID["track-producer"], Figures(competes=True, tracks=n), cutoffs) for n in (0, 1, 3, 4, 9)]

    assert reached == [0, 25, 75, 100, 100]


def test_where_most_have_nothing_one_is_enough_and_nothing_is_not():
    cutoffs = Cutoffs(track_plays={25: 0})

    reached = [progress(BY_ID["rising-star"], Figures(competes=True, best_plays=n), cutoffs) for n in (0, 1)]

    assert reached == [0, 100]


def test_who_does_not_compete_is_not_compared():
    assert progress(BY_ID["track-producer"], Figures(tracks=9), Cutoffs(tracks={50: 4})) == 0


@pytest.mark.parametrize(("complete", "reached"), [(7, 99), (8, 100), (0, 0)])
def test_a_ratio_has_to_be_exceeded(complete, reached):
    figures = Figures(tracks=10, complete_tracks=complete)

    assert progress(BY_ID["metadata-whiz"], figures, Cutoffs()) == reached


def test_a_composite_takes_all_of_its_parts():
    cutoffs = Cutoffs(plays={25: 100})

    reached = [
        progress(BY_ID["rising-talent"], Figures(competes=True, plays=plays, tracks=tracks), cutoffs)
        for plays, tracks in ((100, 4), (50, 5), (100, 5))
    ]

    assert reached == [80, 50, 100]


def test_a_season_is_the_same_days_each_year_and_may_reach_into_the_next():
    assert goals.spans(Season.NEW_YEAR, 2026, 2026) == [
        Span(datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC)),
        Span(datetime(2026, 12, 31, tzinfo=UTC), datetime(2027, 1, 3, tzinfo=UTC)),
    ]


def test_no_achievement_is_unlocked_by_nothing():
    nobody = Figures(competes=True)
    there = {each.id for each in CATALOGUE if progress(each, nobody, Cutoffs(tracks={50: 0}, plays={25: 0}))}

    assert there == set()


def test_a_share_is_a_fraction_of_one():
    assert (goals.at_least(5, 10), goals.more_than(3, 3), goals.within(2, 4)) == (
        Fraction(1, 2),
        Fraction(99, 100),
        Fraction(1, 2),
    )


def test_the_weights_of_the_boards_make_one_whole():
    assert sum(boards.WEIGHTS.values()) == 100
    assert set(boards.WEIGHTS) == set(Category) - {Category.OVERALL}


@pytest.mark.parametrize(
    ("points", "name"),
    [
        (99, Tier.DIAMOND),
        (80, Tier.DIAMOND),
        (79.99, Tier.PLATINUM),
        (65, Tier.PLATINUM),
        (50, Tier.GOLD),
        (30, Tier.SILVER),
        (29.99, Tier.BRONZE),
        (0, Tier.BRONZE),
    ],
)
def test_tiers_begin_at_their_scores(points, name):
    assert tier(points) is name


def test_a_rank_is_worth_100_less_itself_and_never_less_than_nothing():
    assert [score(Category.PLAYS, rank, 10) for rank in (1, 99, 100, 400)] == [99.0, 1.0, 0.0, 0.0]
    assert score(Category.OVERALL, 3, 654_000) == 65.4


def test_a_period_ends_with_today_and_the_current_one_is_the_month():
    found = [days(each, NOW) for each in boards.LeaderboardPeriod]

    def of(first, day):
        return Period(datetime(2026, *first).date(), datetime(2026, 3, day).date())

    assert found == [of((3, 1), 15), of((3, 8), 15), of((2, 13), 15), None]
    assert season(NOW) == boards.Season(datetime(2026, 4, 1, tzinfo=UTC), 17 * 86_400 + 43_200)

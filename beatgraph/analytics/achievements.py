"""Achievements: what there is to achieve, and how far an artist has come; once unlocked, they are never lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

EARLY_PROFILES = 30
GENRE_PERCENT = 10


class Category(StrEnum):
    UPLOAD = "upload"
    TRENDING = "trending"
    METADATA = "metadata"
    PROFILE = "profile"
    GENRE = "genre"
    COLLABORATION = "collaboration"
    COMPOSITE = "composite"
    EXCELLENCE = "excellence"
    MILESTONE = "milestone"
    SEASONAL = "seasonal"


class Rarity(StrEnum):
    COMMON = "common"
    RARE = "rare"
    EPIC = "epic"
    LEGENDARY = "legendary"


class Season(StrEnum):
    """Some days of each year; one upload in them is enough."""

    HALLOWEEN = "halloween"
    CHRISTMAS = "christmas"
    NEW_YEAR = "new-year"
    VALENTINE = "valentine"


@dataclass(frozen=True, slots=True)
class Days:
    """From a month and day, so many days."""

    month: int
    day: int
    days: int


SEASONS: Mapping[Season, Days] = {
    Season.HALLOWEEN: Days(10, 30, 3),
    Season.CHRISTMAS: Days(12, 23, 4),
    Season.NEW_YEAR: Days(12, 31, 3),
    Season.VALENTINE: Days(2, 13, 3),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Instants from `begins` up to, and not including, `ends`."""

    begins: datetime
    ends: datetime


def spans(season: Season, first_year: int, last_year: int) -> list[Span]:
    """A season's UTC days in each of these years, and in the one before, whose last days may lie in the first."""
    found = []
    for year in range(first_year - 1, last_year + 1):
        days = SEASONS[season]
        begins = datetime.combine(date(year, days.month, days.day), time(), UTC)
        found.append(Span(begins, begins + timedelta(days=days.days)))
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """What achievements are about, of one artist. Plays are qualified ones; tracks are public."""

    competes: bool = False
    """Whether the artist is compared with others at all."""
    tracks: int = 0
    plays: int = 0
    best_plays: int = 0
    """Of the track that has most."""
    best_engagement: int = 0
    """Likes, comments, saves and shares of the track that has most."""
    complete_tracks: int = 0
    """Tracks with complete metadata."""
    collaborations: int = 0
    """Tracks that credit somebody else as well."""
    genres: Mapping[int, int] = field(default_factory=dict)
    """How many tracks carry each genre."""
    has_picture: bool = False
    has_bio: bool = False
    links: int = 0
    pictures: int = 0
    age_months: int = 0
    is_early: bool = False
    seasons: frozenset[Season] = frozenset()


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """The values that the last of the top so many per cent have, by per cent; absent where there is nobody."""

    tracks: Mapping[int, int] = field(default_factory=dict)
    plays: Mapping[int, int] = field(default_factory=dict)
    genres: Mapping[int, int] = field(default_factory=dict)
    """By the number of different genres."""
    track_plays: Mapping[int, int] = field(default_factory=dict)
    """Among tracks, not artists; so is the next."""
    track_engagement: Mapping[int, int] = field(default_factory=dict)
    in_genre: Mapping[int, int] = field(default_factory=dict)
    """By genre: tracks in it of the last of its top 10 per cent."""


Rule = Callable[[Figures, Cutoffs], Fraction]
"""How far an artist has come, from 0 to 1; only who is there has 1."""


@dataclass(frozen=True, slots=True)
class Achievement:
    id: str
    name: str
    description: str
    category: Category
    rarity: Rarity
    xp: int
    rule: Rule


def place(count: int, percent: int) -> int:
    """The last rank among so many that is within the top so many per cent."""
    return -(-count * percent // 100)


def at_least(value: int, target: int) -> Fraction:
    return Fraction(1) if value >= target else Fraction(max(0, value), target)


def more_than(value: Fraction | int, target: Fraction | int) -> Fraction:
    return Fraction(1) if value > target else min(Fraction(value) / target, Fraction(99, 100))


def within(value: int, cutoff: int | None) -> Fraction:
    """Whether a value is among the top: ties share the better rank, so it only has to equal the last one's."""
    if value <= 0 or cutoff is None:
        return Fraction(0)
    return at_least(value, max(1, cutoff))


def progress(achievement: Achievement, figures: Figures, cutoffs: Cutoffs) -> int:
    """0 to 100 per cent; 100 is unlocked, and nothing less is rounded up to it."""
    return int(100 * achievement.rule(figures, cutoffs))


def _competing(rule: Rule) -> Rule:
    return lambda figures, cutoffs: rule(figures, cutoffs) if figures.competes else Fraction(0)


def _tracks(percent: int) -> Rule:
    return _competing(lambda figures, cutoffs: within(figures.tracks, cutoffs.tracks.get(percent)))


def _track_plays(percent: int) -> Rule:
    return _competing(lambda figures, cutoffs: within(figures.best_plays, cutoffs.track_plays.get(percent)))


def _engagement(percent: int) -> Rule:
    return _competing(lambda figures, cutoffs: within(figures.best_engagement, cutoffs.track_engagement.get(percent)))


def _specialist(figures: Figures, cutoffs: Cutoffs) -> Fraction:
    shares = (within(tracks, cutoffs.in_genre.get(genre)) for genre, tracks in figures.genres.items())
    return max(shares, default=Fraction(0))


def _diversity(percent: int, at_fewest: int) -> Rule:
    def rule(figures: Figures, cutoffs: Cutoffs) -> Fraction:
        genres = len(figures.genres)
        return min(within(genres, cutoffs.genres.get(percent)), at_least(genres, at_fewest))

    return _competing(rule)


def _overall(percent: int, at_fewest: int) -> Rule:
    def rule(figures: Figures, cutoffs: Cutoffs) -> Fraction:
        return min(within(figures.plays, cutoffs.plays.get(percent)), at_least(figures.tracks, at_fewest))

    return _competing(rule)


def _metadata(percent: int) -> Rule:
    def rule(figures: Figures, _: Cutoffs) -> Fraction:
        share = Fraction(100 * figures.complete_tracks, max(1, figures.tracks))
        return more_than(share, percent)

    return rule


def _collaborations(count: int) -> Rule:
    return lambda figures, _: at_least(figures.collaborations, count)


def _age(months: int) -> Rule:
    return lambda figures, _: at_least(figures.age_months, months)


def _season(season: Season) -> Rule:
    return lambda figures, _: Fraction(season in figures.seasons)


def _never(_: Figures, __: Cutoffs) -> Fraction:
    return Fraction(0)


UPLOAD, TRENDING, METADATA, PROFILE, GENRE, COLLABORATION, COMPOSITE, EXCELLENCE, MILESTONE, SEASONAL = Category
C, R, E, L = Rarity

CATALOGUE: Sequence[Achievement] = [
    Achievement(slug, name, description, category, rarity, xp, rule)
    for slug, name, description, category, rarity, xp, rule in (
        ("track-producer", "Track Producer", "In the top 50% by tracks.", UPLOAD, C, 500, _tracks(50)),
        ("prolific-creator", "Prolific Creator", "In the top 25% by tracks.", UPLOAD, R, 1500, _tracks(25)),
        ("production-master", "Production Master", "In the top 10% by tracks.", UPLOAD, E, 3000, _tracks(10)),
        ("studio-legend", "Studio Legend", "In the top 5% by tracks.", UPLOAD, L, 5000, _tracks(5)),
        ("rising-star", "Rising Star", "A track in the top 25% by plays.", TRENDING, C, 1000, _track_plays(25)),
        ("chart-topper", "Chart Topper", "A track in the top 10% by plays.", TRENDING, R, 2000, _track_plays(10)),
        ("viral-hit", "Viral Hit", "A track in the top 5% by plays.", TRENDING, E, 3500, _track_plays(5)),
        ("metadata-whiz", "Metadata Whiz", "More than 70% of tracks fully described.", METADATA, C, 800, _metadata(70)),
        (
            "metadata-maven",
            "Metadata Maven",
            "More than 80% of tracks fully described.",
            METADATA,
            R,
            1500,
            _metadata(80),
        ),
        (
            "metadata-architect",
            "Metadata Architect",
            "More than 90% of tracks fully described.",
            METADATA,
            E,
            2500,
            _metadata(90),
        ),
        ("photogenic", "Photogenic", "A first profile picture.", PROFILE, C, 200, lambda f, _: Fraction(f.has_picture)),
        ("oracle", "Oracle", "A bio.", PROFILE, C, 300, lambda f, _: Fraction(f.has_bio)),
        ("linked", "Linked", "More than 3 links.", PROFILE, C, 400, lambda f, _: more_than(f.links, 3)),
        ("model", "Model", "More than 5 pictures.", PROFILE, C, 500, lambda f, _: more_than(f.pictures, 5)),
        ("genre-specialist", "Genre Specialist", "In the top 10% of a genre.", GENRE, R, 1500, _competing(_specialist)),
        (
            "genre-master",
            "Genre Master",
            "In the top 20% by different genres, with 3 or more.",
            GENRE,
            E,
            2500,
            _diversity(20, 3),
        ),
        (
            "genre-virtuoso",
            "Genre Virtuoso",
            "In the top 10% by different genres, with 5 or more.",
            GENRE,
            L,
            4000,
            _diversity(10, 5),
        ),
        (
            "collaboration-enthusiast",
            "Collaboration Enthusiast",
            "A first collaboration.",
            COLLABORATION,
            C,
            500,
            _collaborations(1),
        ),
        ("team-player", "Team Player", "10 collaborations.", COLLABORATION, R, 1500, _collaborations(10)),
        ("bridge-builder", "Bridge Builder", "25 collaborations.", COLLABORATION, E, 3000, _collaborations(25)),
        ("network-spider", "Network Spider", "50 collaborations.", COLLABORATION, L, 5000, _collaborations(50)),
        (
            "rising-talent",
            "Rising Talent",
            "In the top 25% by plays, with 5 or more tracks.",
            COMPOSITE,
            R,
            2000,
            _overall(25, 5),
        ),
        (
            "elite-producer",
            "Elite Producer",
            "In the top 15% by plays, with 10 or more tracks.",
            COMPOSITE,
            E,
            3500,
            _overall(15, 10),
        ),
        (
            "legendary-producer",
            "Legendary Producer",
            "In the top 5% by plays, with 20 or more tracks.",
            COMPOSITE,
            L,
            6000,
            _overall(5, 20),
        ),
        (
            "track-excellence",
            "Track Excellence",
            "A track in the top 10% by likes, comments, saves and shares.",
            EXCELLENCE,
            R,
            1800,
            _engagement(10),
        ),
        (
            "early-adopter",
            "Early Adopter",
            "One of the first 30 profiles.",
            MILESTONE,
            E,
            1000,
            lambda f, _: Fraction(f.is_early),
        ),
        ("rising-producer", "Rising Producer", "A profile of 3 months.", MILESTONE, C, 150, _age(3)),
        ("seasoned-producer", "Seasoned Producer", "A profile of 6 months.", MILESTONE, R, 300, _age(6)),
        ("og-producer", "OG Producer", "A profile of 1 year.", MILESTONE, R, 600, _age(12)),
        ("veteran-producer", "Veteran Producer", "A profile of 2 years.", MILESTONE, E, 1000, _age(24)),
        ("legacy-producer", "Legacy Producer", "A profile of 3 years.", MILESTONE, E, 1500, _age(36)),
        ("top-biller", "Top Biller", "The track that earns most; once tracks are sold.", MILESTONE, C, 800, _never),
        (
            "halloween",
            "Halloween",
            "An upload on 30 October to 1 November.",
            SEASONAL,
            C,
            200,
            _season(Season.HALLOWEEN),
        ),
        ("christmas", "Christmas", "An upload on 23 to 26 December.", SEASONAL, C, 200, _season(Season.CHRISTMAS)),
        ("new-year", "New Year", "An upload on 31 December to 2 January.", SEASONAL, C, 200, _season(Season.NEW_YEAR)),
        ("valentine", "Valentine", "An upload on 13 to 15 February.", SEASONAL, C, 200, _season(Season.VALENTINE)),
    )
]
BY_ID: Mapping[str, Achievement] = {each.id: each for each in CATALOGUE}
TRACK_PERCENTS = (50, 25, 10, 5)
PLAY_PERCENTS = (25, 15, 5)
DIVERSITY_PERCENTS = (20, 10)
TRACK_PLAY_PERCENTS = (25, 10, 5)
ENGAGEMENT_PERCENTS = (10,)
"""Cutoffs that the rules ask for."""

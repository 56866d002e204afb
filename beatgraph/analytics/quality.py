"""Quality: how a track is listened to, as told by the plays that said for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from beatgraph.analytics.listening import BANDS, LENGTHS, REACH, REACH_STEP, WHOLE_PPM
from beatgraph.analytics.rounding import rounded

WEIGHTS = {"skipped": 10, "partial": 30, "half": 50, "mostly": 70, "completed": 100}
"""What a tracked play counts for the quality of listening, by how much of the track was heard."""
LENGTHS_S = (0, 10, 30, 60, 120, 240)
EARLY = 25
"""Per cent of the track: where fewer than 40 per cent are still there, they drop out early."""
EARLY_DROP_BELOW = Fraction(2, 5)
COLUMNS = ("plays", "listen_ms", "tracked", "heard_ms", "share_ppm", "skips", "intro", *BANDS, *LENGTHS, *REACH)
"""Sums that it is told from."""


class Retention(StrEnum):
    """By the average completion: 80 per cent and more, 60, 40, or less."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Rating(StrEnum):
    """By the quality score: 80 and more, 60, 40, 20, or less."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"
    POOR = "poor"


class Badge(StrEnum):
    """By completion and the share that is listened to: both 80 and more, both 60, either 40, or less."""

    HIGH = "high"
    GOOD = "good"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Bands:
    """Plays by the share of the track that was heard."""

    completed: int
    mostly: int
    half: int
    partial: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Reached:
    """So many per cent of the plays came to this part of the track, in per cent of its length."""

    percent: int
    share: float


@dataclass(frozen=True, slots=True)
class Lengths:
    """Plays that were listened to for so long, in seconds; None is any longer."""

    from_seconds: int
    to_seconds: int | None
    plays: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Durations in seconds, shares in per cent; None where no play told how long it was listened to."""

    plays: int
    tracked_plays: int
    average_listen_duration: float | None
    average_completion_rate: float | None
    duration_share: float | None
    total_listen_time: float
    completed_listens: int
    completed_percentage: float | None
    bands: Bands
    quality_score: float | None
    rating: Rating | None
    badge: Badge | None
    retention_level: Retention | None
    retention: list[Reached]
    early_drop: bool | None
    intro: float | None
    lengths: list[Lengths]
    skip_rate: float | None
    sub_30_second_plays: int


def quality(sums: Mapping[str, int], duration_ms: int | None) -> Quality:
    """From the sums of any days, and the length that the track has now."""
    tracked = sums.get("tracked", 0)
    reaching = _reaching(sums)

    def share(part: int) -> float | None:
        return rounded(Fraction(100 * part, tracked), 1) if tracked else None

    completion = Fraction(sums.get("share_ppm", 0) * 100, tracked * WHOLE_PPM) if tracked else None
    heard = Fraction(sums.get("heard_ms", 0), tracked) if tracked else None
    of_length = completion if heard is None or not duration_ms else min(heard * 100 / duration_ms, Fraction(100))
    score = Fraction(sum(WEIGHTS[band] * sums.get(band, 0) for band in BANDS), tracked) if tracked else None
    return Quality(
        plays=sums.get("plays", 0),
        tracked_plays=tracked,
        average_listen_duration=None if heard is None else rounded(heard / 1000, 2),
        average_completion_rate=None if completion is None else rounded(completion, 1),
        duration_share=None if of_length is None else rounded(of_length, 1),
        total_listen_time=rounded(Fraction(sums.get("listen_ms", 0), 1000), 2),
        completed_listens=sums.get("completed", 0),
        completed_percentage=share(sums.get("completed", 0)),
        bands=Bands(**{band: sums.get(band, 0) for band in BANDS}),
        quality_score=None if score is None else rounded(score, 1),
        rating=None if score is None else _rating(score),
        badge=None if completion is None or of_length is None else _badge(completion, of_length),
        retention_level=None if completion is None else _retention(completion),
        retention=[Reached(REACH_STEP * step, share(plays) or 0.0) for step, plays in enumerate(reaching)]
        if tracked
        else [],
        early_drop=Fraction(reaching[EARLY // REACH_STEP], tracked) < EARLY_DROP_BELOW if tracked else None,
        intro=share(sums.get("intro", 0)),
        lengths=[
            Lengths(first, after, sums.get(name, 0))
            for name, first, after in zip(LENGTHS, LENGTHS_S, (*LENGTHS_S[1:], None), strict=True)
        ],
        skip_rate=share(sums.get("skips", 0)),
        sub_30_second_plays=sums.get("under_10s", 0) + sums.get("under_30s", 0),
    )


def _reaching(sums: Mapping[str, int]) -> list[int]:
    """Plays that came at least so far, from the beginning to the end."""
    found: list[int] = []
    for name in reversed(REACH):
        found.append(sums.get(name, 0) + (found[-1] if found else 0))
    return found[::-1]


def _retention(completion: Fraction) -> Retention:
    levels = zip((80, 60, 40), Retention, strict=False)
    return next((level for least, level in levels if completion >= least), Retention.POOR)


def _rating(score: Fraction) -> Rating:
    levels = zip((80, 60, 40, 20), Rating, strict=False)
    return next((level for least, level in levels if score >= least), Rating.POOR)


def _badge(completion: Fraction, of_length: Fraction) -> Badge:
    least, most = sorted((completion, of_length))
    if least >= 80:
        return Badge.HIGH
    if least >= 60:
        return Badge.GOOD
    return Badge.MODERATE if most >= 40 else Badge.LOW

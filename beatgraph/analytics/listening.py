"""Listening: what one play adds to the numbers, from how long and how far it was listened to."""

from bisect import bisect_right
from collections import defaultdict

QUALIFIED_MS = 30_000
SHORT_MS = 60_000
"""Of a shorter track half is enough for a play to be qualified."""
BANDS = ("skipped", "partial", "half", "mostly", "completed")
LENGTHS = ("under_10s", "under_30s", "under_60s", "under_120s", "under_240s", "longer")
_LENGTHS_MS = (10_000, 30_000, 60_000, 120_000, 240_000)
REACH_STEP = 5
REACH = tuple(f"reach_{percent}" for percent in range(0, 101, REACH_STEP))
WHOLE_PPM = 1_000_000


def is_qualified(listened_ms: int, duration_ms: int | None) -> bool:
    """30 s, or half of a track that is shorter than 60 s."""
    if listened_ms >= QUALIFIED_MS:
        return True
    return duration_ms is not None and 0 < duration_ms < SHORT_MS and 2 * listened_ms >= duration_ms


def band(heard_ms: int, duration_ms: int) -> str:
    """By the share that was heard; exactly 80 per cent is not yet completed."""
    if 5 * heard_ms > 4 * duration_ms:
        return "completed"
    return BANDS[min(5 * heard_ms // duration_ms, 3)]


def added(listened_ms: int | None, furthest_ms: int | None, duration_ms: int | None, ended: bool) -> dict[str, int]:
    """What a counted play adds to each column, itself included."""
    found: dict[str, int] = defaultdict(int)
    add(found, listened_ms, furthest_ms, duration_ms, ended)
    return dict(found)


def add(
    numbers: dict[str, int], listened_ms: int | None, furthest_ms: int | None, duration_ms: int | None, ended: bool
) -> None:
    """Add a counted play to each column, whose missing ones are 0; nothing is known of one that was not reported on."""
    numbers["plays"] += 1
    if listened_ms is None:
        return
    qualified = is_qualified(listened_ms, duration_ms)
    numbers["listen_ms"] += listened_ms
    if qualified:
        numbers["qualified"] += 1
    if not duration_ms or duration_ms < 0:
        return
    heard = listened_ms if listened_ms < duration_ms else duration_ms
    furthest = listened_ms if furthest_ms is None else furthest_ms
    if furthest > duration_ms:
        furthest = duration_ms
    numbers["tracked"] += 1
    numbers["heard_ms"] += heard
    numbers["share_ppm"] += (heard * WHOLE_PPM + duration_ms // 2) // duration_ms
    if ended and not qualified:
        numbers["skips"] += 1
    if furthest >= QUALIFIED_MS:
        numbers["intro"] += 1
    numbers[band(heard, duration_ms)] += 1
    numbers[LENGTHS[bisect_right(_LENGTHS_MS, listened_ms)]] += 1
    numbers[REACH[furthest * 100 // duration_ms // REACH_STEP]] += 1

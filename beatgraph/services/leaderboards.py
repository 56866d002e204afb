"""Leaderboards: ranked and kept every five minutes, and read from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, Subquery, delete, func, literal, or_, select
from sqlmodel import col

from beatgraph.analytics import leaderboards as boards
from beatgraph.analytics.leaderboards import Category, LeaderboardPeriod, Tier
from beatgraph.auth import policy
from beatgraph.drafts.leaderboards import LEADERS
from beatgraph.models import Artist, LeaderboardEntry, LeaderboardSnapshot
from beatgraph.services import artists, competitors, ranking, turns, upserts
from beatgraph.work import Work

EVERY = timedelta(minutes=5)
TURN = b"leagues."


@dataclass(frozen=True, slots=True)
class Entry:
    """One artist on one board."""

    artist_id: int
    rank: int
    value: float
    """What the category counts: of earnings the share of all contribution, in per cent."""
    score: float
    """0 to 100: what the rank is worth."""
    tier: Tier
    is_viewer: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The leaders of one category, and where the viewer's own artist stands."""

    category: Category
    period: LeaderboardPeriod
    computed_at: datetime | None
    """None before the first time."""
    season_ends_at: datetime
    entries: Sequence[Entry]
    viewer_entry: Entry | None


async def due(work: Work) -> list[LeaderboardPeriod]:
    """Periods whose boards were never computed, or five minutes ago."""
    fresh = select(LeaderboardSnapshot.period).where(col(LeaderboardSnapshot.computed_at) > work.now - EVERY)  # type: ignore[call-overload]
    there = set((await work.session.execute(fresh)).scalars())
    if not there and not await _is_begun(work):
        return []
    return [span for span in LeaderboardPeriod if span.value not in there]


async def _is_begun(work: Work) -> bool:
    """Whether anybody competes, or did: where nothing has been published, there is nothing to rank."""
    somebody = competitors.competing().with_only_columns(col(Artist.id)).limit(1)
    ranked = select(LeaderboardSnapshot.period).limit(1)  # type: ignore[call-overload]
    found = [(await work.session.execute(statement)).first() for statement in (somebody, ranked)]
    return any(found)


async def keep(work: Work, span: LeaderboardPeriod, category: Category) -> None:
    """Compute one board; rows that would say the same as before are not written.

    What is made of the other boards comes last, and with it the period is done.
    """
    await turns.take(work, TURN)
    competing = competitors.competing().with_only_columns(col(Artist.id))
    of_board = col(LeaderboardEntry.period) == span.value, col(LeaderboardEntry.category) == category.value
    gone = col(LeaderboardEntry.artist_id).not_in(competing)
    await work.session.execute(delete(LeaderboardEntry).where(*of_board, gone))
    await _rank(work, span, category, await ranking.measured(work, category, span))
    if category is Category.OVERALL:
        snapshot = upserts.insert(work, LeaderboardSnapshot).values(period=span.value, computed_at=work.now)
        changes = {"computed_at": snapshot.excluded.computed_at}
        await work.session.execute(snapshot.on_conflict_do_update(index_elements=["period"], set_=changes))


async def _rank(work: Work, span: LeaderboardPeriod, category: Category, measured: Subquery) -> None:
    place = func.rank().over(order_by=(measured.c.value.desc(), measured.c.second.desc()))
    ranked = select(
        literal(span.value, String), literal(category.value, String), measured.c.artist_id, place, measured.c.value
    ).where(measured.c.artist_id > 0)  # without a condition SQLite would take what follows for a join's
    insert = upserts.insert(work, LeaderboardEntry).from_select(
        ["period", "category", "artist_id", "rank", "value"], ranked
    )
    new = insert.excluded
    changed = or_(col(LeaderboardEntry.rank) != new.rank, col(LeaderboardEntry.value) != new.value)
    await work.session.execute(
        insert.on_conflict_do_update(
            index_elements=["period", "category", "artist_id"],
            set_={"rank": new.rank, "value": new.value},
            where=changed,
        )
    )


async def board(
    work: Work, category: Category, span: LeaderboardPeriod = LeaderboardPeriod.CURRENT, first: int = LEADERS
) -> Board:
    return (await read(work, [category], span, first))[0]


async def read(work: Work, categories: Sequence[Category], span: LeaderboardPeriod, first: int) -> list[Board]:
    """The leaders of several boards of a period, in one statement; for signed-in callers."""
    policy.signed_in(work.viewer)
    category, rank = col(LeaderboardEntry.category), col(LeaderboardEntry.rank)
    shown = (
        artists.visible(work.viewer)
        .join(LeaderboardEntry, col(LeaderboardEntry.artist_id) == Artist.id)
        .where(
            col(LeaderboardEntry.period) == span.value,
            category.in_([each.value for each in categories]),
            col(LeaderboardEntry.value) > 0,
        )
    )
    columns = category, rank, col(LeaderboardEntry.artist_id), col(LeaderboardEntry.value)
    order = rank, col(LeaderboardEntry.artist_id)
    place = func.row_number().over(partition_by=category, order_by=order).label("place")
    # Whose rank is beyond has nothing to do here, and who shares one may.
    leading = shown.where(rank <= first).with_only_columns(*columns, place).subquery()
    leaders = select(leading).where(leading.c.place <= first).order_by(leading.c.place)
    found = await _entries(work, leaders)
    own = await _own(work, shown.with_only_columns(*columns))
    stamp = select(LeaderboardSnapshot.computed_at).where(col(LeaderboardSnapshot.period) == span.value)  # type: ignore[call-overload]
    computed_at = (await work.session.execute(stamp)).scalar_one_or_none()
    ends_at = boards.season(work.now).ends_at
    return [Board(each, span, computed_at, ends_at, found.get(each, []), own.get(each)) for each in categories]


async def _entries(work: Work, statement: Select[Any]) -> dict[Category, list[Entry]]:
    found: dict[Category, list[Entry]] = {}
    for named, rank, artist_id, value, *_ in (await work.session.execute(statement)).all():
        category = Category(named)
        score = boards.score(category, rank, value)
        found.setdefault(category, []).append(
            Entry(
                artist_id,
                rank,
                value / boards.UNIT,
                score,
                boards.tier(score),
                is_viewer=artist_id in work.viewer.artist_ids,
            )
        )
    return found


async def _own(work: Work, shown: Any) -> dict[Category, Entry]:
    """Where the viewer's own profile stands; nothing of who has none or does not compete."""
    if not work.viewer.artist_ids:
        return {}
    own = shown.where(col(LeaderboardEntry.artist_id) == work.viewer.artist_ids[0])
    return {category: entries[0] for category, entries in (await _entries(work, own)).items()}

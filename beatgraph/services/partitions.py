"""Partitions: plays, views and shares by month on PostgreSQL, made before they are needed; SQLite has none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from beatgraph.drafts.events import Event
from beatgraph.services import upserts
from beatgraph.services.months import after, before
from beatgraph.services.sums import month_of
from beatgraph.work import Work

INSTANTS: Mapping[str, str] = {"plays": "occurred_at", "views": "created_at", "shares": "created_at"}
"""Tables that are partitioned, and by what."""
TABLES: Mapping[str, str] = {"play": "plays", "view": "views", "share": "shares"}
"""Where events are kept, by type."""
OTHER = "other"
"""Name of the partition of whatever has none of its own."""
AHEAD = 2
ROWS_OF_A_MONTH = 1000
"""So many that are imported at once make a partition for their month; fewer stay among the others."""
PATIENCE = "500ms"
"""Shorter than the time after which PostgreSQL looks for those who wait for each other."""
LOCK_NOT_AVAILABLE = "55P03"


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    table: str
    month: date

    @property
    def name(self) -> str:
        return f"{self.table}__{self.month:%Y_%m}"


async def there(work: Work) -> set[Partition]:
    """Those that have a month."""
    statement = text("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r'")
    names = (await work.session.execute(statement)).scalars()
    found = set()
    for name in names:
        table, _, month = name.partition("__")
        if table in INSTANTS and month != OTHER:
            found.add(Partition(table, datetime.strptime(month, "%Y_%m").replace(tzinfo=UTC).date()))
    return found


async def due(work: Work) -> list[Partition]:
    """Those that will be needed soon: what comes late belongs to the month before."""
    if upserts.is_sqlite(work):
        return []
    month = before(month_of(work.now.date()))
    wanted = set()
    for _ in range(2 + AHEAD):
        wanted |= {Partition(table, month) for table in INSTANTS}
        month = after(month)
    return sorted(wanted - await there(work))


def of_events(events: Iterable[Event]) -> set[Partition]:
    """Those that it is worth having for these events."""
    counts = Counter(
        (TABLES[event.type], event.occurred_at.year, event.occurred_at.month)
        for event in events
        if event.type in TABLES
    )
    return {
        Partition(table, date(year, month, 1))
        for (table, year, month), number in counts.items()
        if number >= ROWS_OF_A_MONTH
    }


async def make(work: Work, wanted: Iterable[Partition]) -> bool:
    """Make those that are missing, with the rows that were among the others; to be done by who has the gate alone.

    False if somebody was in the way: rows go to the others meanwhile, and nothing is lost.
    """
    if upserts.is_sqlite(work):
        return True
    missing = sorted(set(wanted) - await there(work))
    return not missing or await _run(work, [line for each in missing for line in _making(each)])


def _making(partition: Partition) -> list[str]:
    table, at, name = partition.table, INSTANTS[partition.table], partition.name
    first, end = f"'{partition.month} 00:00:00+00'", f"'{after(partition.month)} 00:00:00+00'"
    moved = f"delete from {table}__{OTHER} where {at} >= {first} and {at} < {end} returning *"  # noqa: S608
    return [
        f"create table {name} (like {table} including defaults including constraints)",
        f"with moved as ({moved}) insert into {name} select * from moved",  # noqa: S608
        f"alter table {table} attach partition {name} for values from ({first}) to ({end})",
    ]


async def forget(work: Work) -> bool:
    """Let go of single events that are older than the settings say; to be done by who has the gate alone."""
    months = work.settings.events_kept_months
    if not months:
        return True
    first = month_of(work.now.date())
    for _ in range(months):
        first = before(first)
    if upserts.is_sqlite(work):
        lines = [f"delete from {table} where {at} < '{first} 00:00:00'" for table, at in INSTANTS.items()]  # noqa: S608
        return await _run(work, lines)
    old = sorted(each for each in await there(work) if each.month < first)
    lines = [f"drop table {each.name}" for each in old]
    lines += [f"delete from {table}__{OTHER} where {at} < '{first} 00:00:00+00'" for table, at in INSTANTS.items()]  # noqa: S608
    return await _run(work, lines)


async def _run(work: Work, lines: Iterable[str]) -> bool:
    """All of these or, if somebody holds what they need for too long, none."""
    try:
        async with work.session.begin_nested():
            if not upserts.is_sqlite(work):
                await work.session.execute(text(f"set local lock_timeout = '{PATIENCE}'"))
            for line in lines:
                await work.session.execute(text(line))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True

"""Add what stands by the day on which it began, and all of it by quarter-hours."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBERS = ("track_daily", "artist_daily", "track_month", "artist_month")
SLOTS = ("track_slot", "artist_slot")
OF_SLOTS = ("qualified", "likes", "reposts", "saves", "comments", "shares", "downloads")
KINDS = {"likes": "like", "reposts": "repost", "saves": "save"}


def upgrade() -> None:
    for table in NUMBERS:
        _add(table, ("likes", "reposts", "saves"))
    _add("post_daily", ("likes", "saves"))
    for table in SLOTS:
        _add(table, OF_SLOTS)
        op.drop_column(table, "engagement")
    for name, kind in KINDS.items():
        _fill_days("track", name, _standing(name, kind, "track"))
        _fill_slots(name, _standing(name, kind, "track"))
    for name, table in (("likes", "post_likes"), ("saves", "saves")):
        _fill_days("post", name, _standing(table, KINDS[name], "post"))
    _fill_slots("comments", "select track_id, created_at as at from comments where counted and deleted_at is null")
    _fill_slots("shares", "select track_id, created_at as at from shares where counted")
    _fill_slots("downloads", "select track_id, occurred_at as at from downloads where counted")
    _fill_slots("qualified", _qualified())
    _fill_artists("daily", "day", tuple(KINDS))
    _fill_artists("slot", "slot", OF_SLOTS)
    # Merged again by the next round, from the days.
    op.execute("update merged_months set merged = false")


def downgrade() -> None:
    for table in SLOTS:
        _add(table, ("engagement",))
        op.execute(f"update {table} set engagement = likes + saves + comments + shares")
        for name in OF_SLOTS:
            op.drop_column(table, name)
    for name in ("likes", "saves"):
        op.drop_column("post_daily", name)
    for table in NUMBERS:
        for name in KINDS:
            op.drop_column(table, name)


def _add(table: str, names: tuple[str, ...]) -> None:
    for name in names:
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    if op.get_bind().dialect.name != "sqlite":
        for name in names:
            op.alter_column(table, name, server_default=None)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _day(at: str) -> str:
    return f"substr({at}, 1, 10)" if _is_sqlite() else f"({at} at time zone 'UTC')::date"


def _noon(day: str) -> str:
    return f"{day} || ' 12:00:00'" if _is_sqlite() else f"({day} + time '12:00') at time zone 'UTC'"


def _slot(at: str) -> str:
    if _is_sqlite():
        return f"cast(strftime('%s', substr({at}, 1, 19)) as integer) / 900"
    return f"floor(extract(epoch from {at}) / 900)::integer"


def _standing(table: str, kind: str, noun: str) -> str:
    """What stands and counts; what came late is booked on the day on which it came, at noon."""
    return (
        f"select s.{noun}_id, coalesce({_noon('min(e.booked_day)')}, s.created_at) as at from {table} s "
        f"left join engagements e on e.subject = '{noun}' and e.subject_id = s.{noun}_id and e.user_id = s.user_id "
        f"and e.kind = '{kind}' and e.occurred_at = s.created_at and e.booked_day is not null "
        f"where s.counted and s.{noun}_id is not null group by s.{noun}_id, s.user_id, s.created_at"
    )


def _qualified() -> str:
    at = "case when booked_day = {day} then occurred_at else received_at end".format(day=_day("occurred_at"))
    half = "duration_ms < 60000 and 2 * listened_ms >= duration_ms"
    return f"select track_id, {at} as at from plays where counted and (listened_ms >= 30000 or ({half}))"


def _fill_days(noun: str, name: str, found: str) -> None:
    key = f"{noun}_id"
    op.execute(
        f"insert into {noun}_daily ({key}, day, {name}{_others(noun + '_daily', {key, 'day', name})}) "
        f"select {key}, day, number{_zeros(noun + '_daily', {key, 'day', name})} from "
        f"(select {key}, {_day('at')} as day, count(*) as number from ({found}) f group by 1, 2) g where true "
        f"on conflict ({key}, day) do update set {name} = excluded.{name}"
    )


def _fill_slots(name: str, found: str) -> None:
    known = {"track_id", "slot", name}
    op.execute(
        f"insert into track_slot (track_id, slot, {name}{_others('track_slot', known)}) "
        f"select track_id, slot, number{_zeros('track_slot', known)} from "
        f"(select track_id, {_slot('at')} as slot, count(*) as number from ({found}) f "
        f"where track_id is not null group by 1, 2) g where true "
        f"on conflict (track_id, slot) do update set {name} = excluded.{name}"
    )


def _fill_artists(table: str, key: str, names: tuple[str, ...]) -> None:
    """An artist's are those of the live tracks that credit the artist."""
    known = {"artist_id", key, *names}
    sums = ", ".join(f"sum(d.{name})" for name in names)
    live = "t.deleted_at is null and t.published_at is not null and not t.private"
    op.execute(
        f"insert into artist_{table} (artist_id, {key}, {', '.join(names)}{_others(f'artist_{table}', known)}) "
        f"select a.artist_id, d.{key}, {sums}{_zeros(f'artist_{table}', known)} from track_{table} d "
        f"join track_artists a on a.track_id = d.track_id join tracks t on t.id = d.track_id where {live} "
        f"group by a.artist_id, d.{key} on conflict (artist_id, {key}) do update set "
        + ", ".join(f"{name} = excluded.{name}" for name in names)
    )


def _columns(table: str, known: set[str]) -> list[str]:
    return [each["name"] for each in sa.inspect(op.get_bind()).get_columns(table) if each["name"] not in known]


def _others(table: str, known: set[str]) -> str:
    return "".join(f", {name}" for name in _columns(table, known))


def _zeros(table: str, known: set[str]) -> str:
    return ", 0" * len(_columns(table, known))

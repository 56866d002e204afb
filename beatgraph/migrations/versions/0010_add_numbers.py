"""add numbers"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = {"listen_ms", "heard_ms", "share_ppm"}
AFTER_PLAYS = [
    *("qualified", "by_followers", "listen_ms", "listeners", "tracked", "heard_ms", "share_ppm", "skips", "intro"),
    *("skipped", "partial", "half", "mostly", "completed"),
    *("under_10s", "under_30s", "under_60s", "under_120s", "under_240s", "longer"),
    *(f"reach_{percent}" for percent in range(0, 101, 5)),
    *("views", "likes_added", "likes_removed", "reposts_added", "reposts_removed", "saves_added", "saves_removed"),
    *("comments", "shares", "downloads"),
]
OF_ARTISTS = ["follows_added", "follows_removed", "page_views", "page_shares"]
LIFETIME = ["qualified", "listen_ms", "listener_days", "listeners"]
COVERED = ["plays", "qualified", "listen_ms", "listeners"]


def big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def number(name: str) -> "sa.Column[int]":
    return sa.Column(name, big() if name in BIG else sa.Integer(), nullable=False, server_default="0")


def total(name: str) -> "sa.Column[int]":
    return sa.Column(name, big(), nullable=False, server_default="0")


def sketch(name: str) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def day(name: str = "day") -> "sa.Column[object]":
    return sa.Column(name, sa.Date(), nullable=False)


def create(table: str, owner: str, *columns: sa.schema.SchemaItem, key: tuple[str, ...], rowid: bool = False) -> None:
    """A table of one owner's rows, which go with the owner."""
    op.create_table(
        table,
        sa.Column(f"{owner}_id", big(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            [f"{owner}_id"], [f"{owner}s.id"], name=f"fk_{table}_{owner}_id_{owner}s", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            f"{owner}_id", *key, name=f"pk_{table}", postgresql_include=COVERED if table.endswith("st_daily") else None
        ),
        **({} if rowid else {"sqlite_with_rowid": False}),
    )


def user_of(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("user_id", big(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id_users", ondelete="CASCADE"),
    ]


def upgrade() -> None:
    numbers = ["plays", *AFTER_PLAYS]
    create("artist_daily", "artist", day(), *map(number, [*numbers, *OF_ARTISTS]), key=("day",))
    create("track_month", "track", day("month"), *map(number, numbers), key=("month",))
    create("artist_month", "artist", day("month"), *map(number, [*numbers, *OF_ARTISTS]), key=("month",))
    op.create_table(
        "merged_months",
        day("month"),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_merged_months"),
    )
    for owner in ("track", "artist"):
        slot = sa.Column("slot", sa.Integer(), nullable=False)
        create(f"{owner}_slot", owner, slot, *map(number, ("plays", "views", "engagement")), key=("slot",))
        own = [sketch("page_viewers")] if owner == "artist" else []
        sketches = [sketch("listeners"), sketch("viewers")]
        create(f"{owner}_sketch", owner, day(), *sketches, *own, key=("day",), rowid=True)
        sketches = [sketch("listeners"), sketch("viewers")]
        create(f"{owner}_month_sketch", owner, day("month"), *sketches, key=("month",), rowid=True)
        create(f"{owner}_lifetime_sketch", owner, sketch("listeners"), key=(), rowid=True)
        create(
            f"{owner}_dim_daily",
            owner,
            day(),
            sa.Column("dim", sa.String(length=8), nullable=False),
            sa.Column("value", sa.String(length=103), nullable=False),
            number("plays"),
            sketch("listeners"),
            key=("day", "dim", "value"),
        )
        listeners = f"{owner}_listener_month"
        create(
            listeners,
            owner,
            day("month"),
            *user_of(listeners),
            number("plays"),
            sketch("days"),
            key=("month", "user_id"),
        )
    op.create_index(
        "ix_artist_listener_month_first", "artist_listener_month", ["artist_id", "user_id", "month"], unique=False
    )
    create(
        "contribution_snapshots",
        "track",
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        total("plays"),
        number("producers"),
        sa.Column("value", sa.Float(), nullable=False),
        key=("computed_at",),
    )
    op.create_table(
        "downloads",
        sa.Column("event_id", sa.Uuid().with_variant(sa.LargeBinary(16), "sqlite"), nullable=False),
        sa.Column("track_id", big(), nullable=False),
        sa.Column("user_id", big(), nullable=True),
        sa.Column("listener_key", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name="fk_downloads_track_id_tracks", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_downloads_user_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("event_id", name="pk_downloads"),
    )
    op.create_index("ix_downloads_listener", "downloads", ["listener_key", "track_id", "occurred_at"], unique=False)
    op.create_index("ix_downloads_track", "downloads", ["track_id", "occurred_at"], unique=False)
    op.create_index("ix_downloads_user_id", "downloads", ["user_id"], unique=False)

    for name in AFTER_PLAYS:
        op.add_column("track_daily", number(name))
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("pk_track_daily", "track_daily")
        op.execute(
            "alter table track_daily add constraint pk_track_daily primary key (track_id, day) "
            f"include ({', '.join(COVERED)})"
        )
    for name in [*LIFETIME, "downloads"]:
        op.add_column("track_lifetime", total(name) if name != "downloads" else number(name))
    for name in ["plays", *LIFETIME]:
        op.add_column("artist_lifetime", total(name))
    for table in ("track_lifetime", "artist_lifetime"):
        op.add_column(table, sa.Column("last_play_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("engagements", sa.Column("booked_day", sa.Date(), nullable=True))
    for column in (
        sa.Column("duration_ms", big(), nullable=True),
        sa.Column("heard_of_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_follower", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("device", sa.String(length=10), nullable=True),
        sa.Column("platform", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
    ):
        op.add_column("plays", column)


def downgrade() -> None:
    dropped = {
        "plays": ["duration_ms", "heard_of_at", "by_follower", "country", "city", "device", "platform", "source"],
        "engagements": ["booked_day"],
        "artist_lifetime": ["plays", *LIFETIME, "last_play_at"],
        "track_lifetime": [*LIFETIME, "downloads", "last_play_at"],
    }
    for table, names in dropped.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("pk_track_daily", "track_daily")
        op.create_primary_key("pk_track_daily", "track_daily", ["track_id", "day"])
    for name in AFTER_PLAYS:
        op.drop_column("track_daily", name)
    for table in ("downloads", "contribution_snapshots", "merged_months", "track_month", "artist_month"):
        op.drop_table(table)
    op.drop_table("artist_daily")
    for owner in ("track", "artist"):
        for kind in ("slot", "sketch", "month_sketch", "lifetime_sketch", "dim_daily", "listener_month"):
            op.drop_table(f"{owner}_{kind}")

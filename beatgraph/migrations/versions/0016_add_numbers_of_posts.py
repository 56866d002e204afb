"""Add the numbers of posts by day, and find the latest comments and all artists of a day by indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_daily",
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("likes_added", sa.Integer(), nullable=False),
        sa.Column("likes_removed", sa.Integer(), nullable=False),
        sa.Column("saves_added", sa.Integer(), nullable=False),
        sa.Column("saves_removed", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_post_daily_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "day", name=op.f("pk_post_daily")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_artist_daily_day", "artist_daily", ["day"])
    op.create_index("ix_comments_post_latest", "comments", ["post_id", "created_at"])
    op.create_index("ix_comments_track_latest", "comments", ["track_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_comments_track_latest", "comments")
    op.drop_index("ix_comments_post_latest", "comments")
    op.drop_index("ix_artist_daily_day", "artist_daily")
    op.drop_table("post_daily")

"""find a genre's latest tracks by an index"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("track_genres", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_genres_genre_id"))
        batch_op.create_index("ix_track_genres_genre_id_track_id", ["genre_id", "track_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("track_genres", schema=None) as batch_op:
        batch_op.drop_index("ix_track_genres_genre_id_track_id")
        batch_op.create_index(batch_op.f("ix_track_genres_genre_id"), ["genre_id"], unique=False)

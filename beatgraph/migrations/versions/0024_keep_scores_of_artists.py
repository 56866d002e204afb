"""Keep scores of artists."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "artist_scores",
        sa.Column("artist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("percentage", sa.Float(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["artist_id"], ["artists.id"], name=op.f("fk_artist_scores_artist_id_artists"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("artist_id", name=op.f("pk_artist_scores")),
    )
    with op.batch_alter_table("artist_scores") as batch_op:
        batch_op.create_index(batch_op.f("ix_artist_scores_computed_at"), ["computed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("artist_scores") as batch_op:
        batch_op.drop_index(batch_op.f("ix_artist_scores_computed_at"))

    op.drop_table("artist_scores")

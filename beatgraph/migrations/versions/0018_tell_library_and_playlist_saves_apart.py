"""Tell what is in a library from what is only in a playlist; until now everything saved was in a library."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("saves") as batch_op:
        batch_op.add_column(sa.Column("in_library", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("saves") as batch_op:
        batch_op.alter_column("in_library", server_default=None)


def downgrade() -> None:
    op.execute(sa.text("delete from saves where not in_library"))
    with op.batch_alter_table("saves") as batch_op:
        batch_op.drop_column("in_library")

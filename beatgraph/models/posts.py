"""Posts: what people have to say, with a picture or a track if they like."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from beatgraph.models.base import BigId, Deletable, Row


class Post(Row, Deletable, table=True):
    __tablename__ = "posts"
    __table_args__ = (
        Index("ix_posts_user", "user_id", "created_at", "id"),
        Index("ix_posts_created", "created_at", "id"),
    )

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId, description="Who wrote it.")
    content: str = Field(sa_type=Text)
    image: str | None = Field(default=None, max_length=2048)
    track_id: int | None = Field(
        default=None, foreign_key="tracks.id", ondelete="SET NULL", index=True, sa_type=BigId, description="Beside it."
    )

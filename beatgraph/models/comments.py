"""Comments: what people say of tracks and posts, and their answers to one another."""

from sqlalchemy import Index
from sqlmodel import Field

from beatgraph.models.base import BigId, Deletable, Row, exactly_one


class Comment(Row, Deletable, table=True):
    """One comment; a deleted one keeps its place while there are answers to it."""

    __tablename__ = "comments"
    __table_args__ = (
        exactly_one("track_id", "post_id"),
        Index("ix_comments_track", "track_id", "path"),
        Index("ix_comments_post", "post_id", "path"),
        # The latest ones.
        Index("ix_comments_track_latest", "track_id", "created_at"),
        Index("ix_comments_post_latest", "post_id", "created_at"),
    )

    track_id: int | None = Field(default=None, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    post_id: int | None = Field(default=None, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    parent_id: int | None = Field(
        default=None, foreign_key="comments.id", ondelete="CASCADE", index=True, sa_type=BigId
    )
    content: str = Field(max_length=1000)
    position: int | None = Field(default=None, description="Where in the track, in milliseconds.")
    depth: int = Field(default=0, description="How many comments it stands under.")
    path: str = Field(
        default="", max_length=220, description="Ids from the first comment down to this one, 19 digits each."
    )
    counted: bool = Field(default=True, description="False for those who run or are credited on what it is about.")

    @property
    def author_id(self) -> int | None:
        """Whose it is; of a deleted comment nobody is told."""
        return None if self.deleted_at else self.user_id

    @property
    def text(self) -> str:
        """What it says; nothing once it is deleted."""
        return "" if self.deleted_at else self.content

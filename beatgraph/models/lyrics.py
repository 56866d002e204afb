"""Lyrics: the words of a track, one text each."""

from sqlalchemy import Text
from sqlmodel import Field

from beatgraph.models.base import BigId, Row


class Lyric(Row, table=True):
    __tablename__ = "lyrics"

    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", unique=True, sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId, description="Who wrote it down.")
    text: str = Field(sa_type=Text)
    is_synced: bool = Field(default=False, description="Whether there are times in front of its lines.")

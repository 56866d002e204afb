"""Who did what on a track."""

from enum import StrEnum

from sqlmodel import Field

from beatgraph.models.base import BigId, Row


class CreditRole(StrEnum):
    """What a person did; the words and their groups are the field's."""

    PRODUCER = "producer"
    CO_PRODUCER = "co-producer"
    BEAT_MAKER = "beat-maker"
    MIXING_ENGINEER = "mixing"
    MASTERING_ENGINEER = "mastering"
    RECORDING_ENGINEER = "recording-engineer"
    SONGWRITER = "songwriter"
    COMPOSER = "composer"
    ARRANGER = "arranger"
    FEATURED_ARTIST = "featured-artist"
    VOCALIST = "vocalist"
    MUSICIAN = "musician"
    EXECUTIVE_PRODUCER = "executive-producer"
    A_AND_R = "a-and-r"
    CREATIVE_DIRECTOR = "creative-director"


class TrackCredit(Row, table=True):
    """A role on a track, given to an artist of the platform or to a name."""

    __tablename__ = "track_credits"

    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", index=True, sa_type=BigId)
    artist_id: int | None = Field(default=None, foreign_key="artists.id", ondelete="CASCADE", index=True, sa_type=BigId)
    name: str | None = Field(default=None, max_length=255)
    role: str = Field(max_length=40)
    position: int = Field(default=0)

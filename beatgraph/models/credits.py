"""Who did what on a track, and the words for it."""

from collections.abc import Mapping
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


class CreditGroup(StrEnum):
    """What kind of work a role is."""

    PRODUCTION = "Production"
    ENGINEERING = "Engineering"
    WRITING = "Writing"
    PERFORMANCE = "Performance"
    OTHER = "Other"


CREDIT_GROUPS: Mapping[CreditGroup, Mapping[CreditRole, str]] = {
    CreditGroup.PRODUCTION: {
        CreditRole.PRODUCER: "Producer",
        CreditRole.CO_PRODUCER: "Co-Producer",
        CreditRole.BEAT_MAKER: "Beat Maker",
    },
    CreditGroup.ENGINEERING: {
        CreditRole.MIXING_ENGINEER: "Mixing",
        CreditRole.MASTERING_ENGINEER: "Mastering",
        CreditRole.RECORDING_ENGINEER: "Recording Engineer",
    },
    CreditGroup.WRITING: {
        CreditRole.SONGWRITER: "Songwriter",
        CreditRole.COMPOSER: "Composer",
        CreditRole.ARRANGER: "Arranger",
    },
    CreditGroup.PERFORMANCE: {
        CreditRole.FEATURED_ARTIST: "Featured Artist",
        CreditRole.VOCALIST: "Vocalist",
        CreditRole.MUSICIAN: "Musician",
    },
    CreditGroup.OTHER: {
        CreditRole.EXECUTIVE_PRODUCER: "Executive Producer",
        CreditRole.A_AND_R: "A&R",
        CreditRole.CREATIVE_DIRECTOR: "Creative Director",
    },
}
"""Every role in its group, and how it is written for people."""


class TrackCredit(Row, table=True):
    """A role on a track, given to an artist of the platform or to a name."""

    __tablename__ = "track_credits"

    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", index=True, sa_type=BigId)
    artist_id: int | None = Field(default=None, foreign_key="artists.id", ondelete="CASCADE", index=True, sa_type=BigId)
    name: str | None = Field(default=None, max_length=255)
    role: str = Field(max_length=40)
    position: int = Field(default=0)

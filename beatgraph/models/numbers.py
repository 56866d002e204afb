"""Numbers: sums that are kept of tracks and artists by day, month and quarter-hour, so that no dashboard reads events.

They are of the audience only. An artist's are those of the live tracks that credit the artist, each in full for every
artist, and of the artist's own page.
"""

from datetime import date

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId

COVERED = ["plays", "qualified", "listen_ms", "listeners"]
"""What a chart reads: on PostgreSQL it is in the index itself."""


class Numbers(SQLModel):
    """Sums over one day or one month, by the UTC day that an event is booked on.

    `tracked` plays are those that told how long they were listened to, of a track whose length was known; the columns
    after it, down to the reach, are about these alone. All add up over days and over tracks, except `listeners`.
    """

    plays: int = Field(default=0, description="Counted plays.")
    qualified: int = Field(default=0, description="Those of 30 s or more, or of half of a track shorter than 60 s.")
    by_followers: int = Field(default=0, description="Plays by people who followed an artist of the track just then.")
    listen_ms: int = Field(default=0, sa_type=BigId, description="Time listened, loops included.")
    listeners: int = Field(default=0, description="Different listeners, from the sketch; exact up to 512.")

    tracked: int = Field(default=0, description="Plays that told how long they were listened to.")
    heard_ms: int = Field(default=0, sa_type=BigId, description="Time listened, at most the track's length a play.")
    share_ppm: int = Field(
        default=0, sa_type=BigId, description="Sum of the shares of the track that were heard, 1 000 000 a whole one."
    )
    skips: int = Field(default=0, description="Ended by the listener before 30 s, and not qualified.")
    intro: int = Field(default=0, description="Came to the 30th second of the track.")

    skipped: int = Field(default=0, description="Heard less than 20 per cent.")
    partial: int = Field(default=0, description="Heard 20 to under 40 per cent.")
    half: int = Field(default=0, description="Heard 40 to under 60 per cent.")
    mostly: int = Field(default=0, description="Heard 60 to 80 per cent, 80 included.")
    completed: int = Field(default=0, description="Heard more than 80 per cent.")

    under_10s: int = Field(default=0, description="Listened to for less than 10 s.")
    under_30s: int = Field(default=0, description="10 s to under 30 s.")
    under_60s: int = Field(default=0, description="30 s to under 60 s.")
    under_120s: int = Field(default=0, description="60 s to under 120 s.")
    under_240s: int = Field(default=0, description="120 s to under 240 s.")
    longer: int = Field(default=0, description="240 s and more.")

    reach_0: int = Field(default=0, description="The furthest position lay at 0 to under 5 per cent of the track.")
    reach_5: int = Field(default=0)
    reach_10: int = Field(default=0)
    reach_15: int = Field(default=0)
    reach_20: int = Field(default=0)
    reach_25: int = Field(default=0)
    reach_30: int = Field(default=0)
    reach_35: int = Field(default=0)
    reach_40: int = Field(default=0)
    reach_45: int = Field(default=0)
    reach_50: int = Field(default=0)
    reach_55: int = Field(default=0)
    reach_60: int = Field(default=0)
    reach_65: int = Field(default=0)
    reach_70: int = Field(default=0)
    reach_75: int = Field(default=0)
    reach_80: int = Field(default=0)
    reach_85: int = Field(default=0)
    reach_90: int = Field(default=0)
    reach_95: int = Field(default=0)
    reach_100: int = Field(default=0, description="The furthest position was the end.")

    views: int = Field(default=0, description="Page views: of the track, not of the artist's own page.")
    likes: int = Field(default=0, description="Likes that began then and stand still; one that ends leaves its day.")
    reposts: int = Field(default=0, description="Reposts, likewise.")
    saves: int = Field(default=0, description="Saves, likewise.")
    likes_added: int = Field(
        default=0, description="Each time that a like began to stand; less those removed, what stood at an instant."
    )
    likes_removed: int = Field(default=0)
    reposts_added: int = Field(default=0)
    reposts_removed: int = Field(default=0)
    saves_added: int = Field(default=0)
    saves_removed: int = Field(default=0)
    comments: int = Field(default=0, description="Comments written then that are still to be seen.")
    shares: int = Field(default=0)
    downloads: int = Field(default=0, description="Granted downloads, repeats included.")


class ArtistNumbers(Numbers):
    """What comes with an artist's own page; it stays when a track leaves the artist's numbers."""

    follows_added: int = Field(default=0, description="Follows that began to stand; less those removed, what stands.")
    follows_removed: int = Field(default=0)
    page_views: int = Field(default=0, description="Views of the artist's own page.")
    page_shares: int = Field(default=0)


class TrackDay(Numbers, table=True):
    """One track on one UTC day."""

    __tablename__ = "track_daily"
    __table_args__ = (
        PrimaryKeyConstraint("track_id", "day", postgresql_include=COVERED),
        {"sqlite_with_rowid": False},
    )

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)


class ArtistDay(ArtistNumbers, table=True):
    """One artist on one UTC day."""

    __tablename__ = "artist_daily"
    __table_args__ = (
        PrimaryKeyConstraint("artist_id", "day", postgresql_include=COVERED),
        # How all artists did lately.
        Index("ix_artist_daily_day", "day"),
        {"sqlite_with_rowid": False},
    )

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)


class PostDay(SQLModel, table=True):
    """One post on one UTC day."""

    __tablename__ = "post_daily"
    __table_args__ = (PrimaryKeyConstraint("post_id", "day"), {"sqlite_with_rowid": False})

    post_id: int = Field(primary_key=True, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)
    views: int = Field(default=0)
    likes: int = Field(default=0, description="Likes that began then and stand still; one that ends leaves its day.")
    saves: int = Field(default=0, description="Saves, likewise.")
    likes_added: int = Field(
        default=0, description="Each time that a like began to stand; less those removed, what stood at an instant."
    )
    likes_removed: int = Field(default=0)
    saves_added: int = Field(default=0)
    saves_removed: int = Field(default=0)
    comments: int = Field(default=0, description="Comments written then that are still to be seen.")
    shares: int = Field(default=0)


class TrackMonth(Numbers, table=True):
    """One track in one month that is over and merged; `month` is its first day."""

    __tablename__ = "track_month"
    __table_args__ = {"sqlite_with_rowid": False}

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    month: date = Field(primary_key=True)


class ArtistMonth(ArtistNumbers, table=True):
    """One artist in one month that is over and merged; `month` is its first day."""

    __tablename__ = "artist_month"
    __table_args__ = {"sqlite_with_rowid": False}

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    month: date = Field(primary_key=True)


class MergedMonth(SQLModel, table=True):
    """A month of which there are days. Once merged, its rows say what its days say, until one of its days changes."""

    __tablename__ = "merged_months"

    month: date = Field(primary_key=True)
    merged: bool = Field(default=False)


class Slot(SQLModel):
    """A quarter-hour, for reporting days of other zones; of tracks alone, not of an artist's own page."""

    slot: int = Field(primary_key=True, description="Quarter-hours since 1970, UTC.")
    plays: int = Field(default=0)
    qualified: int = Field(default=0)
    views: int = Field(default=0)
    likes: int = Field(default=0, description="Likes that began then and stand; reposts and saves likewise.")
    reposts: int = Field(default=0)
    saves: int = Field(default=0)
    comments: int = Field(default=0)
    shares: int = Field(default=0)
    downloads: int = Field(default=0)


class TrackSlot(Slot, table=True):
    __tablename__ = "track_slot"
    __table_args__ = (PrimaryKeyConstraint("track_id", "slot"), {"sqlite_with_rowid": False})

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)


class ArtistSlot(Slot, table=True):
    __tablename__ = "artist_slot"
    __table_args__ = (PrimaryKeyConstraint("artist_id", "slot"), {"sqlite_with_rowid": False})

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)

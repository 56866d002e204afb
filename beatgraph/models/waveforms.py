"""Waveforms: the shape of an upload's sound, for drawing."""

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId


class Waveform(SQLModel, table=True):
    __tablename__ = "waveforms"

    upload_id: int = Field(primary_key=True, foreign_key="uploads.id", ondelete="CASCADE", sa_type=BigId)
    sample_rate: int = Field(description="Hz of the decoded sound.")
    samples_per_pixel: int = Field()
    points: bytes = Field(description="Signed 8-bit minimum and maximum in turn, audiowaveform v2.")
    bars: bytes = Field(description="414 heights from 0 to 45.")

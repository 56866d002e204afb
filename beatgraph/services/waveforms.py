"""Waveforms: the drawn shape of an upload's sound, seen by whoever sees a track made from it."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.models import Track, Waveform
from beatgraph.services import tracks
from beatgraph.work import Work


async def of_uploads(work: Work, upload_ids: Sequence[int]) -> dict[int, Waveform]:
    """By upload; for uploads of tracks that the viewer has in hand."""
    rows = await work.session.exec(select(Waveform).where(col(Waveform.upload_id).in_(upload_ids)))
    return {row.upload_id: row for row in rows}


async def of_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, Waveform | None]:
    """By track, in one statement: a track that the viewer may not see is absent, one without a waveform has none."""
    statement = (
        tracks.visible(work.viewer)
        .where(col(Track.id).in_(track_ids))
        .outerjoin(Waveform, col(Waveform.upload_id) == Track.upload_id)
        .with_only_columns(col(Track.id), Waveform, maintain_column_froms=True)
    )
    return {track_id: row for track_id, row in (await work.session.execute(statement)).all()}


def points(row: Waveform) -> list[int]:
    """Least and greatest sample of each stretch in turn, -128 to 127."""
    return [byte - 256 if byte > 127 else byte for byte in row.points]


def peaks(row: Waveform) -> list[float]:
    """Loudest sample of each stretch, 0 to 1."""
    each = points(row)
    return [min(round(max(-low, high) / 128, 4), 1.0) for low, high in zip(each[::2], each[1::2], strict=True)]

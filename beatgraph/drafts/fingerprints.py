"""What a caller may ask of fingerprints."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import Id

TRACKS_AT_MOST = 20
"""Tracks that are compared with the catalogue in one request."""
ARTISTS_AT_MOST = 20


class FingerprintDraft(Draft):
    """How to make a fingerprint."""

    force_refresh: bool = Field(default=False, description="Whether to listen again although there is one.")


class DuplicatesDraft(Draft):
    """Whose sound to compare with all tracks: some tracks', a file entry's, or that behind an address of ours.

    Names are taken and decide nothing: sounds are compared.
    """

    track_ids: list[Id] | None = Field(default=None, min_length=1, max_length=TRACKS_AT_MOST)
    file_entry_id: Id | None = None
    playback_url: Annotated[str, Field(min_length=1, max_length=2048)] | None = None
    track_name: Annotated[str, Field(max_length=255)] | None = None
    artist_names: list[Annotated[str, Field(max_length=255)]] | None = Field(default=None, max_length=ARTISTS_AT_MOST)
    exclude_track_id: Id | None = Field(default=None, description="Track to be left out of the answer.")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        given = [self.track_ids, self.file_entry_id, self.playback_url]
        if sum(each is not None for each in given) != 1:
            raise ValueError("Give one of track_ids, file_entry_id and playback_url.")
        return self

"""What a caller may say of a portfolio credit, and ask of Spotify."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field

from beatgraph.drafts.base import Draft, NeverNull, each_once
from beatgraph.drafts.tracks import Id, Url
from beatgraph.models import CreditRole, ReleaseType

CREDITS_AT_MOST = 500
TRACKS_AT_MOST = 200
FOUND_AT_MOST = 50
"""Releases of each type that a search gives."""
FIRST_YEAR, LAST_YEAR = 1860, 2100


def _listed(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


SpotifyId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
Roles = Annotated[list[CreditRole], Field(min_length=1, max_length=len(CreditRole)), AfterValidator(each_once)]
Name = Annotated[str, Field(max_length=255)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Popularity = Annotated[int, Field(ge=0, le=100)]


class CreditDetails(Draft):
    """How a release is described; what is not given stays, null clears it."""

    title: Name | None = Field(default=None, validation_alias=AliasChoices("title", "name"))
    artist_name: Name | None = None
    album_name: Name | None = None
    image: str | int | None = None
    release_year: Year | None = None
    spotify_url: Url | None = None
    popularity: Popularity | None = None


class CreditChanges(CreditDetails):
    """What is to be corrected, and the roles that a credit is to have from now on; what is not given stays."""

    roles: Annotated[Roles | None, NeverNull] = None


class CreditDraft(CreditDetails):
    """A release, and what the artist did on it."""

    roles: Roles
    type: ReleaseType
    spotify_id: SpotifyId


class AlbumTrackDraft(Draft):
    """A song of an album, and what the artist did on it, if anything."""

    spotify_id: SpotifyId
    roles: list[CreditRole] | None = Field(default=None, max_length=len(CreditRole))
    title: Name | None = Field(default=None, validation_alias=AliasChoices("title", "name"))
    artist_name: Name | None = None
    spotify_url: Url | None = None
    popularity: Popularity | None = None


def _with_a_role(value: list[AlbumTrackDraft]) -> list[AlbumTrackDraft]:
    if not any(track.roles for track in value):
        raise ValueError("At least one track needs a role.")
    return value


class AlbumCreditsDraft(Draft):
    """An album, and the roles on each of its songs; songs without roles are passed over."""

    spotify_album_id: SpotifyId
    album_name: Name | None = Field(default=None, validation_alias=AliasChoices("album_name", "title", "name"))
    artist_name: Name | None = None
    image: str | int | None = None
    release_year: Year | None = None
    tracks: Annotated[
        list[AlbumTrackDraft], Field(min_length=1, max_length=TRACKS_AT_MOST), AfterValidator(_with_a_role)
    ]

    @property
    def songs(self) -> list[CreditDraft]:
        """A draft for each song with roles, each song once, in their order."""
        drafts: dict[str, dict[str, Any]] = {}
        for track in self.tracks:
            if track.roles:
                values = drafts.setdefault(track.spotify_id, {**self._described, "type": "song", "roles": []})
                values |= {**track.given, "roles": each_once([*values["roles"], *track.roles])}
        return [CreditDraft.read(values) for values in drafts.values()]

    @property
    def _described(self) -> dict[str, Any]:
        shared = ("album_name", "artist_name", "image", "release_year")
        return {name: value for name, value in self.given.items() if name in shared}


class CreditOrder(Draft):
    """All of a portfolio's credits, in the order that they are to have."""

    ids: list[Id] = Field(max_length=CREDITS_AT_MOST)


class SpotifySearch(Draft):
    """What to look for on Spotify."""

    query: str = Field(min_length=2, max_length=255)
    type: Annotated[list[Literal["track", "album"]], BeforeValidator(_listed)] = Field(
        default=["track", "album"], description="Some of track, album."
    )
    limit: int = Field(default=10, ge=1, le=FOUND_AT_MOST, description="How many of each type at most.")

    @property
    def kinds(self) -> list[Literal["song", "album"]]:
        """What is looked for, in our own words: a track of Spotify's is a song."""
        return ["album" if each == "album" else "song" for each in dict.fromkeys(self.type)]


class SpotifyAlbum(Draft):
    """Which album to look up on Spotify."""

    id: SpotifyId

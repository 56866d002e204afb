"""What callers may say about a cover."""

from typing import Self

from pydantic import Field, field_validator, model_validator

from beatgraph import covers
from beatgraph.covers import TEMPLATES, CoverError, Design
from beatgraph.drafts.base import Draft
from beatgraph.errors import InvalidError

GENRES_AT_MOST = 3
WORD_AT_MOST = 100
TEMPLATES_AT_MOST = 50


class CoverDraft(Draft):
    """A cover by a template, or by genres that choose one; without a title it is a picture without words."""

    template_id: str | None = Field(
        default=None, max_length=WORD_AT_MOST, description="Which template.", examples=["eclipse"]
    )
    genres: list[str] | None = Field(
        default=None,
        min_length=1,
        max_length=GENRES_AT_MOST,
        description="One to three different genres; they choose the template where none is named.",
        examples=[["trap", "drill"]],
    )
    title: str | None = Field(default=None, description=f"At most {covers.TITLE_AT_MOST} characters.")
    artist: str | None = Field(default=None, description=f"At most {covers.ARTIST_AT_MOST} characters.")
    palette: str | None = Field(default=None, max_length=WORD_AT_MOST, description="One of the template's palettes.")

    @field_validator("genres")
    @classmethod
    def _different_words(cls, genres: list[str] | None) -> list[str] | None:
        if genres is None:
            return None
        if not all(0 < len(genre.strip()) <= WORD_AT_MOST for genre in genres):
            raise ValueError(f"A genre has 1 to {WORD_AT_MOST} characters.")
        if len({genre.strip().casefold() for genre in genres}) < len(genres):
            raise ValueError("Each genre counts once.")
        return genres

    @field_validator("template_id")
    @classmethod
    def _a_template(cls, template_id: str | None) -> str | None:
        if template_id is not None and template_id not in TEMPLATES:
            raise ValueError("There is no such template.")
        return template_id

    @model_validator(mode="after")
    def _something_chooses(self) -> Self:
        if self.template_id is None and self.genres is None:
            raise InvalidError("Give a template or genres.", field="template_id")
        return self

    def design(self) -> Design:
        """What is to be drawn, or an `InvalidError` that names what cannot be."""
        template = TEMPLATES[self.template_id] if self.template_id else covers.best(self.genres or [])
        try:
            return covers.designed(template, self.title or "", self.artist or "", self.palette)
        except CoverError as error:
            raise InvalidError(error.message, field=error.field) from error


class TemplateSearch(Draft):
    """Which templates are wanted; several words have commas between them, and one of them is enough."""

    genre: str | None = Field(default=None, max_length=WORD_AT_MOST * GENRES_AT_MOST, description="Genres.")
    mood: str | None = Field(default=None, max_length=WORD_AT_MOST * GENRES_AT_MOST, description="Moods.")
    limit: int = Field(default=10, ge=1, le=TEMPLATES_AT_MOST, description="How many at most, the best first.")

    def words(self, said: str | None) -> list[str]:
        return [word for word in map(str.strip, (said or "").split(",")) if word]

"""What a caller may ask of a list, and of one thing in it."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, field_validator, model_validator

from beatgraph.drafts.base import Draft

WORD = re.compile(r"\w{1,50}", re.ASCII)
PAGE_AT_MOST = 10**15


def split(value: Any) -> Any:
    """Words with commas between them, as a list."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _word(value: str) -> str:
    if not WORD.fullmatch(value):
        raise ValueError("This must be a word of at most 50 letters.")
    return value


def _small(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _no_filters(value: str) -> str:
    if value:
        raise ValueError("There are no filters; ask for `query`, `orderBy` and `orderDir`.")
    return value


class Listing(Draft):
    """Which rows a list holds, and in which direction they are sorted."""

    query: str | None = Field(default=None, max_length=255, description="Words that words of the name begin with.")
    order_dir: Annotated[Literal["asc", "desc"] | None, BeforeValidator(_small)] = Field(
        default=None,
        validation_alias=AliasChoices("orderDir", "order_dir"),
        description="Direction of `orderBy`, in any case; names go up and the rest goes down if nothing is said.",
    )
    filters: Annotated[str | None, AfterValidator(_no_filters)] = Field(
        default=None,
        description="Always empty: the documents name it and give it no shape.",
        json_schema_extra={"enum": ["", None]},
    )

    @property
    def descending(self) -> bool | None:
        """Whether it goes down, if anything was said about it."""
        return None if self.order_dir is None else self.order_dir == "desc"


class ZeroPage(Draft):
    """Which page, counted from zero; an empty text is as good as nothing said."""

    size: int = Field(default=10, ge=1, le=100)
    page: int = Field(default=0, ge=0, le=PAGE_AT_MOST)

    @model_validator(mode="before")
    @classmethod
    def _said(cls, values: Any) -> Any:
        return {name: value for name, value in values.items() if value != "" or name not in ("size", "page")}


class Asking(Draft):
    """What is to stand beside one thing."""

    known: ClassVar[tuple[str, ...]] = ()
    """Relations that there are."""

    relations: Annotated[list[str] | None, BeforeValidator(split)] = Field(
        default=None, validation_alias=AliasChoices("with"), description="Relations, with commas between them."
    )
    loader: Annotated[str | None, Field(max_length=50), AfterValidator(_word)] = Field(
        default=None, description="Page that it is for; it is told again, and changes nothing."
    )

    @field_validator("relations")
    @classmethod
    def _known(cls, value: list[str] | None) -> list[str] | None:
        if not {*(value or ())} <= {*cls.known, ""}:
            raise ValueError(f"This must be some of {', '.join(cls.known)}.")
        return value

    def wants(self, relation: str) -> bool:
        """Whether it was asked for, or nothing was said."""
        return self.relations is None or relation in self.relations

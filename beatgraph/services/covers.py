"""Covers: the templates, where pictures made from them are stored, and the references that name such a picture."""

import hmac
import re
from dataclasses import dataclass

from beatgraph import covers
from beatgraph.covers import EDITION, TEMPLATES, Design, Template
from beatgraph.drafts.covers import TemplateSearch
from beatgraph.errors import InvalidError, NotFoundError
from beatgraph.settings import Settings

REFERENCE = re.compile(r"cover-([0-9a-f]{32})-([0-9a-f]{16})", re.ASCII)
PREFIX = "cover-"
SAMPLE = re.compile(r"([a-z-]+)-([0-9]+)\.(png|webp)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture that has been made. `reference` may be given wherever a track or an album takes an image."""

    reference: str
    image_url: str
    preview_url: str
    template: Template


def every() -> list[Template]:
    return list(TEMPLATES.values())


def get(template_id: str) -> Template:
    found = TEMPLATES.get(template_id)
    if found is None:
        raise NotFoundError("Template")
    return found


def matching(search: TemplateSearch) -> list[Template]:
    """Those that suit the genre and the mood, the best first."""
    return covers.matching(search.words(search.genre), search.words(search.mood))[: search.limit]


def key_of(settings: Settings, design: Design) -> str:
    """The name that equal designs are stored under; whoever has no secret cannot tell it from the words."""
    text = "\x00".join((str(EDITION), design.template, design.palette, design.title, design.artist))
    return _signed(settings, f"cover {text}")[:32]


def cover(settings: Settings, key: str, template: Template) -> Cover:
    return Cover(
        f"{PREFIX}{key}-{_signed(settings, f'reference {key}')[:16]}",
        f"{_root(settings)}/{picture(key)}",
        f"{_root(settings)}/{thumbnail(key)}",
        template,
    )


def address(settings: Settings, reference: str) -> str:
    """The address of the cover that a reference of ours names."""
    found = REFERENCE.fullmatch(reference)
    if found is None or not hmac.compare_digest(_signed(settings, f"reference {found[1]}")[:16], found[2]):
        raise InvalidError("There is no such cover.", field="image")
    return f"{_root(settings)}/{picture(found[1])}"


def picture(key: str) -> str:
    return f"images/{key}.png"


def thumbnail(key: str) -> str:
    return f"images/{key}.webp"


def sample_address(settings: Settings, template: Template, ending: str) -> str:
    """Where a template is shown; drawn when it is first asked for."""
    return f"{_root(settings)}/images/templates/{template.id}-{EDITION}.{ending}"


def sampled(name: str) -> Template:
    """The template that a sample's file name is of."""
    found = SAMPLE.fullmatch(name)
    if found is None or found[1] not in TEMPLATES or found[2] != str(EDITION):
        raise NotFoundError("Picture")
    return TEMPLATES[found[1]]


def _root(settings: Settings) -> str:
    return settings.public_url.rstrip("/")


def _signed(settings: Settings, text: str) -> str:
    return hmac.digest(settings.secret.encode(), text.encode(), "sha256").hex()

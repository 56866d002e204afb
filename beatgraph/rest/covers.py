"""Cover art over REST."""

from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.covers import Template
from beatgraph.drafts import Draft
from beatgraph.drafts.covers import TEMPLATES_AT_MOST, CoverDraft, TemplateSearch
from beatgraph.paging import Paged
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, query, word, workshop
from beatgraph.rest.responses import View, paged, status_success
from beatgraph.services import covers
from beatgraph.settings import Settings
from beatgraph.studio import preview

PAGING = ("page", "per_page", "perPage")


class TemplatePaging(Draft):
    """Which page; without any of these, all templates are listed."""

    page: int = Field(default=1, ge=1, description="Page, from 1.")
    per_page: int = Field(default=20, ge=1, le=TEMPLATES_AT_MOST, description="Rows a page.")
    perPage: int = Field(default=20, ge=1, le=TEMPLATES_AT_MOST, description="Another spelling of `per_page`.")


class TemplateView(View):
    """A style of covers, shown by a sample: a thumbnail and a large picture."""

    id: str
    name: str
    description: str
    preview_url: str
    image_url: str
    genres: list[str] = Field(description="Genres that it suits, the most fitting first.")
    moods: list[str] = Field(description="Moods that it suits, the most fitting first.")
    palettes: list[str]
    model_type: str = "coverTemplate"


class TemplatesAnswer(View):
    status: str = "success"
    templates: list[TemplateView]


class TemplatePage(View):
    """A numbered page; `templates` beside it are its rows again."""

    current_page: int
    from_: int | None = Field(alias="from")
    to: int | None
    per_page: int
    last_page: int
    total: int
    next_page: int | None
    prev_page: int | None
    data: list[TemplateView]


class TemplateListAnswer(TemplatesAnswer):
    pagination: TemplatePage | None = Field(default=None, description="Only where a page is asked for.")


class TemplateAnswer(View):
    status: str = "success"
    template: TemplateView


class PreviewAnswer(View):
    """A cover that has been made: `cover` may be given as the `image` of a track or an album."""

    status: str = "success"
    cover: str
    image_url: str = Field(description="PNG of 1000 pixels a side.")
    preview_url: str = Field(description="WebP of 480 pixels a side.")
    template: TemplateView


def view(settings: Settings, template: Template) -> TemplateView:
    return TemplateView(
        id=template.id,
        name=template.name,
        description=template.description,
        preview_url=covers.sample_address(settings, template, "webp"),
        image_url=covers.sample_address(settings, template, "png"),
        genres=list(template.genres),
        moods=list(template.moods),
        palettes=[palette.name for palette in template.palettes],
    )


def _views(request: Request, templates: list[Template]) -> list[TemplateView]:
    return [view(workshop(request).settings, template) for template in templates]


async def list_cover_templates(request: Request) -> Response:
    every = covers.every()
    if not any(name in request.query_params for name in PAGING):
        return status_success(templates=_views(request, every))
    wanted = page(request, most=TEMPLATES_AT_MOST)
    begin = (wanted.number - 1) * wanted.size
    rows = _views(request, every[begin : begin + wanted.size])
    beside: dict[str, Any] = {"pagination": paged(Paged(rows, wanted, len(every)), rows)}
    return status_success(templates=rows, **beside)


async def get_cover_template(request: Request) -> Response:
    template = covers.get(word(request, "template"))
    return status_success(template=view(workshop(request).settings, template))


async def match_cover_templates(request: Request) -> Response:
    return status_success(templates=_views(request, covers.matching(query(request, TemplateSearch))))


async def preview_cover(request: Request) -> Response:
    made = await preview(caller(request), await draft(request, CoverDraft))
    return status_success(
        cover=made.reference,
        image_url=made.image_url,
        preview_url=made.preview_url,
        template=view(workshop(request).settings, made.template),
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/cover-art/templates",
        list_cover_templates,
        "Styles of covers; with `page` or `per_page`, a page of them.",
        token=True,
        query=TemplatePaging,
        response=TemplateListAnswer,
        errors=(422,),
    ),
    Operation(
        "GET",
        "/api/v1/cover-art/templates/{template}",
        get_cover_template,
        "One style of covers.",
        token=True,
        response=TemplateAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/cover-art/preview",
        preview_cover,
        "Make a cover from a template, or from genres that choose one. Equal parameters give the same picture.",
        token=True,
        body=CoverDraft,
        response=PreviewAnswer,
        errors=(422, 503, 507),
    ),
    Operation(
        "GET",
        "/api/v1/cover-art/matching-templates",
        match_cover_templates,
        "Styles of covers that suit a genre and a mood, the best first.",
        token=True,
        query=TemplateSearch,
        response=TemplatesAnswer,
        errors=(422,),
    ),
]

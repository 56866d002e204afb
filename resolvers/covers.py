"""Cover art in the graph."""

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.covers import ARTIST_AT_MOST, TITLE_AT_MOST, Template
from beatgraph.drafts.covers import TEMPLATES_AT_MOST, CoverDraft, TemplateSearch
from beatgraph.errors import BadRequestError, NotFoundError
from beatgraph.services import covers
from beatgraph.studio import preview
from resolvers.base.context import Info
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried, given
from resolvers.base.node import RowView
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import CoverRef, CoverTemplateRef


@strawberry.type(description="Style of covers, built in.")
class CoverTemplate(RowView):
    row = Template

    id: strawberry.ID = strawberry.field(description="Word that names it, such as eclipse.")
    name: str = strawberry.field(description="Name for people.")
    description: str = strawberry.field(description="What it looks like.")
    genres: list[str] = strawberry.field(description="Genres that it suits, the most fitting first. At most 20.")
    moods: list[str] = strawberry.field(description="Moods that it suits, the most fitting first. At most 20.")

    @strawberry.field(description="Names of the sets of colours that it has. At most 20.")
    def palettes(root: Any) -> list[str]:
        return [palette.name for palette in root.palettes]

    @strawberry.field(description="Address of a sample: PNG of 1000 pixels a side.")
    def image_url(root: Any, info: Info) -> str:
        return covers.sample_address(info.context.workshop.settings, root, "png")

    @strawberry.field(description="Address of a small sample: WebP of 480 pixels a side.")
    def preview_url(root: Any, info: Info) -> str:
        return covers.sample_address(info.context.workshop.settings, root, "webp")


@strawberry.type(description="Cover that has been made.")
class Cover(RowView):
    row = covers.Cover

    reference: strawberry.ID = strawberry.field(description="To be given as the `image` of a track or an album.")
    image_url: str = strawberry.field(description="Address of the picture: PNG of 1000 pixels a side.")
    preview_url: str = strawberry.field(description="Address of a small one: WebP of 480 pixels a side.")
    template: CoverTemplate = strawberry.field(description="Style that it is in.")


GenreWord = Annotated[str | None, strawberry.argument(description="Genre; several with commas, one is enough.")]
MoodWord = Annotated[str | None, strawberry.argument(description="Mood; several with commas, one is enough.")]
HowMany = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {TEMPLATES_AT_MOST}.")]


@strawberry.type
class CoverQuery:
    @strawberry.field(
        description=f"Styles of covers that suit a genre and a mood, the best first. At most {TEMPLATES_AT_MOST}. "
        "Needs a token."
    )
    async def cover_templates(
        self, info: Info, genre: GenreWord = None, mood: MoodWord = None, first: HowMany = 20
    ) -> list[CoverTemplateRef] | None:
        if refused(info):
            return None
        if not 1 <= first <= TEMPLATES_AT_MOST:
            raise BadRequestError(f"`first` must be between 1 and {TEMPLATES_AT_MOST}.", field="first")
        return covers.matching(TemplateSearch.read({"genre": genre, "mood": mood, "limit": first}))

    @strawberry.field(description="One style of covers. Needs a token.")
    async def cover_template(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Word that names it.")]
    ) -> CoverTemplateRef | None:
        if refused(info):
            return None
        try:
            return covers.get(id)
        except NotFoundError:
            return None


@strawberry.input(description="Cover by a template, or by genres that choose one.")
class PreviewCoverInput(Retried):
    template_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Which template.")
    genres: list[str] | None = strawberry.field(
        default=UNSET, description="Different genres; they choose the template where none is named. At most 3."
    )
    title: str | None = strawberry.field(
        default=UNSET, description=f"Up to {TITLE_AT_MOST} characters; without one, a picture without it."
    )
    artist: str | None = strawberry.field(default=UNSET, description=f"Up to {ARTIST_AT_MOST} characters.")
    palette: str | None = strawberry.field(
        default=UNSET, description="One of the template's palettes; without one, the words choose."
    )


@strawberry.type(description="Cover that was asked for.")
class PreviewCoverPayload(Payload):
    cover: CoverRef | None = strawberry.field(default=None, description="Cover, stored and ready to be used.")


@strawberry.type
class CoverMutation:
    @mutation(description="Make a cover; equal input gives the same picture. Needs a token.")
    async def preview_cover(self, info: Info, input: PreviewCoverInput) -> PreviewCoverPayload:
        return PreviewCoverPayload(cover=await preview(info.context, CoverDraft.read(given(input))))

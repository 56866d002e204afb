"""The studio: covers are drawn once and stored, the same for every door."""

from collections.abc import AsyncIterator
from typing import Protocol

from beatgraph import covers as craft
from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.covers import EDITION, Design, PressError
from beatgraph.drafts.covers import CoverDraft
from beatgraph.errors import UnavailableError
from beatgraph.formats import PICTURES
from beatgraph.limits import COVERS
from beatgraph.services import covers
from beatgraph.services.covers import Cover
from beatgraph.services.receiving import storing
from beatgraph.storage import MissingFileError, Storage
from beatgraph.workshop import Workshop


class Asking(Protocol):
    """Whoever wants a cover, and where it is made."""

    workshop: Workshop
    viewer: Viewer

    async def close(self) -> None:
        """Hold no session until the next read or write."""


async def preview(asking: Asking, draft: CoverDraft) -> Cover:
    """The cover that a caller asks for; new ones count against a limit."""
    user_id = policy.signed_in(asking.viewer)
    shop, design = asking.workshop, draft.design()
    await asking.close()
    if not await _there(shop.storage, covers.picture(covers.key_of(shop.settings, design))):
        await shop.limits.spend(f"user:{user_id}", COVERS)
    return await cover(shop, design)


async def cover(shop: Workshop, design: Design) -> Cover:
    """The cover of this design; drawn now, unless the same has been asked for before."""
    key = covers.key_of(shop.settings, design)
    if not await _there(shop.storage, covers.picture(key)):
        await _drawn(shop, design, covers.thumbnail(key), covers.picture(key))
    return covers.cover(shop.settings, key, covers.get(design.template))


async def sample(shop: Workshop, name: str) -> str:
    """Where the picture of a template that is called so is stored; drawn when it is first asked for."""
    template = covers.sampled(name)
    stem = f"covers/{template.id}-{EDITION}"
    if not await _there(shop.storage, f"{stem}.png"):
        await _drawn(shop, craft.sample(template), f"{stem}.webp", f"{stem}.png")
    return f"{stem}.{name.rpartition('.')[2]}"


async def _drawn(shop: Workshop, design: Design, thumbnail: str, picture: str) -> None:
    """Draw and store; the large picture comes last, so that the small one is there wherever it is."""
    try:
        drawn = await shop.press.render(design)
    except PressError as error:
        raise UnavailableError(str(error)) from error
    with storing():
        await shop.storage.put(thumbnail, _whole(drawn.webp), content_type=PICTURES["webp"])
        await shop.storage.put(picture, _whole(drawn.png), content_type=PICTURES["png"])


async def _there(store: Storage, key: str) -> bool:
    with storing():
        try:
            await store.head(key)
        except MissingFileError:
            return False
    return True


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content

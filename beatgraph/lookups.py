"""Look-ups in Spotify's catalogue, the same at every door."""

import logging
from collections.abc import Awaitable
from typing import Protocol, TypeVar

from beatgraph.arrivals import Asking
from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.portfolios import SpotifyAlbum, SpotifySearch
from beatgraph.errors import NotFoundError, UnavailableError, UpstreamError, UpstreamTimeoutError
from beatgraph.providers import (
    Album,
    Catalogue,
    ProviderError,
    ProviderLimitedError,
    ProviderTimeoutError,
    Release,
)

log = logging.getLogger("beatgraph.lookups")

T = TypeVar("T")

NOT_CONFIGURED = "Spotify cannot be asked: no provider is configured. Credits can be added with their details."


class Looking(Asking, Protocol):
    """Whoever looks something up."""

    viewer: Viewer


async def search(asking: Looking, wanted: SpotifySearch) -> list[Release]:
    """Songs first, then albums; each as it can be added to a portfolio."""
    catalogue = await _catalogue(asking)
    return await _answered(catalogue.search(wanted.query, wanted.kinds, wanted.limit))


async def album(asking: Looking, wanted: SpotifyAlbum) -> Album:
    catalogue = await _catalogue(asking)
    found = await _answered(catalogue.album(wanted.id))
    if found is None:
        raise NotFoundError("Album")
    return found


async def _catalogue(asking: Looking) -> Catalogue:
    policy.signed_in(asking.viewer)
    found = asking.workshop.providers.spotify
    if found is None:
        raise UnavailableError(NOT_CONFIGURED)
    # The answer may take seconds, in which others can use the connection to the database.
    await asking.close()
    return found


async def _answered(answer: Awaitable[T]) -> T:
    """What Spotify answers, or its failure in our own words; what exactly went wrong is for the log."""
    try:
        return await answer
    except ProviderLimitedError as error:
        raise UnavailableError(
            "Spotify is asked too much at the moment. Please try again later.", retry_after=error.retry_after
        ) from error
    except ProviderTimeoutError as error:
        raise UpstreamTimeoutError("Spotify takes too long to answer. Please try again later.") from error
    except ProviderError as error:
        log.warning("%s", error)
        raise UpstreamError("Spotify cannot be asked at the moment. Please try again later.") from error

"""From settings to the providers that an operator has named."""

import asyncio
import time
from functools import partial

import httpx2

from beatgraph.providers.acoustid import PACE_S, AcoustId
from beatgraph.providers.acrcloud import AcrCloud
from beatgraph.providers.audd import AudD
from beatgraph.providers.port import Providers, Recogniser
from beatgraph.providers.spotify import Spotify
from beatgraph.providers.vendor import Clock, Pause, Vendor
from beatgraph.settings import Settings

USER_AGENT = "beatgraph"
RECOGNITION_S = 30.0
"""Longest that a background look-up may take, in seconds."""
RECOGNITION_PATIENCE_S = 60.0
"""Nobody is waiting for a scan, so it can wait for its turn."""


def open_providers(
    settings: Settings,
    *,
    transport: httpx2.AsyncBaseTransport | None = None,
    clock: Clock = time.monotonic,
    pause: Pause = asyncio.sleep,
    now: Clock = time.time,
) -> Providers:
    """Whoever is configured; without any, nothing is opened.

    `transport` takes the place of the network; `clock` counts seconds, and `now` those since 1970.
    """
    named = (settings.spotify_client_id, settings.acrcloud_key, settings.audd_token, settings.acoustid_key)
    if not any(named):
        return Providers()
    # How long each vendor may take is the vendor's affair; the client's own limit would be five seconds.
    client = httpx2.AsyncClient(transport=transport, headers={"User-Agent": USER_AGENT}, timeout=None)
    quick = partial(Vendor, client=client, clock=clock, pause=pause)
    patient = partial(quick, timeout_s=RECOGNITION_S, patience_s=RECOGNITION_PATIENCE_S)
    return Providers(_catalogue(settings, quick), _recognisers(settings, patient, now), client.aclose)


def _catalogue(settings: Settings, vendor: partial[Vendor]) -> Spotify | None:
    if not settings.spotify_client_id:
        return None
    return Spotify(
        vendor(Spotify.name),
        client_id=settings.spotify_client_id,
        secret=settings.spotify_client_secret,
        accounts_url=settings.spotify_accounts_url,
        api_url=settings.spotify_api_url,
    )


def _recognisers(settings: Settings, vendor: partial[Vendor], now: Clock) -> list[Recogniser]:
    found: list[Recogniser] = []
    if settings.acrcloud_key:
        found.append(
            AcrCloud(
                vendor(AcrCloud.name),
                url=settings.acrcloud_url,
                key=settings.acrcloud_key,
                secret=settings.acrcloud_secret,
                now=now,
            )
        )
    if settings.audd_token:
        found.append(AudD(vendor(AudD.name), url=settings.audd_url, token=settings.audd_token))
    if settings.acoustid_key:
        acoustid = vendor(AcoustId.name, pace_s=PACE_S)
        found.append(AcoustId(acoustid, url=settings.acoustid_url, key=settings.acoustid_key))
    return found

"""A world with all vendors in it, and providers that are opened from settings as a server opens them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from beatgraph.providers import Catalogue, Providers, Recogniser
from beatgraph.providers.opening import open_providers
from beatgraph.settings import Settings
from tests.vendors import AcoustIdServer, AcrCloudServer, AudDServer, SpotifyServer, Street, Watch
from tests.vendors.acrcloud import NOW


@dataclass
class World:
    watch: Watch
    spotify: SpotifyServer
    acrcloud: AcrCloudServer
    audd: AudDServer
    acoustid: AcoustIdServer
    providers: Providers

    @property
    def catalogue(self) -> Catalogue:
        assert self.providers.spotify is not None
        return self.providers.spotify

    def recogniser(self, name: str) -> Recogniser:
        return next(each for each in self.providers.recognisers if each.name == name)


def all_configured(**more: object) -> Settings:
    return Settings(
        _env_file=None,
        spotify_client_id=SpotifyServer.client_id,
        spotify_client_secret=SpotifyServer.secret,
        acrcloud_key=AcrCloudServer.key,
        acrcloud_secret=AcrCloudServer.secret,
        audd_token=AudDServer.token,
        acoustid_key=AcoustIdServer.key,
        **more,
    )


@asynccontextmanager
async def built(settings: Settings) -> AsyncIterator[World]:
    watch = Watch()
    spotify, acrcloud, audd = SpotifyServer(watch), AcrCloudServer(watch), AudDServer(watch)
    acoustid = AcoustIdServer(watch)
    street = Street(spotify, acrcloud, audd, acoustid)
    providers = open_providers(settings, transport=street, clock=watch, pause=watch.pause, now=lambda: NOW + 0.9)
    yield World(watch, spotify, acrcloud, audd, acoustid, providers)
    await providers.close()

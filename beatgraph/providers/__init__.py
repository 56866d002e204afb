"""Other people's servers behind small protocols: Spotify's catalogue, and services that recognise music."""

from beatgraph.providers.errors import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderError,
    ProviderLimitedError,
    ProviderRefusedError,
    ProviderTimeoutError,
)
from beatgraph.providers.port import Album, Catalogue, Kind, Match, Providers, Recogniser, Release, Sample, Song

__all__ = [
    "Album",
    "Catalogue",
    "Kind",
    "Match",
    "ProviderAnswerError",
    "ProviderDownError",
    "ProviderError",
    "ProviderLimitedError",
    "ProviderRefusedError",
    "ProviderTimeoutError",
    "Providers",
    "Recogniser",
    "Release",
    "Sample",
    "Song",
]

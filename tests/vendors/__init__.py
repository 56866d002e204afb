"""Vendors' servers as they say they are: they check what we send as the real ones do, and have bad days."""

from tests.vendors.acoustid import AcoustIdServer
from tests.vendors.acrcloud import AcrCloudServer
from tests.vendors.audd import AudDServer
from tests.vendors.base import MALFORMED, SLOW, Mood, Street, Watch
from tests.vendors.spotify import SpotifyServer

__all__ = [
    "MALFORMED",
    "SLOW",
    "AcoustIdServer",
    "AcrCloudServer",
    "AudDServer",
    "Mood",
    "SpotifyServer",
    "Street",
    "Watch",
]

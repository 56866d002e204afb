"""Social networks over REST: a handle as the address it leads to."""

from collections.abc import Sequence

from beatgraph.models import ArtistLink, SocialNetwork
from beatgraph.rest.responses import View

HOMES = {
    SocialNetwork.TWITTER: "https://twitter.com/",
    SocialNetwork.INSTAGRAM: "https://www.instagram.com/",
    SocialNetwork.SOUNDCLOUD: "https://soundcloud.com/",
    SocialNetwork.YOUTUBE: "https://www.youtube.com/",
}


class LinkView(View):
    id: int
    url: str
    title: str


def link_views(links: Sequence[ArtistLink]) -> list[LinkView]:
    """Links as addresses; each network has its own number."""
    numbers = {network: number for number, network in enumerate(SocialNetwork, start=1)}
    return [
        LinkView(id=numbers[network], url=address_of(network, link.address), title=network.value.title())
        for link in links
        for network in [SocialNetwork(link.network)]
    ]


def address_of(network: SocialNetwork, written: str) -> str:
    """`@name` is a page on its network; `twitter.com/name` wants its scheme; an address stays."""
    if "://" in written:
        return written
    if "." in written.partition("/")[0] and "/" in written:
        return f"https://{written}"
    return HOMES[network] + written.removeprefix("@")

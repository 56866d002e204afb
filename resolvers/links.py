"""Where else an artist is found, in the graph."""

from typing import Any

import strawberry

from beatgraph import models
from beatgraph.models import SocialNetwork
from resolvers.base.enums import described
from resolvers.base.node import RowView

described(
    SocialNetwork,
    "Where else an artist is found.",
    {
        SocialNetwork.TWITTER: "Twitter, now X.",
        SocialNetwork.INSTAGRAM: "Instagram.",
        SocialNetwork.SOUNDCLOUD: "SoundCloud.",
        SocialNetwork.YOUTUBE: "YouTube.",
    },
)


@strawberry.type(description="Handle or address of an artist on a social network.")
class SocialLink(RowView):
    row = models.ArtistLink

    @strawberry.field(description="Which network.")
    def network(root: Any) -> SocialNetwork:
        return SocialNetwork(root.network)

    address: str = strawberry.field(description="Handle, such as @name, or web address.")


__all__ = ["SocialLink", "SocialNetwork"]

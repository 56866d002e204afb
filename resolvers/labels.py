"""Record labels in the graph."""

import strawberry

from beatgraph import models
from resolvers.base.guards import with_token
from resolvers.base.node import Node


@strawberry.type(description="Record label that artists are signed to.")
class Label(Node):
    row = models.Label

    name: str = strawberry.field(description="Name.")
    description: str | None = with_token(str, description="Words about the label.")
    country: str | None = with_token(str, description="Two letters of its country.")

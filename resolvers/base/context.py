"""One GraphQL request: its caller, and which fields have been refused to them."""

from typing import TypeAlias

import strawberry

from beatgraph.auth.viewer import Client, Viewer
from beatgraph.workshop import Workshop
from loaders.caller import Caller


class Context(Caller):
    def __init__(self, workshop: Workshop, viewer: Viewer, client: Client) -> None:
        super().__init__(workshop, viewer, client)
        self.refused: set[int] = set()
        """Fields of the document for which an anonymous caller has been told to sign in."""


Info: TypeAlias = strawberry.Info[Context, None]

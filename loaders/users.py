"""Edges to users."""

from uuid import UUID

from beatgraph.models import User
from beatgraph.services import users
from loaders.base import One


class UserById(One[int, User]):
    fetch = staticmethod(users.by_ids)


class UserByUuid(One[UUID, User]):
    fetch = staticmethod(users.by_uuids)

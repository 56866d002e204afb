"""Edges to users."""

from beatgraph.models import User
from beatgraph.services import users
from loaders.base import One


class UserById(One[int, User]):
    fetch = staticmethod(users.by_ids)

"""Edges to personal access tokens."""

from beatgraph.models import AccessToken
from beatgraph.services import tokens
from loaders.base import One, Pages


class TokenById(One[int, AccessToken]):
    fetch = staticmethod(tokens.by_ids)


class TokenCountByUser(One[int, int]):
    fetch = staticmethod(tokens.counts_by_users)


class TokensByUser(Pages[int, AccessToken]):
    fetch = staticmethod(tokens.by_users)
    count = TokenCountByUser

"""Edges to portfolio credits."""

from beatgraph.models import ArtistCredit, CreditRole
from beatgraph.services import portfolios
from loaders.base import Many, One, Pages


class CreditById(One[int, ArtistCredit]):
    fetch = staticmethod(portfolios.by_ids)


class CreditCountByArtist(One[int, int]):
    fetch = staticmethod(portfolios.count_by_artists)


class CreditsByArtist(Pages[int, ArtistCredit]):
    fetch = staticmethod(portfolios.by_artists)
    count = CreditCountByArtist


class RolesByCredit(Many[int, CreditRole]):
    fetch = staticmethod(portfolios.roles)

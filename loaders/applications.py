"""Edges to applications."""

from beatgraph.models import Application, User
from beatgraph.services import applications
from loaders.base import One, Pages


class ApplicationById(One[int, Application]):
    fetch = staticmethod(applications.by_ids)


class ApplicationCountByUser(One[int, int]):
    fetch = staticmethod(applications.counts_by_users)


class ApplicationsByUser(Pages[int, Application]):
    fetch = staticmethod(applications.by_users)
    count = ApplicationCountByUser


class HandlerByApplication(One[int, User]):
    fetch = staticmethod(applications.handlers)

"""Edges to notifications."""

from beatgraph.models import Notification
from beatgraph.services import notifications
from loaders.base import One, Pages


class NotificationById(One[int, Notification]):
    fetch = staticmethod(notifications.by_ids)


class NotificationCountByUser(One[int, int]):
    fetch = staticmethod(notifications.counts_by_users)


class UnreadCountByUser(One[int, int]):
    """None of anybody but the viewer."""

    fetch = staticmethod(notifications.unread_by_users)


class NotificationsByUser(Pages[int, Notification]):
    fetch = staticmethod(notifications.by_users)
    count = NotificationCountByUser

"""Edges to personal dashboards."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beatgraph.services import personal_dashboards
from beatgraph.services.personal_dashboards import PersonalDashboard
from beatgraph.work import Work
from loaders.base import Loader


class Asked(NamedTuple):
    """Whose dashboard, of when, and by whose days; None is now."""

    user_id: int
    as_of: datetime | None = None
    tz: str = "UTC"


class DashboardByUser(Loader[Asked, PersonalDashboard | None]):
    """The caller's own, which is one person's; of anybody else there is none."""

    async def read(self, work: Work, keys: Sequence[Asked]) -> list[PersonalDashboard | None]:
        return [
            await personal_dashboards.dashboard(work, *key) if key.user_id == work.viewer.user_id else None
            for key in keys
        ]

"""What a caller may ask of a dashboard."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from beatgraph.drafts.base import Draft

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def _spelled(value: Any) -> Any:
    # In a query string a plus sign that was not escaped arrives as a space.
    return value.strip().replace(" ", "+") if isinstance(value, str) and "T" in value else value


def instant(value: datetime) -> datetime:
    """An instant within reason, in UTC; one without a zone is meant in UTC."""
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value
    if not EARLIEST <= aware <= LATEST:
        raise ValueError("The instant must lie between 1970 and 9000.")
    return aware.astimezone(UTC)


Instant = Annotated[datetime, BeforeValidator(_spelled), AfterValidator(instant)]


class AsOf(Draft):
    """The instant that figures are taken at."""

    as_of: Instant | None = Field(default=None, description="ISO 8601; now if absent.")

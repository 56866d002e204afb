"""A unit of work: one session, the viewer it acts for, the instant it happens at, and what follows its commit."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from beatgraph.auth.viewer import ANONYMOUS, Client, Viewer
from beatgraph.database import Session
from beatgraph.settings import Settings

RowT = TypeVar("RowT", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Job:
    """Background work to begin once this unit of work is on disk."""

    name: str
    payload: dict[str, Any]
    key: str


@dataclass
class Work:
    session: Session
    now: datetime
    settings: Settings
    viewer: Viewer = ANONYMOUS
    client: Client = field(default_factory=Client)
    jobs: list[Job] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    """Stored files that nothing refers to any more once this is on disk."""

    def __post_init__(self) -> None:
        self.session.info["now"] = self.now

    async def add(self, row: RowT) -> RowT:
        """Write a row now, so that it has its id."""
        self.session.add(row)
        await self.session.flush()
        return row

    def later(self, name: str, payload: dict[str, Any], *, key: str) -> None:
        self.jobs.append(Job(name, payload, key))

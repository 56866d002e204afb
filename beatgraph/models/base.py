"""What every table shares: names of constraints, instants in UTC, 64-bit ids, time stamps."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Integer, LargeBinary, MetaData, Uuid, event
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on PostgreSQL; on SQLite the row id itself, which has 64 bits as well."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A naive datetime cannot be stored: give it a zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class EventId(TypeDecorator[UUID]):
    """A UUID in 16 bytes on both databases: there are as many of these as there are events."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(LargeBinary(16) if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


class Row(SQLModel):
    """A noun with an integer id, stamped by the unit of work that writes it."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    created_at: datetime = Field(default=None, sa_type=UtcDateTime, nullable=False)
    updated_at: datetime = Field(default=None, sa_type=UtcDateTime, nullable=False)


class Public(SQLModel):
    """A noun that the label app knows by a UUID."""

    uuid: UUID = Field(default_factory=uuid4, unique=True, nullable=False)


class Deletable(SQLModel):
    """A noun that is hidden, not destroyed, when it is deleted."""

    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def exactly_one(*columns: str) -> CheckConstraint:
    """Of these columns, each row has one that is not null."""
    given = " + ".join(f"(case when {column} is null then 0 else 1 end)" for column in columns)
    return CheckConstraint(f"{given} = 1", name="one_subject")


def _stamp(session: Session, *_: Any) -> None:
    now = session.info.get("now")
    for row in session.new:
        if getattr(row, "created_at", now) is None:
            row.created_at = now
        if getattr(row, "updated_at", now) is None:
            row.updated_at = row.created_at
    for row in session.dirty:
        if hasattr(row, "updated_at") and session.is_modified(row):
            row.updated_at = now


event.listen(Session, "before_flush", _stamp)

"""Record labels, which gather artists."""

from sqlmodel import Field

from beatgraph.models.base import BigId, Deletable, Public, Row


class Label(Row, Public, Deletable, table=True):
    __tablename__ = "labels"

    name: str = Field(max_length=255)
    email: str | None = Field(default=None, max_length=255)
    description: str | None = Field(default=None, max_length=255)
    country: str | None = Field(default=None, max_length=2)
    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId)

"""One Alembic tree for SQLite and PostgreSQL, run in code: no ini file to keep in step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine
from sqlalchemy.engine import Connection

HERE = Path(__file__).parent


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision in the tree."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("The migration tree is empty.")
    return revision


def current(connection: Connection) -> str | None:
    """The revision that a database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: URL, revision: str = "head") -> None:
    """Bring a database up to a revision; a SQLite file and its folder are made if they are missing."""
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            command.upgrade(_config(connection), revision)
    finally:
        engine.dispose()


def downgrade(url: URL, revision: str = "base") -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            command.downgrade(_config(connection), revision)
    finally:
        engine.dispose()


def check(url: URL) -> None:
    """Raise if the models say something that the migrations do not."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            command.check(_config(connection))
    finally:
        engine.dispose()


def write(message: str) -> None:
    """Write a migration from the difference between the models and an up-to-date database."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")
        revisions = len(list((HERE / "versions").glob("[0-9]*.py")))
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=f"{revisions + 1:04d}")

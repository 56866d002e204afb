"""What commands begin with: settings that are right, or a clear word about what is not; and modules that are many."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from beatgraph.cli.refusals import refuse
from beatgraph.settings import Settings


def read_settings() -> Settings:
    try:
        settings = Settings()
        _ = settings.database
    except ValidationError as error:
        refuse("\n".join(_reason(dict(each)) for each in error.errors()))
    except ValueError as error:
        refuse(str(error))
    return settings


@contextmanager
def without_garbage() -> Iterator[None]:
    """Around the imports of a process that stays: none of it is ever garbage, and nobody looks through it for some.

    A start takes a fifth less time, and each collection later on has only requests to look through.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _reason(error: dict[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    name = "_".join(str(part) for part in error["loc"]).upper()
    return f"BEATGRAPH_{name}: {error['msg']}"

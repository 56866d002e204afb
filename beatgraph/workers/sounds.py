"""Uploaded sounds within reach of the processes that decode them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from beatgraph.audio import AudioError
from beatgraph.models import Upload
from beatgraph.storage import MissingFileError, StorageError
from beatgraph.workshop import Workshop

log = logging.getLogger("beatgraph.sounds")

FETCHES = 3
FETCH_PAUSE_S = 2.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing was found: a word for programs, a sentence for people."""

    reason: str
    message: str


async def attempted(workshop: Workshop, upload: Upload, listen: Callable[[Path], Awaitable[T]]) -> T | Failure:
    """What `listen` finds in an upload's sound; a storage that does not answer is asked again."""
    for attempt in range(1, FETCHES + 1):
        try:
            async with workshop.storage.local(upload.storage_key) as path:
                return await listen(path)
        except AudioError as error:
            return Failure(error.reason, error.message)
        except MissingFileError:
            log.error("upload %d has lost its file", upload.id)
            return Failure("missing", "The file is gone.")
        except StorageError as error:
            log.warning("upload %d could not be fetched: %s", upload.id, error)
            if attempt < FETCHES:
                await asyncio.sleep(FETCH_PAUSE_S * attempt)
    return Failure("unavailable", "The file could not be fetched from the storage.")

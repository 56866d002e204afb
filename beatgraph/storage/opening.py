"""Which store an address means."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from beatgraph.storage.disk import DiskStorage
from beatgraph.storage.port import Storage
from beatgraph.storage.s3 import S3Storage
from beatgraph.storage.signing import Signer

ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_storage(url: str, *, secret: str, public_url: str, clock: Callable[[], datetime] = _utc_now) -> Storage:
    """Open `file:///folder` or `s3://bucket/prefix`.

    S3 takes its endpoint, region and credentials from the usual `AWS_*` variables. `secret` and `public_url` are for
    files on disk, whose addresses are this server's own.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "file":
            if parts.netloc not in ("", "localhost") or not parts.path.startswith("/"):
                raise ValueError("A folder is addressed as file:///absolute/path.")
            return DiskStorage(Path(unquote(parts.path)), Signer(secret=secret, public_url=public_url), clock)
        case "s3":
            if not parts.netloc:
                raise ValueError("A bucket is addressed as s3://bucket/prefix.")
            endpoint = next((os.environ[name] for name in ENDPOINTS if os.environ.get(name)), None)
            return S3Storage(parts.netloc, unquote(parts.path).strip("/"), endpoint)
        case _:
            raise ValueError("Files are kept at file:///… or s3://….")

"""Files by key, on disk or in an S3 bucket, behind one small protocol."""

from beatgraph.storage.disk import DiskStorage
from beatgraph.storage.opening import open_storage
from beatgraph.storage.port import MissingFileError, Storage, StorageError, StorageFullError, Stored
from beatgraph.storage.ranges import Portion, portion
from beatgraph.storage.s3 import S3Storage
from beatgraph.storage.signing import Signer

__all__ = [
    "DiskStorage",
    "MissingFileError",
    "Portion",
    "S3Storage",
    "Signer",
    "Storage",
    "StorageError",
    "StorageFullError",
    "Stored",
    "open_storage",
    "portion",
]

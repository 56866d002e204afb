"""Which keys may name a file."""

import re

_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")
# obstore keeps "name#1" for files that are still being written, and hides them.
_STAGED = re.compile(r"#\d+$")

KEY_BYTES_AT_MOST = 1024
SEGMENT_BYTES_AT_MOST = 255


def checked(key: str) -> str:
    """Return the key, or raise `ValueError`; what passes is safe on every store, and is the same file on each."""
    try:
        size = len(key.encode())
    except UnicodeEncodeError:
        raise ValueError("A key must be valid Unicode.") from None
    if size > KEY_BYTES_AT_MOST:
        raise ValueError(f"A key has at most {KEY_BYTES_AT_MOST} bytes.")
    if _UNFIT.search(key):
        raise ValueError("A key has no control characters and no backslashes.")
    for segment in key.split("/"):
        if not segment:
            raise ValueError("A key has no empty segments, and no slash at either end.")
        if segment.startswith("."):
            raise ValueError("No segment of a key begins with a dot.")
        if _STAGED.search(segment):
            raise ValueError("No segment of a key ends with a hash sign and digits.")
        if len(segment.encode()) > SEGMENT_BYTES_AT_MOST:
            raise ValueError(f"A segment of a key has at most {SEGMENT_BYTES_AT_MOST} bytes.")
    return key


def checked_prefix(prefix: str) -> str:
    """Return the folder without its last slash; the empty prefix is everything."""
    return checked(prefix.removesuffix("/")) if prefix else ""

"""Global ids: opaque, and the same for a row wherever it is met."""

import base64
import binascii
from collections.abc import Sequence

from beatgraph.errors import BadRequestError, InvalidError
from beatgraph.paging import ID_AT_MOST, IDS_AT_MOST
from beatgraph.services import covers


def encode(typename: str, database_id: int) -> str:
    return base64.urlsafe_b64encode(f"{typename}:{database_id}".encode()).decode()


def decode(global_id: str, typename: str | None = None) -> tuple[str, int]:
    """The type and row of a global id; of the named type, if one is named."""
    try:
        found, _, digits = base64.b64decode(global_id, altchars=b"-_", validate=True).decode("ascii").partition(":")
        # `int` would take spaces, underscores and the digits of every script.
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 19 or digits.startswith("0"):
            raise ValueError("No database id.")
        database_id = int(digits)
    except (ValueError, UnicodeError, binascii.Error) as error:
        raise BadRequestError(f"`{_shown(global_id)}` is not a valid id.", field="id") from error
    if database_id > ID_AT_MOST or (typename is not None and found != typename):
        raise BadRequestError(f"`{_shown(global_id)}` is not the id of a {typename or 'node'}.", field="id")
    return found, database_id


def row_id(global_id: str, typename: str) -> int:
    return decode(global_id, typename)[1]


def row_ids(global_ids: Sequence[str], typename: str) -> list[int]:
    if len(global_ids) > IDS_AT_MOST:
        raise InvalidError(f"At most {IDS_AT_MOST} ids at once.", field="ids")
    return [row_id(global_id, typename) for global_id in global_ids]


def picture(reference: str | None) -> str | int | None:
    """What a picture is made from: an upload's row, by its global id, or an address or a cover's reference as it is."""
    if reference is None or "://" in reference or reference.startswith(covers.PREFIX):
        return reference
    return row_id(reference, "FileEntry")


def _shown(text: str) -> str:
    return text[:40].encode("ascii", "replace").decode()

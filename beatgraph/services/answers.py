"""Kept answers: what is asked again under one key is answered again, and done once."""

import hashlib
import hmac
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col

from beatgraph.errors import InvalidError, OtherwiseAskedError, UnderWayError
from beatgraph.limits import address_of
from beatgraph.models import KeptAnswer
from beatgraph.services import upserts
from beatgraph.work import Work

KEPT = timedelta(hours=24)
UNDER_WAY = timedelta(minutes=5)
"""After so long whoever was answering is thought dead, and the next one who asks is answered."""
KEY_AT_MOST = 255


def checked(key: str) -> str:
    """The key, if it can be one: printable ASCII, at most 255 characters."""
    if not 1 <= len(key) <= KEY_AT_MOST or not key.isascii() or not key.isprintable():
        raise InvalidError(
            f"An idempotency key is 1 to {KEY_AT_MOST} printable ASCII characters.", field="idempotency_key"
        )
    return key


async def begin(work: Work, key: str, question: bytes) -> KeptAnswer | None:
    """Take the key for this question, or get what it was answered before.

    Raises:
        OtherwiseAskedError: the key belongs to another question.
        UnderWayError: the same question is being answered at this moment.
    """
    await work.session.execute(delete(KeptAnswer).where(col(KeptAnswer.begun_at) <= work.now - KEPT))
    row = KeptAnswer(holder=_holder(work), key=key, question=question, begun_at=work.now)
    if await upserts.once(work, row):
        return None
    kept = await _row(work, key)
    if kept.question != question:
        raise OtherwiseAskedError
    if kept.status is not None:
        return kept
    if kept.begun_at > work.now - UNDER_WAY:
        raise UnderWayError
    kept.begun_at = work.now
    return None


async def keep(work: Work, key: str, status: int, media_type: str | None, body: bytes) -> None:
    kept = await _row(work, key)
    kept.status, kept.media_type, kept.body = status, media_type, body


async def forget(work: Work, key: str) -> None:
    """Nothing was done: the key is free again."""
    await work.session.delete(await _row(work, key))


async def _row(work: Work, key: str) -> KeptAnswer:
    return await work.session.get_one(KeptAnswer, (_holder(work), key), with_for_update=True)


def _holder(work: Work) -> str:
    """A user, or the address of a guest, which is not written down."""
    if work.viewer.user_id is not None:
        return f"user:{work.viewer.user_id}"
    address = address_of(work.client.address).encode()
    return hmac.digest(work.settings.secret.encode(), address, hashlib.sha256).hex()

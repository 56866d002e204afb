"""Listeners: under which keys a caller's plays are found."""

from dataclasses import dataclass
from datetime import date

from beatgraph.analytics import listeners
from beatgraph.analytics.acceptance import REPEAT_WITHIN
from beatgraph.analytics.periods import reporting_day
from beatgraph.services import salts
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Listener:
    """The key to count under, and those that the same person may have had a moment ago."""

    key: bytes
    aliases: tuple[bytes, ...] = ()


async def of_caller(work: Work) -> Listener:
    if work.viewer.user_id is not None:
        return Listener(listeners.user_key(work.viewer.user_id))
    today, moment_ago = reporting_day(work.now), reporting_day(work.now - REPEAT_WITHIN)
    key = listeners.guest_key(await salts.of_day(work, today), work.client.address, work.client.user_agent)
    return Listener(key, tuple((await _guest_keys(work, moment_ago)) if moment_ago != today else ()))


async def keys_of_caller(work: Work) -> list[bytes]:
    """All keys under which the caller's open plays can be: a guest may have begun yesterday."""
    if work.viewer.user_id is not None:
        return [listeners.user_key(work.viewer.user_id)]
    today = reporting_day(work.now)
    yesterday = reporting_day(work.now - salts.KEPT_FOR / 2)
    return await _guest_keys(work, today, yesterday)


async def _guest_keys(work: Work, *days: date) -> list[bytes]:
    known = await salts.known(work, days)
    return [listeners.guest_key(salt, work.client.address, work.client.user_agent) for salt in known.values()]

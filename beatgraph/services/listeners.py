"""Listeners: under which keys a caller's plays are found."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from beatgraph.analytics import listeners, networks
from beatgraph.analytics.acceptance import REPEAT_WITHIN
from beatgraph.analytics.periods import reporting_day
from beatgraph.drafts.events import Event
from beatgraph.services import salts
from beatgraph.work import Work

NO_DAYS: frozenset[date] = frozenset()
HOUR = timedelta(hours=1)
_user_key = lru_cache(maxsize=65_536)(listeners.user_key)


@dataclass(slots=True)  # not frozen, because an import makes millions and that would take twice the time
class Listener:
    """The key to count under, and those that the same person may have had a moment ago."""

    key: bytes
    aliases: tuple[bytes, ...] = ()
    network: bytes | None = None
    """Key of a guest's network, unless many people share it."""


async def of_caller(work: Work, within: timedelta = REPEAT_WITHIN) -> Listener:
    """The caller; aliases are the keys that a guest may have had so long ago."""
    if work.viewer.user_id is not None:
        return Listener(listeners.user_key(work.viewer.user_id))
    today, moment_ago = reporting_day(work.now), reporting_day(work.now - within)
    salt, address = await salts.of_day(work, today), work.client.address
    key = listeners.guest_key(salt, address, work.client.user_agent)
    aliases = tuple((await _guest_keys(work, moment_ago)) if moment_ago != today else ())
    return Listener(key, aliases, _network(work, salt, address))


def _network(work: Work, salt: bytes, address: str | None) -> bytes | None:
    if not address or networks.holds(work.settings.shared_networks, address):
        return None
    return listeners.network_key(salt, address)


async def known_caller(work: Work) -> Listener | None:
    """The caller, for who only reads; None if no guest has come yet today, so that there is no salt."""
    if work.viewer.user_id is None and not await salts.known(work, [reporting_day(work.now)]):
        return None
    return await of_caller(work)


async def of_events(
    work: Work, events: Sequence[Event], within: timedelta = REPEAT_WITHIN, *, live: bool = False
) -> list[Listener]:
    """Who is behind each event; a guest is known by the salt of the day on which the event arrived.

    Aliases are the keys that a guest may have had so long before or after.
    """
    guests = [event for event in events if event.user_id is None and (event.anonymous_id is None or event.ip)]
    days = {event.received_at.date() for event in guests}
    if live:
        own = {day: await salts.of_day(work, day) for day in days}
    else:
        own = await salts.of_imported(work, days) if days else {}
    near = {day for event in guests for day in _other_days(event, within)}
    known = await salts.known(work, near) if near else {}
    return [_behind(work, event, own, known, within) for event in events]


def _behind(
    work: Work, event: Event, own: Mapping[date, bytes], known: Mapping[date, bytes], within: timedelta
) -> Listener:
    if event.user_id is not None:
        return Listener(_user_key(event.user_id))
    salt = own.get(event.received_at.date())
    network = None if salt is None else _network(work, salt, event.ip)
    if event.anonymous_id is not None:
        return Listener(listeners.consented_key(event.anonymous_id), (), network)
    visitor = event.ip or "", event.user_agent or ""
    aliases = tuple(listeners.guest_key(known[day], *visitor) for day in _other_days(event, within) if day in known)
    return Listener(listeners.guest_key(own[event.received_at.date()], *visitor), aliases, network)


def _other_days(event: Event, within: timedelta) -> AbstractSet[date]:
    """Days other than its own under whose salt a guest may have been seen so shortly before or after."""
    occurred_at, own = event.occurred_at, event.received_at.date()
    if within <= HOUR and 0 < occurred_at.hour < 23 and occurred_at.date() == own:
        return NO_DAYS  # not near midnight
    return {(occurred_at - within).date(), (occurred_at + within).date(), occurred_at.date()} - {own}


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

"""What the audience did, taken in as a file of events would be: by the rules that hold for live ones."""

from collections.abc import Sequence

from beatgraph.analytics.acceptance import Booking
from beatgraph.analytics.periods import reporting_day
from beatgraph.cli.demo.audience import Happening, Kind
from beatgraph.cli.demo.history import Ids
from beatgraph.cli.demo.progress import Meter
from beatgraph.drafts.events import Event
from beatgraph.services.events import import_events
from beatgraph.workshop import Workshop

FOLLOWS = (Kind.FOLLOW, Kind.UNFOLLOW)


async def receive(workshop: Workshop, happenings: Sequence[Happening], ids: Ids, meter: Meter) -> None:
    meter.begin("Plays and likes", len(happenings))
    events = (_event(each, ids) for each in happenings)
    done = await import_events(workshop.writing, events, advance=meter.advance)
    if done.accepted != len(happenings):
        raise RuntimeError(f"Of {len(happenings)} events, {done.accepted} were accepted.")


def _event(each: Happening, ids: Ids) -> Event:
    follows = each.kind in FOLLOWS
    return Event(
        occurred_at=each.at,
        event_id=each.id,
        type=each.kind.value,
        received_at=each.received_at,
        booked=Booking(reporting_day(each.at)),
        track_id=None if follows else ids.tracks[each.subject],
        artist_id=ids.artists[each.subject] if follows else None,
        user_id=_user(each, ids),
        ip=each.guest.address if each.guest else None,
        user_agent=each.guest.browser if each.guest else None,
        listened_ms=each.listened_ms,
        ended=each.ended,
    )


def _user(each: Happening, ids: Ids) -> int | None:
    if each.producer is not None:
        return ids.owners[each.producer]
    return ids.listeners[each.listener] if each.listener is not None else None

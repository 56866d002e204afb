"""What the audience did, taken in by the rules that hold for live events."""

from collections.abc import Sequence

from beatgraph.analytics.acceptance import Attempt
from beatgraph.analytics.listeners import guest_key, user_key
from beatgraph.analytics.periods import reporting_day
from beatgraph.cli.demo.audience import Happening, Kind
from beatgraph.cli.demo.history import Ids
from beatgraph.cli.demo.progress import Meter
from beatgraph.models import EngagementKind
from beatgraph.services import engagements, gate, intake, salts
from beatgraph.services.engagements import ARTISTS, TRACKS, Change
from beatgraph.services.upserts import chunks
from beatgraph.work import Work
from beatgraph.workshop import Workshop

AT_ONCE = 5000
"""Events in one unit of work."""

ABOUT_TRACKS = (Kind.LIKE, Kind.UNLIKE)


async def receive(workshop: Workshop, happenings: Sequence[Happening], ids: Ids, meter: Meter) -> None:
    """Everything, in the order of time."""
    meter.begin("Plays and likes", len(happenings))
    for some in chunks(happenings, AT_ONCE):
        async with workshop.writing() as work:
            await gate.enter_alone(work)
            await gate.unseen(work, [each.id for each in some])
            await intake.take(work, await _arrivals(work, [each for each in some if each.kind is Kind.PLAY], ids))
            tastes = [each for each in some if each.kind is not Kind.PLAY]
            await engagements.engage(
                work, TRACKS, [_change(each, ids, ids.tracks) for each in tastes if each.kind in ABOUT_TRACKS]
            )
            await engagements.engage(
                work, ARTISTS, [_change(each, ids, ids.artists) for each in tastes if each.kind not in ABOUT_TRACKS]
            )
        meter.advance(len(some))


async def _arrivals(work: Work, plays: Sequence[Happening], ids: Ids) -> list[intake.Arrival]:
    of_days = await salts.of_imported(work, {reporting_day(play.at) for play in plays})
    arrivals = []
    for play in plays:
        user_id = _user(play, ids)
        day = reporting_day(play.at)
        if user_id is not None:
            listener = user_key(user_id)
        else:
            assert play.guest is not None  # noqa: S101
            listener = guest_key(of_days[day], play.guest.address, play.guest.browser)
        attempt = Attempt(ids.tracks[play.subject], listener, play.at, day, is_own=play.producer is not None)
        arrivals.append(
            intake.Arrival(
                play.id,
                attempt,
                received_at=play.received_at,
                user_id=user_id,
                listened_ms=play.listened_ms,
                ended=play.ended,
            )
        )
    return arrivals


def _user(each: Happening, ids: Ids) -> int | None:
    if each.producer is not None:
        return ids.owners[each.producer]
    return ids.listeners[each.listener] if each.listener is not None else None


def _change(each: Happening, ids: Ids, subjects: dict[int, int]) -> Change:
    assert each.listener is not None  # noqa: S101
    return Change(EngagementKind(each.kind), subjects[each.subject], ids.listeners[each.listener], each.at)

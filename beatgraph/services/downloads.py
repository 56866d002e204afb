"""Downloads: who may have the sound of a track, and under which name they save it."""

import re
from dataclasses import dataclass
from uuid import uuid4

from beatgraph.analytics.periods import reporting_day
from beatgraph.auth import policy
from beatgraph.models import Download, Track, Upload
from beatgraph.services import audiences, folding, gate, listeners, tracks, uploads
from beatgraph.services.sums import Effects, Sign
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Grant:
    track: Track
    sound: Upload

    @property
    def file_name(self) -> str:
        return saved_as(self.track.name, self.sound.extension)


async def find(work: Work, track_id: int) -> Grant:
    """The sound behind a track, as it was uploaded, for whoever is signed in and may see the track."""
    policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    return Grant(track, await uploads.behind(work, track))


async def grant(work: Work, track_id: int) -> Grant:
    """The same, noted as a download; repeats count, and those who run the track are not counted."""
    found = await find(work, track_id)
    await gate.enter(work)
    listener = await listeners.of_caller(work)
    await gate.take_turn(work, listener.key)
    counted = not (await audiences.is_insider_of_track(work, found.track) or audiences.is_bot(work))
    await work.add(
        Download(
            event_id=uuid4(),
            track_id=track_id,
            user_id=work.viewer.user_id,
            listener_key=listener.key,
            occurred_at=work.now,
            received_at=work.now,
            counted=counted,
        )
    )
    if counted:
        sign = Sign("downloads", reporting_day(work.now), work.now, track_id=track_id)
        await folding.fold(work, (), Effects([sign]))
    return found


def saved_as(name: str, extension: str) -> str:
    """A file name that every system takes, from whatever a track is called."""
    fit = re.sub(r'[<>:"/\\|?*]', "_", "".join(sign for sign in name if sign.isprintable())).strip(" .")
    return f"{fit[:200] or 'track'}.{extension}"

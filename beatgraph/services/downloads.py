"""Downloads: who may have the sound of a track, and under which name they save it."""

import re
from dataclasses import dataclass

from beatgraph.auth import policy
from beatgraph.models import Track, Upload
from beatgraph.services import tracks, uploads
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Grant:
    track: Track
    sound: Upload

    @property
    def file_name(self) -> str:
        return saved_as(self.track.name, self.sound.extension)


async def grant(work: Work, track_id: int) -> Grant:
    """The sound behind a track, as it was uploaded, for whoever is signed in and may see the track."""
    policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    return Grant(track, await uploads.behind(work, track))


def saved_as(name: str, extension: str) -> str:
    """A file name that every system takes, from whatever a track is called."""
    fit = re.sub(r'[<>:"/\\|?*]', "_", "".join(sign for sign in name if sign.isprintable())).strip(" .")
    return f"{fit[:200] or 'track'}.{extension}"

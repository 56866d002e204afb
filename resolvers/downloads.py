"""Downloads in the graph: a signed address in place of bytes."""

from datetime import datetime

import strawberry

from beatgraph.services import downloads, receiving, uploads
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.payloads import Payload, mutation
from resolvers.tracks import TrackInput


@strawberry.type(description="File that may be fetched for a while, by whoever has its address.")
class Download:
    url: str = strawberry.field(description="Signed address; it takes ranges.")
    expires_at: datetime = strawberry.field(description="When the address is of no more use.")
    name: str = strawberry.field(description="File name to save it under.")
    mime: str = strawberry.field(description="Media type.")
    size: float = strawberry.field(description="Bytes.")


@strawberry.type(description="Download of a track, or why there is none.")
class DownloadTrackPayload(Payload):
    download: Download | None = strawberry.field(default=None, description="Where the sound is.")


@strawberry.type
class DownloadMutation:
    @mutation(description="Get the sound of a track as it was uploaded. Needs a token.")
    async def download_track(self, info: Info, input: TrackInput) -> DownloadTrackPayload:
        async with info.context.writing() as work:
            granted = await downloads.grant(work, ids.row_id(input.id, "Track"))
        sound, workshop = granted.sound, info.context.workshop
        with receiving.storing():
            url = await workshop.storage.url(sound.storage_key, expires_in=uploads.LINK_LIVES)
        return DownloadTrackPayload(
            download=Download(
                url=url,
                expires_at=workshop.clock() + uploads.LINK_LIVES,
                name=granted.file_name,
                mime=sound.mime,
                size=float(sound.size),
            )
        )

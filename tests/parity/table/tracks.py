"""Tracks: in lists, alone, made, changed, deleted, heard and seen."""

from tests.parity.deeds import Deed, below

ROW = "databaseId name image createdAt artists { databaseId name } genres { databaseId name displayName }"
SAME_ROW = {
    "id": "databaseId",
    "name": "name",
    "image": "image",
    "created_at": "createdAt",
    "artists.*.id": "artists.*.databaseId",
    "artists.*.name": "artists.*.name",
    "genres.*.id": "genres.*.databaseId",
    "genres.*.name": "genres.*.name",
}
WHOLE = (
    f"{ROW} updatedAt description duration bpm key scale tags {{ databaseId name }} album {{ databaseId name }} "
    "playCount viewCount likeCount viewerHasLiked viewerCanEdit"
)
SAME_WHOLE = SAME_ROW | {
    "updated_at": "updatedAt",
    "description": "description",
    "duration": "duration",
    "bpm": "bpm",
    "key": "key",
    "scale": "scale",
    "plays": "playCount",
    "views": "viewCount",
    "likes_count": "likeCount",
    "is_liked": "viewerHasLiked",
    "can_edit": "viewerCanEdit",
}
SAME_PAGE = SAME_WHOLE | {"tags.*.id": "tags.*.databaseId", "album.id": "album.databaseId", "album.name": "album.name"}
NEW = {key: value for key, value in SAME_WHOLE.items() if key not in ("id",)}

DEEDS = [
    Deed(
        "GET /api/v1/tracks",
        "Query.tracks",
        "200",
        ask=f"tracks(first: 15) {{ totalCount nodes {{ {ROW} }} }}",
        see=f"tracks(first: 15) {{ totalCount nodes {{ {WHOLE} }} }}",
        same={"pagination.total": "tracks.totalCount"} | below("tracks.data.*", "tracks.nodes.*", SAME_WHOLE),
    ),
    Deed(
        "GET /api/v1/tracks/{track}",
        "Query.track",
        "200",
        ask=f"track(by: {{ databaseId: <track> }}) {{ {ROW} }}",
        see=f"track(by: {{ databaseId: <track> }}) {{ {WHOLE} }}",
        same=below("track", "track", SAME_PAGE),
    ),
    Deed(
        "GET /api/v1/tracks/{track}",
        "Query.track",
        "404 404 404 200 200 200",
        about="a private track",
        at={"track": "<private>"},
        ask="track(by: { databaseId: <private> }) { databaseId name }",
        same=below("track", "track", {"id": "databaseId", "name": "name"}),
    ),
    Deed(
        "POST /api/v1/tracks",
        "Mutation.createTrack",
        "401 403 403 403 201 422",
        body={"name": "Fresh", "src": "<fresh>", "genres": ["drill"], "tags": ["dark"]},
        ask=f"track {{ {WHOLE} }}",
        input={"name": "Fresh", "uploadId": "<fresh:id>", "genres": ["drill"], "tags": ["dark"]},
        same=below("track", "track", NEW),
        note="An admin has no artist to be credited.",
    ),
    Deed(
        "PUT /api/v1/tracks/{track}",
        "Mutation.updateTrack",
        "401 403 403 403 200 200",
        body={"name": "Rain again", "bpm": 141},
        ask=f"track {{ {WHOLE} }}",
        input={"id": "<track:id>", "name": "Rain again", "bpm": 141},
        same=below("track", "track", SAME_WHOLE),
    ),
    Deed(
        "PUT /api/v1/tracks/{track}",
        "Mutation.publishTrack",
        "401 404 404 403 200 200",
        about="publishing a private one",
        at={"track": "<private>"},
        body={"private": False},
        ask="track { databaseId name private publishedAt }",
        input={"id": "<private:id>"},
        then="track(by: { databaseId: <private> }) { private publishedAt }",
        same=below("track", "track", {"id": "databaseId", "name": "name"}),
    ),
    Deed(
        "PUT /api/v1/tracks/{track}",
        "Mutation.unpublishTrack",
        "401 403 403 403 200 200",
        about="taking it back",
        body={"private": True},
        ask="track { databaseId name private }",
        input={"id": "<track:id>"},
        then="track(by: { databaseId: <track> }) { private }",
        same=below("track", "track", {"id": "databaseId", "name": "name"}),
    ),
    Deed(
        "DELETE /api/v1/tracks/{ids}",
        "Mutation.deleteTracks",
        "401 403 403 403 200 200",
        at={"ids": "<track>,<pinned>"},
        ask="deletedIds",
        input={"ids": ["<track:id>", "<pinned:id>"]},
        then="tracks { totalCount nodes { databaseId } }",
    ),
    Deed(
        "GET /api/v1/tracks/{track}/wave",
        "Query.track",
        "200",
        about="its waveform",
        ask="track(by: { databaseId: <track> }) { waveform { bars } }",
        same={"waveData.*.3": "track.waveform.bars"},
    ),
    Deed(
        "POST /api/v1/tracks/wave-batch",
        "Query.tracks",
        "200",
        about="their waveforms",
        body={"ids": ["<track>", "<private>"]},
        ask="tracks(first: 4, orderBy: OLDEST) { nodes { databaseId waveform { bars } } }",
        same={"waves.<track>.waveData.*.3": "tracks.nodes.0.waveform.bars"},
    ),
    Deed(
        "GET /api/v1/tracks/{track}/download",
        "Mutation.downloadTrack",
        "401 200 200 200 200 200",
        at={"track": "<pinned>"},
        ask="download { name }",
        input={"id": "<pinned:id>"},
        note="The graph gives a signed address of the same bytes: `tests/resolvers/test_downloads.py`.",
    ),
    Deed(
        "GET /api/v1/artist/{artist}/collaborative-tracks",
        "Query.artist",
        "401 200 404 200 200 404",
        about="what they made with others",
        ask="artist(by: { databaseId: <artist> }) { collaborativeTracks(first: 9) "
        "{ nodes { databaseId name playCount artists { name } } } }",
        same=below(
            "data.*",
            "artist.collaborativeTracks.nodes.*",
            {
                "track_id": "databaseId",
                "title": "name",
                "primary_artist": "artists.0.name",
                "collaborators.0.name": "artists.1.name",
                "plays": "playCount",
            },
        ),
        graph="UNAUTHENTICATED ok NOT_FOUND ok ok NOT_FOUND",
        note="An artist that is there, asked for something that only producers may see.",
    ),
    Deed(
        "GET /api/v1/tracks/{track}/placements",
        "Query.track",
        "401 403 403 200 200 200",
        about="placements",
        ask="track(by: { databaseId: <track> }) { recon { scanStatus scannedAt artistVerified placements { title } } }",
        see="track(by: { databaseId: <track> }) { recon { scanStatus scannedAt artistVerified placements { databaseId "
        "title artistName albumName releaseDate confidenceScore spotifyUrl youtubeUrl deezerUrl createdAt } } }",
        same={
            "scan_status": "track.recon.scanStatus",
            "scanned_at": "track.recon.scannedAt",
            "artist_verified": "track.recon.artistVerified",
        }
        | below(
            "placements.*",
            "track.recon.placements.*",
            {
                "id": "databaseId",
                "title": "title",
                "artist_name": "artistName",
                "album_name": "albumName",
                "release_date": "releaseDate",
                "confidence_score": "confidenceScore",
                "spotify_url": "spotifyUrl",
                "youtube_url": "youtubeUrl",
                "deezer_url": "deezerUrl",
                "created_at": "createdAt",
            },
        ),
    ),
]

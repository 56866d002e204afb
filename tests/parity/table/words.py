"""Lyrics, genres, tags and what is found by a text."""

from tests.parity.deeds import Deed, below

LYRIC = "databaseId text isSynced createdAt updatedAt track { databaseId }"
SAME_LYRIC = {
    "id": "databaseId",
    "text": "text",
    "is_synced": "isSynced",
    "created_at": "createdAt",
    "updated_at": "updatedAt",
    "track_id": "track.databaseId",
}
NEW = {key: value for key, value in SAME_LYRIC.items() if key != "id"}
NAMED = {"id": "databaseId", "name": "name", "display_name": "displayName"}

DEEDS = [
    Deed(
        "GET /api/v1/search",
        "Query.search",
        "200",
        query={"query": "sig", "limit": 3},
        ask='search(query: "sig", first: 3) { query artists { databaseId name } tracks { databaseId name } '
        "albums { databaseId name } playlists { databaseId name } }",
        same={
            f"results.{noun}.*.{key}": f"search.{noun}.*.{name}"
            for noun in ("artists", "tracks", "albums", "playlists")
            for key, name in (("id", "databaseId"), ("name", "name"))
        },
    ),
    Deed(
        "GET /api/v1/lyrics",
        "Query.lyrics",
        "200",
        ask=f"lyrics(first: 15) {{ totalCount nodes {{ {LYRIC} }} }}",
        same={"pagination.total": "lyrics.totalCount"} | below("pagination.data.*", "lyrics.nodes.*", SAME_LYRIC),
    ),
    Deed(
        "GET /api/v1/tracks/{id}/lyrics",
        "Query.track",
        "200",
        about="its lyrics",
        at={"id": "<track>"},
        ask=f"track(by: {{ databaseId: <track> }}) {{ lyric {{ {LYRIC} }} }}",
        same=below("lyric", "track.lyric", SAME_LYRIC),
    ),
    Deed(
        "POST /api/v1/lyrics",
        "Mutation.createLyric",
        "401 403 403 403 201 201",
        body={"track_id": "<pinned>", "text": "Signature words"},
        ask=f"lyric {{ {LYRIC} }}",
        input={"trackId": "<pinned:id>", "text": "Signature words"},
        same=below("lyric", "lyric", NEW),
    ),
    Deed(
        "PUT /api/v1/lyrics/{id}",
        "Mutation.updateLyric",
        "401 403 403 403 200 200",
        at={"id": "<lyric>"},
        body={"text": "[00:02] More rain"},
        ask=f"lyric {{ {LYRIC} }}",
        input={"id": "<lyric:id>", "text": "[00:02] More rain"},
        same=below("lyric", "lyric", SAME_LYRIC),
    ),
    Deed(
        "DELETE /api/v1/lyrics/{ids}",
        "Mutation.deleteLyrics",
        "401 403 403 403 200 200",
        at={"ids": "<lyric>"},
        ask="deletedIds",
        input={"ids": ["<lyric:id>"]},
        then="track(by: { databaseId: <track> }) { lyric { text } }",
    ),
    Deed("", "Query.lyric", "200", ask="lyric(by: { databaseId: <lyric> }) { databaseId }"),
    Deed(
        "GET /api/v1/genres",
        "Query.genres",
        "200",
        ask="genres(first: 15) { totalCount nodes { databaseId name displayName } }",
        same={"pagination.total": "genres.totalCount"} | below("pagination.data.*", "genres.nodes.*", NAMED),
    ),
    Deed("", "Query.genre", "200", ask="genre(by: { databaseId: <genre> }) { databaseId }"),
    Deed(
        "GET /api/v1/tags",
        "Query.tags",
        "200",
        ask="tags(first: 15) { totalCount nodes { databaseId name displayName } }",
        same=below("pagination.data.*", "tags.nodes.*", NAMED),
    ),
    Deed("", "Query.tag", "200", ask="tag(by: { databaseId: <tag> }) { databaseId }"),
]

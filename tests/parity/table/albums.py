"""Albums."""

from tests.parity.deeds import Deed, below

BRIEF = "databaseId name image releaseDate"
SAME_BRIEF = {"id": "databaseId", "name": "name", "image": "image", "release_date": "releaseDate"}
WHOLE = f"{BRIEF} description createdAt artists {{ databaseId name }} playCount"
SAME_WHOLE = SAME_BRIEF | {
    "description": "description",
    "created_at": "createdAt",
    "artists.*.id": "artists.*.databaseId",
    "plays": "playCount",
}
NEW = {key: value for key, value in SAME_WHOLE.items() if key != "id"}

DEEDS = [
    Deed(
        "GET /api/v1/albums",
        "Query.albums",
        "200",
        ask=f"albums(first: 15) {{ totalCount nodes {{ {BRIEF} }} }}",
        see=f"albums(first: 15) {{ totalCount nodes {{ {WHOLE} }} }}",
        same={"pagination.total": "albums.totalCount"} | below("albums.data.*", "albums.nodes.*", SAME_WHOLE),
    ),
    Deed(
        "GET /api/v1/albums/{album}",
        "Query.album",
        "200",
        ask=f"album(by: {{ databaseId: <album> }}) {{ {BRIEF} }}",
        see=f"album(by: {{ databaseId: <album> }}) {{ {WHOLE} genres {{ name }} tags {{ name }} }}",
        same=below("album", "album", SAME_WHOLE | {"genres.*.name": "genres.*.name", "tags.*.name": "tags.*.name"}),
    ),
    Deed(
        "POST /api/v1/albums",
        "Mutation.createAlbum",
        "401 403 403 403 201 201",
        body={"name": "Second shift", "release_date": "2026-03-01", "artists": ["<artist>"]},
        ask=f"album {{ {WHOLE} }}",
        input={"name": "Second shift", "releaseDate": "2026-03-01", "artistIds": ["<artist:id>"]},
        same=below("album", "album", NEW),
    ),
    Deed(
        "PUT /api/v1/albums/{album}",
        "Mutation.updateAlbum",
        "401 403 403 403 200 200",
        body={"name": "Day shift"},
        ask=f"album {{ {WHOLE} }}",
        input={"id": "<album:id>", "name": "Day shift"},
        same=below("album", "album", SAME_WHOLE),
    ),
    Deed(
        "DELETE /api/v1/albums/{ids}",
        "Mutation.deleteAlbums",
        "401 403 403 403 200 200",
        at={"ids": "<album>"},
        ask="deletedIds",
        input={"ids": ["<album:id>"]},
        then="albums { totalCount nodes { databaseId } } track(by: { databaseId: <track> }) { album { databaseId } }",
    ),
]

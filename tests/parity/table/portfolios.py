"""Portfolio credits and the pinned track."""

from tests.parity.deeds import Deed, below
from tests.parity.table import tracks

CREDIT = (
    "databaseId spotifyId type title artistName albumName image releaseYear spotifyUrl popularity available "
    "position roles"
)
SAME = {
    "id": "databaseId",
    "spotify_id": "spotifyId",
    "type": "type",
    "title": "title",
    "artist_name": "artistName",
    "album_name": "albumName",
    "image": "image",
    "release_year": "releaseYear",
    "spotify_url": "spotifyUrl",
    "popularity": "popularity",
    "available": "available",
    "position": "position",
}
NEW = {key: value for key, value in SAME.items() if key != "id"}

DEEDS = [
    Deed(
        "GET /api/v1/artists/{artist}/credits",
        "Query.artist",
        "200",
        about="their credits",
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ credits {{ nodes {{ {CREDIT} }} }} }}",
        same=below("credits.*", "artist.credits.nodes.*", SAME),
    ),
    Deed(
        "POST /api/v1/artists/{artist}/credits",
        "Mutation.addCredit",
        "401 403 403 403 201 201",
        body={"spotify_id": "newsong", "type": "song", "roles": ["producer"], "title": "New song"},
        ask=f"credit {{ {CREDIT} }}",
        input={
            "artistId": "<artist:id>",
            "spotifyId": "newsong",
            "type": "SONG",
            "roles": ["PRODUCER"],
            "title": "New song",
        },
        same=below("credit", "credit", NEW),
    ),
    Deed(
        "POST /api/v1/artists/{artist}/credits/album",
        "Mutation.addAlbumCredits",
        "401 403 403 403 201 201",
        body={"spotify_album_id": "record", "tracks": [{"spotify_id": "one", "roles": ["mixing"]}]},
        ask=f"credits {{ {CREDIT} }} created",
        input={
            "artistId": "<artist:id>",
            "spotifyAlbumId": "record",
            "tracks": [{"spotifyId": "one", "roles": ["MIXING_ENGINEER"]}],
        },
        same={"created": "created"} | below("credits.*", "credits.*", NEW),
    ),
    Deed(
        "PUT /api/v1/artists/{artist}/credits/{credit}",
        "Mutation.updateCredit",
        "401 403 403 403 200 200",
        body={"roles": ["vocalist"]},
        ask=f"credit {{ {CREDIT} }}",
        input={"id": "<credit:id>", "roles": ["VOCALIST"]},
        same=below("credit", "credit", SAME),
    ),
    Deed(
        "DELETE /api/v1/artists/{artist}/credits/{credit}",
        "Mutation.deleteCredit",
        "401 403 403 403 200 200",
        ask="deletedId",
        input={"id": "<credit:id>"},
        then="artist(by: { databaseId: <artist> }) { credits { nodes { databaseId position } } }",
    ),
    Deed(
        "POST /api/v1/artists/{artist}/credits/reorder",
        "Mutation.reorderCredits",
        "401 403 403 403 200 200",
        body={"ids": ["<second>", "<credit>"]},
        ask=f"artist {{ credits {{ nodes {{ {CREDIT} }} }} }}",
        input={"artistId": "<artist:id>", "ids": ["<second:id>", "<credit:id>"]},
        same=below("credits.*", "artist.credits.nodes.*", SAME),
    ),
    Deed(
        "GET /api/v1/credits/roles",
        "Query.creditRoles",
        "200",
        ask="creditRoles { name roles { slug name } }",
        same={"roles.0.slug": "creditRoles.0.roles.0.slug", "roles.0.category": "creditRoles.0.name"},
    ),
    Deed(
        "POST /api/v1/artists/{artistId}/tracks/{trackId}/pin",
        "Mutation.pinTrack",
        "401 403 403 403 200 200",
        at={"artistId": "<artist>", "trackId": "<track>"},
        ask="artist { databaseId pinnedTrack { databaseId } }",
        input={"artistId": "<artist:id>", "trackId": "<track:id>"},
        same={"artist_id": "artist.databaseId", "pinned_track_id": "artist.pinnedTrack.databaseId"},
    ),
    Deed(
        "POST /api/v1/artists/{artistId}/tracks/{trackId}/unpin",
        "Mutation.unpinTrack",
        "401 403 403 403 200 200",
        at={"artistId": "<artist>", "trackId": "<pinned>"},
        ask="artist { databaseId pinnedTrack { databaseId } }",
        input={"artistId": "<artist:id>", "trackId": "<pinned:id>"},
        same={"artist_id": "artist.databaseId", "pinned_track_id": "artist.pinnedTrack"},
    ),
    Deed(
        "GET /api/v1/artists/{artistId}/pinned-track",
        "Query.artist",
        "200",
        about="their pinned track",
        at={"artistId": "<artist>"},
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ pinnedTrack {{ {tracks.ROW} }} }}",
        see=f"artist(by: {{ databaseId: <artist> }}) {{ pinnedTrack {{ {tracks.WHOLE} }} }}",
        same=below("track", "artist.pinnedTrack", tracks.SAME_WHOLE),
    ),
    Deed(
        "GET /api/v1/credits/spotify-search",
        "Query.searchSpotify",
        "401 503 503 503 503 503",
        query={"query": "rain"},
        ask='searchSpotify(query: "rain") { title }',
        note="The world has no keys for Spotify; with them, `tests/test_lookups.py`.",
    ),
    Deed(
        "GET /api/v1/credits/spotify-album",
        "Query.spotifyAlbum",
        "401 503 503 503 503 503",
        query={"id": "4aawyAB9vmqN3uQ7FjRGTy"},
        ask='spotifyAlbum(spotifyId: "4aawyAB9vmqN3uQ7FjRGTy") { release { title } }',
        note="The world has no keys for Spotify; with them, `tests/test_lookups.py`.",
    ),
]

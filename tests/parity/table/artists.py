"""Artists: on the content routes, as one's own profile, and in the label app."""

from tests.parity.deeds import Deed, below
from tests.parity.table import albums, tracks

ROW = "databaseId name bio website verified"
SAME_ROW = {"id": "databaseId", "name": "name", "bio": "bio", "website": "website", "verified": "verified"}
ROSTER = "name status createdAt updatedAt"
SAME_ROSTER = {"name": "name", "status": "status", "createdAt": "createdAt", "updatedAt": "updatedAt"}

DEEDS = [
    Deed(
        "GET /api/v1/artists",
        "Query.artists",
        "200",
        ask="artists(first: 15) { totalCount nodes { databaseId name } }",
        see=f"artists(first: 15) {{ totalCount nodes {{ {ROW} }} }}",
        same={"pagination.total": "artists.totalCount"} | below("artists.data.*", "artists.nodes.*", SAME_ROW),
    ),
    Deed(
        "GET /api/v1/artists/{artist}",
        "Query.artist",
        "200",
        ask="artist(by: { databaseId: <artist> }) { databaseId name }",
        see=f"artist(by: {{ databaseId: <artist> }}) {{ {ROW} genres {{ name }} similar {{ databaseId }} }}",
        same=below(
            "artist",
            "artist",
            SAME_ROW | {"genres.*.name": "genres.*.name", "similar.*.id": "similar.*.databaseId"},
        ),
    ),
    Deed(
        "GET /api/v1/artists/{artist}/tracks",
        "Query.artist",
        "200",
        about="their tracks",
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ tracks {{ totalCount nodes {{ {tracks.ROW} }} }} }}",
        see=f"artist(by: {{ databaseId: <artist> }}) {{ tracks {{ totalCount nodes {{ {tracks.WHOLE} }} }} }}",
        same={"pagination.total": "artist.tracks.totalCount"}
        | below("pagination.data.*", "artist.tracks.nodes.*", tracks.SAME_WHOLE),
    ),
    Deed(
        "GET /api/v1/artists/{artist}/albums",
        "Query.artist",
        "200",
        about="their albums",
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ albums {{ totalCount nodes {{ {albums.BRIEF} }} }} }}",
        same={"pagination.total": "artist.albums.totalCount"}
        | below("pagination.data.*", "artist.albums.nodes.*", albums.SAME_BRIEF),
    ),
    Deed(
        "GET /api/v1/artists/{artist}/check-ownership",
        "Query.artist",
        "200",
        about="whose they are",
        ask="artist(by: { databaseId: <artist> }) { databaseId name viewerCanEdit }",
        same={
            "artist_id": "artist.databaseId",
            "artist_name": "artist.name",
            "is_owner": "artist.viewerCanEdit",
        },
    ),
    Deed(
        "GET /api/v1/artist/profile",
        "Query.me",
        "401 200 404 200 200 404",
        about="one's artist profile",
        ask="me { artist { databaseId name bio website uploadAccess createdAt playCount "
        "dashboardStats { totalTracks } } }",
        same={
            "data.id": "me.artist.databaseId",
            "data.name": "me.artist.name",
            "data.bio": "me.artist.bio",
            "data.website": "me.artist.website",
            "data.upload_access": "me.artist.uploadAccess",
            "data.total_tracks": "me.artist.dashboardStats.totalTracks",
            "data.total_plays": "me.artist.playCount",
            "data.member_since": "me.artist.createdAt",
        },
        graph="UNAUTHENTICATED ok ok ok ok ok",
        note="In the graph a user without a profile has the artist null.",
    ),
    Deed(
        "PUT /api/v1/artist/profile",
        "Mutation.updateArtist",
        "401 200 404 200 200 404",
        body={"bio": "Makes beats at night.", "website": "https://nova.example"},
        ask="artist { bio website }",
        input={"id": "<artist:id>", "bio": "Makes beats at night.", "website": "https://nova.example"},
        same={"data.bio": "artist.bio", "data.website": "artist.website"},
        graph="UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN ok ok",
        note="The route changes whoever asks, the graph the artist that is named.",
    ),
    Deed(
        "POST /api/artists",
        "Mutation.createArtist",
        "401 201 201 201 201 201",
        body={"name": "New name"},
        ask="artist { name status createdAt updatedAt }",
        input={"name": "New name"},
        same=below("data", "artist", SAME_ROSTER),
    ),
    Deed(
        "GET /api/artists",
        "Query.artists",
        "401 200 200 200 200 200",
        about="the roster",
        ask="artists(first: 10) { nodes { databaseId name } }",
        see=f"me {{ artists {{ {ROSTER} }} }}",
        same=below("data.*", "me.artists.*", SAME_ROSTER),
        graph="ok",
        note="The label app shows a user their own artists, `me.artists`; the graph's list is public.",
    ),
    Deed(
        "GET /api/artists/{id}",
        "Query.artist",
        "401 200 200 200 200 200",
        about="one of the roster",
        at={"id": "<artist:uuid>"},
        ask="artist(by: { databaseId: <artist> }) { databaseId name }",
        see=f"artist(by: {{ databaseId: <artist> }}) {{ {ROSTER} }}",
        same=below("data", "artist", SAME_ROSTER),
        graph="ok",
        note="An active artist is public in the graph.",
    ),
    Deed(
        "PATCH /api/artists/{id}",
        "Mutation.updateArtist",
        "401 403 403 403 200 200",
        about="one of the roster",
        at={"id": "<artist:uuid>"},
        body={"name": "Supernova"},
        ask=f"artist {{ {ROSTER} }}",
        input={"id": "<artist:id>", "name": "Supernova"},
        same=below("data", "artist", SAME_ROSTER),
    ),
    Deed(
        "DELETE /api/artists/{id}",
        "Mutation.deleteArtist",
        "401 403 403 403 204 204",
        at={"id": "<artist:uuid>"},
        ask="deletedId",
        input={"id": "<artist:id>"},
        then="artists { nodes { databaseId } } tracks { nodes { databaseId } }",
    ),
    Deed(
        "",
        "Mutation.restoreArtist",
        "401 403 403 403 403 200",
        ask="artist { databaseId }",
        input={"id": "<artist:id>"},
        note="Its owner deletes it; an admin brings it back.",
    ),
    Deed(
        "",
        "Mutation.grantArtist",
        "401 403 403 403 403 200",
        ask="artist { databaseId verified }",
        input={"id": "<artist:id>", "verified": False},
    ),
]

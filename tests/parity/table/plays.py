"""Plays and likes: what listeners do with a track."""

from tests.parity.deeds import Deed

KEY = "00000000-0000-4000-8000-000000000001"

DEEDS = [
    *(
        Deed(
            route,
            "Mutation.recordPlay",
            "200",
            body={"idempotency_key": KEY},
            ask="playToken",
            input={"trackId": "<track:id>", "idempotencyKey": KEY},
            same={"play_token": "playToken"},
            by="other",
        )
        for route in ("POST /api/v1/tracks/{track}/plays", "POST /api/v1/tracks/plays/{track}/log")
    ),
    Deed(
        "POST /api/v1/tracks/{track}/plays",
        "Mutation.recordPlay",
        "404 404 404 200 200 200",
        about="of a private track",
        at={"track": "<private>"},
        body={"idempotency_key": KEY},
        ask="playToken",
        input={"trackId": "<private:id>", "idempotencyKey": KEY},
        same={"play_token": "playToken"},
    ),
    Deed(
        "POST /api/v1/tracks/plays/{track}/update-duration",
        "Mutation.updatePlayDuration",
        "404 200 404 404 404 404",
        body={"play_token": "<play>", "duration": 2},
        ask="playToken duration completionPercentage",
        input={"playToken": "<play>", "duration": 2},
        same={
            "play_token": "playToken",
            "duration": "duration",
            "completion_percentage": "completionPercentage",
        },
        by="other",
        note="The play is the other user's own.",
    ),
    Deed(
        "POST /api/v1/events",
        "Mutation.recordEvents",
        "200",
        about="of a play, reported with others",
        body={
            "events": [{"event_id": KEY, "type": "play", "occurred_at": "2026-03-14T12:00:00Z", "track_id": "<track>"}]
        },
        ask="results { eventId counted reason }",
        input={
            "events": [
                {"eventId": KEY, "type": "PLAY", "occurredAt": "2026-03-14T12:00:00Z", "trackId": "<track:id>"},
            ]
        },
        same={
            "events.*.event_id": "results.*.eventId",
            "events.*.counted": "results.*.counted",
            "events.*.reason": "results.*.reason",
        },
        by="editor",
    ),
    Deed(
        "POST /api/v1/users/me/add-to-library",
        "Mutation.likeTrack",
        "401 200 200 200 200 200",
        body={"track_id": "<elsewhere>"},
        ask="track { databaseId viewerHasLiked likeCount }",
        input={"id": "<elsewhere:id>"},
        then="track(by: { databaseId: <elsewhere> }) { viewerHasLiked likeCount }",
    ),
    Deed(
        "POST /api/v1/users/me/remove-from-library",
        "Mutation.unlikeTrack",
        "401 200 200 200 200 200",
        body={"track_id": "<track>"},
        ask="track { databaseId viewerHasLiked likeCount }",
        input={"id": "<track:id>"},
        then="track(by: { databaseId: <track> }) { viewerHasLiked likeCount }",
        by="other",
    ),
    Deed(
        "POST /api/v1/artists/{artist}/follow",
        "Mutation.followArtist",
        "401 200 200 200 200 200",
        ask="artist { databaseId viewerFollows followerCount }",
        input={"id": "<artist:id>"},
        then="artist(by: { databaseId: <artist> }) { viewerFollows followerCount }",
        by="editor",
        note="Following oneself stands, and is not counted.",
    ),
    Deed(
        "POST /api/v1/artists/{artist}/unfollow",
        "Mutation.unfollowArtist",
        "401 200 200 200 200 200",
        ask="artist { databaseId viewerFollows followerCount }",
        input={"id": "<artist:id>"},
        then="artist(by: { databaseId: <artist> }) { viewerFollows followerCount }",
        by="other",
    ),
    Deed(
        "GET /api/v1/artists/{artist}/follow-status",
        "Query.artist",
        "401 200 200 200 200 200",
        about="whether one follows them",
        ask="artist(by: { databaseId: <artist> }) { viewerFollows }",
        same={"following": "artist.viewerFollows"},
        by="other",
        graph="ok",
        note="Of nobody the graph knows nothing: null.",
    ),
]

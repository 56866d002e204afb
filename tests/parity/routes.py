"""The 97 routes of the source documents, and with which issue each one is due that is not there yet."""

from dataclasses import dataclass

NUMBERS = "Numbers that are true"
SOUND = "Sound and picture"
OPEN = {NUMBERS, SOUND}
"""Issues that are open. Who closes one takes it out, and then nothing may be due with it any more."""


@dataclass(frozen=True)
class Documented:
    group: str
    route: str
    due: str = ""


_INSIGHTS = "/api/v1/producer-intelligence/insights"
_GROUPS = {
    "Artist dashboard": (
        "GET /api/v1/artist/profile",
        "PUT /api/v1/artist/profile",
        "GET /api/v1/artist/dashboard-stats",
        "GET /api/v1/artist/track-performance",
        "GET /api/v1/artist/upload-insights",
        "GET /api/v1/artist/{artist}/collaborative-tracks",
    ),
    "Insights": (
        f"GET {_INSIGHTS}/tracks/{{trackId}}",
        f"GET {_INSIGHTS}/tracks/{{trackId}}/charts",
        f"GET {_INSIGHTS}/tracks/{{trackId}}/realtime",
        f"GET {_INSIGHTS}/albums/{{albumId}}",
        f"GET {_INSIGHTS}/albums/{{albumId}}/charts",
        f"GET {_INSIGHTS}/artists/{{artistId}}",
        f"GET {_INSIGHTS}/artists/{{artistId}}/charts",
        f"GET {_INSIGHTS}/artists/{{artistId}}/collaborations",
        f"GET {_INSIGHTS}/export/formats",
        f"POST {_INSIGHTS}/export/csv",
        f"POST {_INSIGHTS}/export/json",
        f"POST {_INSIGHTS}/export/report",
        f"POST {_INSIGHTS}/export/pdf",
    ),
    "Tracks": (
        "GET /api/v1/tracks",
        "GET /api/v1/tracks/{track}",
        "POST /api/v1/tracks",
        "PUT /api/v1/tracks/{track}",
        "DELETE /api/v1/tracks/{ids}",
        "GET /api/v1/tracks/{track}/download",
        "GET /api/v1/tracks/{track}/wave",
        "POST /api/v1/tracks/wave-batch",
        "POST /api/v1/tracks/{fileEntry}/extract-metadata",
        "POST /api/v1/tracks/{track}/plays",
        "POST /api/v1/tracks/plays/{track}/update-duration",
        "GET /api/v1/tracks/{track}/engagement-metrics",
        "GET /api/v1/tracks/{track}/producer-analytics",
    ),
    "Albums": (
        "GET /api/v1/albums",
        "GET /api/v1/albums/{album}",
        "POST /api/v1/albums",
        "PUT /api/v1/albums/{album}",
        "DELETE /api/v1/albums/{ids}",
        "GET /api/v1/albums/{album}/producer-analytics",
    ),
    "Artists": (
        "GET /api/v1/artists",
        "GET /api/v1/artists/{artist}",
        "GET /api/v1/artists/{artist}/tracks",
        "GET /api/v1/artists/{artist}/albums",
        "GET /api/v1/artists/{artist}/producer-analytics",
        "GET /api/v1/artists/{artist}/downloads-analytics",
        "GET /api/v1/artists/{artist}/producer-achievements",
        "GET /api/v1/artists/{artist}/check-ownership",
    ),
    "Backstage requests": (
        "GET /api/v1/backstage-request/submission-status",
        "POST /api/v1/backstage-request",
        "POST /api/v1/backstage-request/{backstageRequest}/revoke",
    ),
    "Credits and pins": (
        "GET /api/v1/artists/{artist}/credits",
        "POST /api/v1/artists/{artist}/credits",
        "POST /api/v1/artists/{artist}/credits/album",
        "PUT /api/v1/artists/{artist}/credits/{credit}",
        "DELETE /api/v1/artists/{artist}/credits/{credit}",
        "POST /api/v1/artists/{artist}/credits/reorder",
        "GET /api/v1/credits/spotify-search",
        "GET /api/v1/credits/spotify-album",
        "GET /api/v1/credits/roles",
        "POST /api/v1/artists/{artistId}/tracks/{trackId}/pin",
        "POST /api/v1/artists/{artistId}/tracks/{trackId}/unpin",
        "GET /api/v1/artists/{artistId}/pinned-track",
    ),
    "Playlists": (
        "GET /api/v1/playlists",
        "GET /api/v1/playlists/{id}",
        "POST /api/v1/playlists",
        "PUT /api/v1/playlists/{playlist}",
        "DELETE /api/v1/playlists/{ids}",
        "POST /api/v1/playlists/{id}/follow",
        "POST /api/v1/playlists/{id}/unfollow",
        "GET /api/v1/playlists/{id}/tracks",
        "POST /api/v1/playlists/{playlist}/tracks/add",
        "POST /api/v1/playlists/{playlist}/tracks/remove",
        "POST /api/v1/playlists/{playlist}/tracks/order",
        "POST /api/v1/playlists/{playlist}/invite",
        "POST /api/v1/playlists/{playlist}/accept-invite",
        "POST /api/v1/playlists/{playlist}/decline-invite",
        "POST /api/v1/playlists/{playlist}/remove-editor",
    ),
    "Lyrics": (
        "GET /api/v1/lyrics",
        "GET /api/v1/tracks/{id}/lyrics",
        "POST /api/v1/lyrics",
        "PUT /api/v1/lyrics/{id}",
        "DELETE /api/v1/lyrics/{ids}",
    ),
    "Sound and picture": (
        "POST /api/v1/tracks/{track}/fingerprint",
        "GET /api/v1/tracks/{track}/fingerprint/status",
        "POST /api/v1/tracks/check-duplicates",
        "POST /api/v1/fingerprints/{fingerprint}/retry",
        "GET /api/v1/tracks/{track}/placements",
        "GET /api/v1/cover-art/templates",
        "GET /api/v1/cover-art/templates/{template}",
        "POST /api/v1/cover-art/preview",
        "GET /api/v1/cover-art/matching-templates",
    ),
    "Personal dashboard": (
        "GET /api/v1/users/me/dashboard",
        "GET /api/v1/users/{profile}/profile-overview",
    ),
    "Label app": (
        "POST /api/artists",
        "GET /api/artists",
        "GET /api/artists/{id}",
        "PATCH /api/artists/{id}",
        "DELETE /api/artists/{id}",
    ),
}
_DUE: dict[str, set[str]] = {
    NUMBERS: set(),
    SOUND: set(),
}
DOCUMENTED = [
    Documented(group, route, next((issue for issue, due in _DUE.items() if route in due), ""))
    for group, routes in _GROUPS.items()
    for route in routes
]

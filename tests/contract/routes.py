"""Every route that the documents name, and those of them that are still due."""

ARTIST_DASHBOARD = """
GET /api/v1/artist/profile
PUT /api/v1/artist/profile
GET /api/v1/artist/dashboard-stats
GET /api/v1/artist/track-performance
GET /api/v1/artist/upload-insights
GET /api/v1/artist/{}/collaborative-tracks
""".strip().splitlines()

INSIGHTS = [
    f"{method} /api/v1/producer-intelligence/insights/{path}"
    for method, path in (
        line.split()
        for line in """
GET tracks/{}
GET tracks/{}/charts
GET tracks/{}/realtime
GET albums/{}
GET albums/{}/charts
GET artists/{}
GET artists/{}/charts
GET artists/{}/collaborations
GET export/formats
POST export/csv
POST export/json
POST export/report
POST export/pdf
""".strip().splitlines()
    )
]

CONTENT = [
    f"{method} /api/v1/{path}"
    for method, path in (
        line.split()
        for line in """
GET tracks
GET tracks/{}
POST tracks
PUT tracks/{}
DELETE tracks/{}
GET tracks/{}/download
GET tracks/{}/wave
POST tracks/wave-batch
POST tracks/{}/extract-metadata
POST tracks/{}/plays
POST tracks/plays/{}/update-duration
GET tracks/{}/engagement-metrics
GET tracks/{}/producer-analytics
GET albums
GET albums/{}
POST albums
PUT albums/{}
DELETE albums/{}
GET albums/{}/producer-analytics
GET artists
GET artists/{}
GET artists/{}/tracks
GET artists/{}/albums
GET artists/{}/producer-analytics
GET artists/{}/downloads-analytics
GET artists/{}/producer-achievements
GET artists/{}/check-ownership
GET backstage-request/submission-status
POST backstage-request
POST backstage-request/{}/revoke
GET artists/{}/credits
POST artists/{}/credits
POST artists/{}/credits/album
PUT artists/{}/credits/{}
DELETE artists/{}/credits/{}
POST artists/{}/credits/reorder
GET credits/spotify-search
GET credits/spotify-album
GET credits/roles
POST artists/{}/tracks/{}/pin
POST artists/{}/tracks/{}/unpin
GET artists/{}/pinned-track
GET playlists
GET playlists/{}
POST playlists
PUT playlists/{}
DELETE playlists/{}
POST playlists/{}/follow
POST playlists/{}/unfollow
GET playlists/{}/tracks
POST playlists/{}/tracks/add
POST playlists/{}/tracks/remove
POST playlists/{}/tracks/order
POST playlists/{}/invite
POST playlists/{}/accept-invite
POST playlists/{}/decline-invite
POST playlists/{}/remove-editor
GET lyrics
GET tracks/{}/lyrics
POST lyrics
PUT lyrics/{}
DELETE lyrics/{}
POST tracks/{}/fingerprint
GET tracks/{}/fingerprint/status
POST tracks/check-duplicates
POST fingerprints/{}/retry
GET tracks/{}/placements
GET cover-art/templates
GET cover-art/templates/{}
POST cover-art/preview
GET cover-art/matching-templates
""".strip().splitlines()
    )
]

FLUTTER_DASHBOARD = ["GET /api/v1/users/me/dashboard", "GET /api/v1/users/{}/profile-overview"]

LABEL_APP = [f"{method} /api/artists{path}" for method, path in (
    ("POST", ""), ("GET", ""), ("GET", "/{}"), ("PATCH", "/{}"), ("DELETE", "/{}"),
)]  # fmt: skip

DOCUMENTED = [*ARTIST_DASHBOARD, *INSIGHTS, *CONTENT, *FLUTTER_DASHBOARD, *LABEL_APP]

DUE: set[str] = set()
"""Documented, and not mounted yet: whoever mounts one takes it out, and its tests count from then on."""

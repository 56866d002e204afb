"""Dashboards of producers."""

from tests.parity.deeds import Deed, below

META = "meta { generatedAt dataUntil partialDay timezone }"
SAME_META = {
    "generated_at": "generatedAt",
    "data_until": "dataUntil",
    "partial_day": "partialDay",
    "timezone": "timezone",
}


def own(route: str, field: str, selection: str, same: dict[str, str]) -> Deed:
    """Figures of one's own artist profile."""
    return Deed(
        f"GET /api/v1/artist/{route}",
        "Query.me",
        "401 200 404 200 200 404",
        about=f"one's {route}",
        ask=f"me {{ artist {{ {field} {{ {selection} }} }} }}",
        same=same,
        graph="UNAUTHENTICATED ok ok ok ok ok",
        note="In the graph a user without a profile has the artist null.",
    )


DEEDS = [
    own(
        "dashboard-stats",
        "dashboardStats",
        "totalTracks totalPlays totalContribution recentUploads playGrowthPercentage averagePlaysPerTrack "
        f"tracksWithPlays topTrack {{ plays contributionValue track {{ databaseId name }} }} {META}",
        below(
            "data",
            "me.artist.dashboardStats",
            {
                "total_tracks": "totalTracks",
                "total_plays": "totalPlays",
                "total_contribution": "totalContribution",
                "recent_uploads": "recentUploads",
                "play_growth_percentage": "playGrowthPercentage",
                "average_plays_per_track": "averagePlaysPerTrack",
                "tracks_with_plays": "tracksWithPlays",
                "top_track.id": "topTrack.track.databaseId",
                "top_track.name": "topTrack.track.name",
                "top_track.plays": "topTrack.plays",
                "top_track.contribution_value": "topTrack.contributionValue",
            },
        )
        | below("meta", "me.artist.dashboardStats.meta", SAME_META),
    ),
    own(
        "track-performance",
        "trackPerformance",
        "track { databaseId name } plays contributionValue monthsSinceUpload uploadedAt lastUpdated",
        below(
            "data.*",
            "me.artist.trackPerformance.*",
            {
                "track_id": "track.databaseId",
                "track_name": "track.name",
                "plays": "plays",
                "contribution_value": "contributionValue",
                "months_since_upload": "monthsSinceUpload",
                "upload_date": "uploadedAt",
                "last_updated": "lastUpdated",
            },
        ),
    ),
    own(
        "upload-insights",
        "uploadInsights",
        "totalUploads uploadsThisMonth uploadsLastMonth averagePlaysPerUpload uploadFrequencyDays "
        f"recommendedUploadTime recommendationKey bestPerformingMonth {{ month totalPlays trackCount }} {META}",
        below(
            "data",
            "me.artist.uploadInsights",
            {
                "total_uploads": "totalUploads",
                "uploads_this_month": "uploadsThisMonth",
                "uploads_last_month": "uploadsLastMonth",
                "average_plays_per_upload": "averagePlaysPerUpload",
                "upload_frequency_days": "uploadFrequencyDays",
                "recommended_upload_time": "recommendedUploadTime",
                "recommendation_key": "recommendationKey",
                "best_performing_month.month": "bestPerformingMonth.month",
                "best_performing_month.total_plays": "bestPerformingMonth.totalPlays",
                "best_performing_month.track_count": "bestPerformingMonth.trackCount",
            },
        )
        | below("meta", "me.artist.uploadInsights.meta", SAME_META),
    ),
]

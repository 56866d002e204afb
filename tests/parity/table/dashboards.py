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


RECEPTION = {
    "viewCount": "views",
    "playCount": "plays",
    "likesCount": "likes",
    "commentsCount": "comments",
    "savesCount": "saves",
    "sharesCount": "shares",
}
AUDIENCE = ("followers", "nonFollowers", "newFollowersThisWeek", "newFollowersThisMonth")
POINT = ("date", "views", "plays", "likes", "comments", "saves", "shares", "score")
FLAGS = ("chartAvailable", "earningsAvailable", "audienceAnalyticsAvailable")
PERSONAL = Deed(
    "GET /api/v1/users/me/dashboard",
    "Query.me",
    "401 200 200 200 200 200",
    about="what one's own tracks and posts bring",
    ask=f"""me {{ dashboard {{
      stats {{ followers following published collaborations {" ".join(RECEPTION.values())}
        engagementRate scorePercentage earnings earningsCurrency }}
      audience {{ {" ".join(AUDIENCE)} }} engagementChart {{ {" ".join(POINT)} }}
      topContent {{ viewCount playCount likeCount commentCount saveCount shareCount engagementScore track {{ name }} }}
      recentActivity {{ kind createdAt text user {{ displayName }} track {{ name }} }}
      {" ".join(FLAGS)} meta {{ generatedAt dataUntil partialDay approximate timezone }}
    }} }}""",
    same=below(
        "stats",
        "me.dashboard.stats",
        RECEPTION
        | {
            "followersCount": "followers",
            "followingCount": "following",
            "postsCount": "published",
            "collaborationsCount": "collaborations",
            "listenCount": "plays",
            "engagementRate": "engagementRate",
            "scorePercentage": "scorePercentage",
            "earnings": "earnings",
            "earningsCurrency": "earningsCurrency",
        },
    )
    | below("audience", "me.dashboard.audience", {name: name for name in AUDIENCE})
    | below("engagementChart.*", "me.dashboard.engagementChart.*", {name: name for name in POINT})
    | below(
        "topContent.*",
        "me.dashboard.topContent.*",
        {
            "viewCount": "viewCount",
            "playCount": "playCount",
            "likesCount": "likeCount",
            "commentsCount": "commentCount",
            "savesCount": "saveCount",
            "sharesCount": "shareCount",
            "engagementScore": "engagementScore",
        },
    )
    | {"topContent.0.content": "me.dashboard.topContent.0.track.name"}
    | below(
        "recentActivity.*",
        "me.dashboard.recentActivity.*",
        {"type": "kind", "text": "text", "user.name": "user.displayName", "createdAt": "createdAt"},
    )
    | below("meta", "me.dashboard", {name: name for name in FLAGS})
    | below(
        "meta",
        "me.dashboard.meta",
        {name: name for name in ("generatedAt", "dataUntil", "partialDay", "approximate", "timezone")},
    ),
)

DEEDS = [
    PERSONAL,
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

"""Insights and charts of tracks, albums and artists."""

from tests.parity.deeds import Deed, below

HOME = "/api/v1/producer-intelligence/insights"
FIGURES = """{
  plays { total period previous qualified } listeners { total unique period previous }
  engagement { likes reposts periodLikes periodReposts }
  growth { playsChange listenersChange } meta { firstDay lastDay partialDay approximate timezone }
}"""
SAME_FIGURES = below(
    "data",
    "",
    {
        "plays.total": "plays.total",
        "plays.period": "plays.period",
        "plays.qualified_plays": "plays.qualified",
        "listeners.total": "listeners.total",
        "listeners.unique": "listeners.unique",
        "listeners.period": "listeners.period",
        "engagement.likes": "engagement.likes",
        "engagement.reposts": "engagement.reposts",
        "engagement.period_likes": "engagement.periodLikes",
        "engagement.period_reposts": "engagement.periodReposts",
        "growth.plays_change": "growth.playsChange",
        "growth.listeners_change": "growth.listenersChange",
        "growth.plays_previous": "plays.previous",
        "growth.listeners_previous": "listeners.previous",
    },
) | below(
    "meta",
    "meta",
    {
        "first_day": "firstDay",
        "last_day": "lastDay",
        "partial_day": "partialDay",
        "approximate": "approximate",
        "timezone": "timezone",
    },
)
POINT = ("date", "plays", "listeners", "views", "likes", "reposts", "comments", "saves", "shares", "downloads")
CURVE = f"""{{
  granularity points {{ {" ".join(POINT)} qualifiedPlays beforeRelease }}
  summary {{ total peakDay dailyAverage dataPoints trend {{ value direction }} }}
}}"""
SAME_CURVE = {
    "data.granularity": "granularity",
    **{f"data.points.*.{name}": f"points.*.{name}" for name in POINT},
    "data.points.*.qualified_plays": "points.*.qualifiedPlays",
    "data.points.*.before_release": "points.*.beforeRelease",
    "data.summary.total": "summary.total",
    "data.summary.peak_day": "summary.peakDay",
    "data.summary.daily_average": "summary.dailyAverage",
    "data.summary.data_points": "summary.dataPoints",
    "data.summary.trend.value": "summary.trend.value",
    "data.summary.trend.direction": "summary.trend.direction",
}


MOST_PLAYED = {"album": "tracks", "artist": "top_tracks"}


def within(place: str, same: dict[str, str]) -> dict[str, str]:
    return {route: f"{place}.{graph.lstrip('.')}" for route, graph in same.items()}


def deeds(noun: str, parameter: str, may: str) -> list[Deed]:
    thing = f"{noun}(by: {{ databaseId: <{noun}> }})"
    return [
        Deed(
            f"GET {HOME}/{noun}s/{{{parameter}}}",
            f"Query.{noun}",
            may,
            about="its figures",
            at={parameter: f"<{noun}>"},
            ask=f"{thing} {{ insights {FIGURES} breakdowns {{ tracks {{ name plays share }} }} }}",
            same=within(f"{noun}.insights", SAME_FIGURES)
            | {
                f"data.{MOST_PLAYED[noun]}.*.{name}": f"{noun}.breakdowns.tracks.*.{name}"
                for name in ("name", "plays", "share")
                if noun in MOST_PLAYED
            },
        ),
        Deed(
            f"GET {HOME}/{noun}s/{{{parameter}}}/charts",
            f"Query.{noun}",
            may,
            about="its curve",
            at={parameter: f"<{noun}>"},
            ask=f"{thing} {{ charts {CURVE} }}",
            same=within(f"{noun}.charts", SAME_CURVE),
        ),
    ]


LIVE = ("active_listeners", "recent_plays", "plays_per_minute", "plays_per_hour")
LIVE_FIELDS = "activeListeners recentPlays playsPerMinute playsPerHour recent { minutesAgo country device }"


ENGAGEMENT = """{
  period listeners repeatRate qualifiedPlays likes reposts saves comments shares downloads meta { firstDay lastDay }
  quality {
    plays trackedPlays averageListenDuration averageCompletionRate durationShare totalListenTime completedListens
    completedPercentage bands { completed mostly half partial skipped } qualityScore rating badge retentionLevel
    retention { percent share } earlyDrop intro lengths { fromSeconds toSeconds plays } skipRate sub30SecondPlays
  }
}"""
SAME_ENGAGEMENT = {
    **{name: name for name in ("period", "listeners", "likes", "reposts", "saves", "comments", "shares", "downloads")},
    "repeat_rate": "repeatRate",
    "qualified_plays": "qualifiedPlays",
    "total_plays": "quality.plays",
    "tracked_plays": "quality.trackedPlays",
    "avg_listen_duration": "quality.averageListenDuration",
    "avg_completion_rate": "quality.averageCompletionRate",
    "duration_share": "quality.durationShare",
    "total_listen_time": "quality.totalListenTime",
    "completed_listens": "quality.completedListens",
    "completed_percentage": "quality.completedPercentage",
    "completion_breakdown": "quality.bands",
    "quality_score": "quality.qualityScore",
    "quality_rating": "quality.rating",
    "quality_badge": "quality.badge",
    "retention_level": "quality.retentionLevel",
    "retention": "quality.retention",
    "early_drop": "quality.earlyDrop",
    "intro": "quality.intro",
    "listen_durations.*.from_seconds": "quality.lengths.*.fromSeconds",
    "listen_durations.*.to_seconds": "quality.lengths.*.toSeconds",
    "listen_durations.*.plays": "quality.lengths.*.plays",
    "skip_rate": "quality.skipRate",
    "sub_30_second_plays": "quality.sub30SecondPlays",
}


SLICE = "{ value plays share listeners }"
SLICES = {"devices": "top_devices", "platforms": "top_platforms", "countries": "top_locations", "cities": "top_cities"}
ANALYTICS = f"""
  insights {{
    plays {{ total period previous qualified }} listeners {{ total unique period }} growth {{ playsChange }}
    engagement {{ likes reposts periodLikes periodReposts }}
  }}
  charts {{ points {{ date plays }} }}
  breakdowns {{
    devices {SLICE} platforms {SLICE} countries {SLICE} cities {SLICE} sources {{ value plays share listeners kind }}
    activeShare programmedShare topListeners {{ value plays share listeners }}
  }}
  audience {{
    monthlyListeners newListeners returningListeners followerShare followerPlayShare followerConversion saveRate
    playsPerListener segments {{ active super moderate light programmed }}
  }}
"""
SAME_ANALYTICS = {
    **{f"plays.{name}": f"insights.plays.{name}" for name in ("total", "period", "previous")},
    "plays.change": "insights.growth.playsChange",
    "plays.qualified_plays": "insights.plays.qualified",
    "likes": "insights.engagement.likes",
    "reposts": "insights.engagement.reposts",
    "period_likes": "insights.engagement.periodLikes",
    "period_reposts": "insights.engagement.periodReposts",
    **{f"listeners.{name}": f"insights.listeners.{name}" for name in ("total", "unique", "period")},
    "plays_over_time.*.value": "charts.points.*.plays",
    **{route: f"breakdowns.{graph}" for graph, route in SLICES.items()},
    **{f"top_sources.*.{name}": f"breakdowns.sources.*.{name}" for name in ("value", "plays", "kind")},
    **{f"top_listeners.*.{name}": f"breakdowns.topListeners.*.{name}" for name in ("value", "plays", "share")},
    "active_share": "breakdowns.activeShare",
    "audience.monthly_listeners": "audience.monthlyListeners",
    "audience.new_listeners": "audience.newListeners",
    "audience.returning_listeners": "audience.returningListeners",
    "audience.follower_share": "audience.followerShare",
    "audience.save_rate": "audience.saveRate",
    "audience.segments.active": "audience.segments.active",
}


def analytics(noun: str, may: str) -> Deed:
    return Deed(
        f"GET /api/v1/{noun}s/{{{noun}}}/producer-analytics",
        f"Query.{noun}",
        may,
        about="all its figures",
        ask=f"{noun}(by: {{ databaseId: <{noun}> }}) {{ {ANALYTICS} }}",
        same=below("analytics", noun, SAME_ANALYTICS),
    )


def named(name: str) -> str:
    """As the graph writes it."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


COLLABORATIONS = """{
  totalCollaborations uniqueCollaborators topCollaborators { artist { databaseId } name trackCount plays lastTrackAt }
  collaborationTracks { track { databaseId } title primaryArtist plays collaborators { name } }
  network { nodes { name depth } edges { source { databaseId } target { databaseId } weight } }
}"""
SAME_COLLABORATIONS = {
    "total_collaborations": "totalCollaborations",
    "unique_collaborators": "uniqueCollaborators",
    "top_collaborators.*.artist_id": "topCollaborators.*.artist.databaseId",
    **{
        f"top_collaborators.*.{name}": f"topCollaborators.*.{named(name)}"
        for name in ("name", "track_count", "plays", "last_track_at")
    },
    "collaboration_tracks.*.track_id": "collaborationTracks.*.track.databaseId",
    **{
        f"collaboration_tracks.*.{name}": f"collaborationTracks.*.{named(name)}"
        for name in ("title", "primary_artist", "plays")
    },
    "network.nodes.*.name": "network.nodes.*.name",
    "network.nodes.*.depth": "network.nodes.*.depth",
    "network.edges.*.source_artist_id": "network.edges.*.source.databaseId",
    "network.edges.*.target_artist_id": "network.edges.*.target.databaseId",
    "network.edges.*.weight": "network.edges.*.weight",
}


DEEDS = [
    Deed(
        f"GET {HOME}/artists/{{artistId}}/collaborations",
        "Query.artist",
        "401 403 403 403 200 200",
        about="its joint work",
        at={"artistId": "<artist>"},
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ collaborations {COLLABORATIONS} }}",
        same=below("data", "artist.collaborations", SAME_COLLABORATIONS),
    ),
    Deed(
        "GET /api/v1/artists/{artist}/downloads-analytics",
        "Query.artist",
        "401 403 403 403 200 200",
        about="its downloads",
        ask="""artist(by: { databaseId: <artist> }) { downloadFigures {
          downloads people licensesIssued overTime { date value } topTrack { name downloads } } }""",
        same=below(
            "analytics",
            "artist.downloadFigures",
            {
                "total_downloads": "downloads",
                "unique_downloaders": "people",
                "licenses_issued": "licensesIssued",
                "downloads_over_time": "overTime",
            },
        ),
    ),
    analytics("track", "401 403 403 200 200 200"),
    analytics("album", "401 403 403 403 200 200"),
    analytics("artist", "401 403 403 403 200 200"),
    Deed(
        "GET /api/v1/tracks/{track}/engagement-metrics",
        "Query.track",
        "401 403 403 200 200 200",
        about="how it is listened to",
        ask=f"track(by: {{ databaseId: <track> }}) {{ engagement {ENGAGEMENT} }}",
        same=below("metrics", "track.engagement", SAME_ENGAGEMENT)
        | below("meta", "track.engagement.meta", {"first_day": "firstDay", "last_day": "lastDay"}),
    ),
    Deed(
        f"GET {HOME}/tracks/{{trackId}}/realtime",
        "Query.track",
        "401 403 403 200 200 200",
        about="what happens to it just now",
        at={"trackId": "<track>"},
        ask=f"track(by: {{ databaseId: <track> }}) {{ realtime {{ {LIVE_FIELDS} }} }}",
        same={
            **{f"data.{name}": f"track.realtime.{named(name)}" for name in LIVE},
            **{
                f"data.recent.*.{name}": f"track.realtime.recent.*.{named(name)}"
                for name in ("minutes_ago", "country", "device")
            },
        },
    ),
    Deed(
        "",
        "Subscription.trackRealtime",
        "401 403 403 200 200 200",
        ask=f'trackRealtime(id: "<track:id>") {{ {LIVE_FIELDS} }}',
        note="only the graph tells by itself; `tests/server/test_subscriptions.py` listens to it",
    ),
    *deeds("track", "trackId", "401 403 403 200 200 200"),
    *deeds("album", "albumId", "401 403 403 403 200 200"),
    *deeds("artist", "artistId", "401 403 403 403 200 200"),
]

"""Insights and charts of tracks, albums and artists."""

from tests.parity.deeds import Deed, below

HOME = "/api/v1/producer-intelligence/insights"
FIGURES = """{
  plays { total period previous } listeners { total unique period previous } engagement { likes reposts }
  growth { playsChange listenersChange } meta { firstDay lastDay partialDay approximate timezone }
}"""
SAME_FIGURES = below(
    "data",
    "",
    {
        "plays.total": "plays.total",
        "plays.period": "plays.period",
        "listeners.total": "listeners.total",
        "listeners.unique": "listeners.unique",
        "listeners.period": "listeners.period",
        "engagement.likes": "engagement.likes",
        "engagement.reposts": "engagement.reposts",
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
POINT = ("date", "plays", "listeners", "views", "likes", "comments", "saves", "shares", "downloads")
CURVE = f"""{{
  granularity points {{ {" ".join(POINT)} beforeRelease }}
  summary {{ total peakDay dailyAverage dataPoints trend {{ value direction }} }}
}}"""
SAME_CURVE = {
    "data.granularity": "granularity",
    **{f"data.points.*.{name}": f"points.*.{name}" for name in POINT},
    "data.points.*.before_release": "points.*.beforeRelease",
    "data.summary.total": "summary.total",
    "data.summary.peak_day": "summary.peakDay",
    "data.summary.daily_average": "summary.dailyAverage",
    "data.summary.data_points": "summary.dataPoints",
    "data.summary.trend.value": "summary.trend.value",
    "data.summary.trend.direction": "summary.trend.direction",
}


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
            ask=f"{thing} {{ insights {FIGURES} }}",
            same=within(f"{noun}.insights", SAME_FIGURES),
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


def named(name: str) -> str:
    """As the graph writes it."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


DEEDS = [
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

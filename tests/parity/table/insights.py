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


DEEDS = [
    *deeds("track", "trackId", "401 403 403 200 200 200"),
    *deeds("album", "albumId", "401 403 403 403 200 200"),
    *deeds("artist", "artistId", "401 403 403 403 200 200"),
]

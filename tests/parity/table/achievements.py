"""Contribution values, levels and achievements."""

from tests.parity.deeds import Deed, below

HOME = "/api/v1/producer-intelligence"
ACHIEVEMENT = ("name", "description", "category", "rarity", "xp", "unlocked", "progress")
POSITION = ("rank", "value", "score", "tier")


def board(name: str) -> dict[str, str]:
    """What one board says over REST and, under the same name, in the graph."""
    entries = {each: each for each in POSITION} | {
        "id": "artist.databaseId",
        "name": "artist.name",
        "avatar": "artist.image",
        "is_current_user": "isViewer",
        "metadata.level": "level.level",
        "metadata.title": "level.title",
    }
    own = {f"data.user_positions.{name}.{each}": f"{name}.viewerEntry.{each}" for each in POSITION}
    return below(f"data.{name}.*", f"{name}.entries.*", entries) | own


BOARD = f"""{{
  seasonEndsAt computedAt viewerEntry {{ {" ".join(POSITION)} }}
  entries {{ {" ".join(POSITION)} isViewer artist {{ databaseId name image }} level {{ level title }} }}
}}"""

DEEDS = [
    Deed(
        "POST /api/v1/producer/update-contributions",
        "Mutation.updateContributions",
        "401 200 404 200 200 404",
        ask="artist { databaseId } tracks lastUpdated",
        input={},
        same={
            "data.artist_id": "artist.databaseId",
            "data.tracks": "tracks",
            "data.last_updated": "lastUpdated",
        },
        note="An admin has no artist of their own.",
    ),
    Deed(
        "GET /api/v1/artists/{artist}/producer-achievements",
        "Query.artist",
        "200",
        about="achievements",
        ask=f"artist(by: {{ databaseId: <artist> }}) {{ achievements {{ slug unlockedAt {' '.join(ACHIEVEMENT)} }} }}",
        same=below(
            "achievements.*",
            "artist.achievements.*",
            {each: each for each in ACHIEVEMENT} | {"id": "slug", "unlocked_at": "unlockedAt"},
        ),
        note="The graph adds nothing up.",
    ),
    Deed(
        f"GET {HOME}/producer-level",
        "Query.artist",
        "401 200 404 200 200 404",
        about="level",
        ask="artist(by: { databaseId: <artist> }) { level { level title xp xpToNext progress } }",
        same=below(
            "data",
            "artist.level",
            {"level": "level", "title": "title", "xp": "xp", "xp_to_next": "xpToNext", "progress": "progress"},
        ),
        graph="UNAUTHENTICATED ok ok ok ok ok",
        note="The route is about one's own profile, the graph about any artist.",
    ),
    Deed(
        f"GET {HOME}/xp-sources",
        "Query.artist",
        "401 200 404 200 200 404",
        about="sources of experience",
        ask="artist(by: { databaseId: <artist> }) { xpSources { action xpEach count xp } }",
        same=below(
            "data.*",
            "artist.xpSources.*",
            {"action": "action", "xp_each": "xpEach", "count": "count", "xp": "xp"},
        ),
        graph="UNAUTHENTICATED ok ok ok ok ok",
        note="To all who do not run the artist, the graph's list is empty.",
    ),
    Deed(
        f"GET {HOME}/leaderboard",
        "Query.leaderboard",
        "401 200 200 200 200 200",
        ask=f"leaderboard {BOARD}",
        see=f"overall: leaderboard {BOARD} points: leaderboard(category: POINTS) {BOARD}"
        f" uploads: leaderboard(category: UPLOADS) {BOARD}",
        same=board("overall")
        | board("points")
        | board("uploads")
        | {"data.season_info.end_date": "overall.seasonEndsAt", "data.computed_at": "overall.computedAt"},
        note="The graph is asked for one board at a time.",
    ),
]

"""Levels, achievements and leaderboards over REST and in the graph."""

from datetime import UTC, datetime

import pytest

from beatgraph.analytics.achievements import CATALOGUE
from beatgraph.analytics.leaderboards import Category, LeaderboardPeriod
from beatgraph.models import ArtistProgress, TrackLifetime
from beatgraph.services import leaderboards
from beatgraph.workers.levels import keep_leaderboards, keep_levels
from resolvers.base.ids import encode

HOME = "/api/v1/producer-intelligence"
ARTIST = """query ($id: ID!) { artist(id: $id) {
  level { level title xp xpToNext progress } xpSources { action xpEach count xp }
  achievements { slug name description category rarity xp unlocked unlockedAt progress } } }"""
BOARD = """query ($category: LeaderboardCategory!, $period: LeaderboardPeriod!, $first: Int!) {
  leaderboard(category: $category, period: $period, first: $first) {
    category period computedAt seasonEndsAt viewerEntry { rank value }
    entries { rank value score tier isViewer artist { databaseId name } level { level title } } } }"""


async def played(workshop, make):
    """Two artists with a profile and a joint track that was heard ten times, after a round."""
    first = await make.artist(name="Nova", bio="Beats.", image="/nova.png")
    second = await make.artist(name="Cora", bio="More beats.", city="Lyon")
    track = await make.track(first, second)
    await make.row(TrackLifetime(track_id=track.id, plays=12, qualified=10))
    await keep_levels(workshop)
    return first, second


async def test_both_doors_tell_everybody_what_an_artist_has_achieved(workshop, doors, make):
    artist, _ = await played(workshop, make)

    answer = await doors.get(f"/api/v1/artists/{artist.id}/producer-achievements")
    data = await doors.ask(
        "query ($id: ID!) { artist(id: $id) { achievements { slug unlocked unlockedAt progress xp } } }",
        id=encode("Artist", artist.id),
    )

    body = answer.json()
    told = {each["id"]: (each["unlocked"], each["unlocked_at"], each["progress"]) for each in body["achievements"]}
    assert list(told) == [each.id for each in CATALOGUE]
    assert told["oracle"] == (True, "2026-03-14T12:00:00.000000Z", 100)
    assert told["team-player"] == (False, None, 10)
    assert told["veteran-producer"] == (False, None, 0)
    done = [each.id for each in CATALOGUE if told[each.id][0]]
    assert body["summary"] == {
        "unlocked": len(done),
        "locked": 36 - len(done),
        "total_xp": sum(each.xp for each in CATALOGUE if each.id in done),
    }
    assert [(each["slug"], each["unlocked"], each["progress"]) for each in data["artist"]["achievements"]] == [
        (slug, unlocked, progress) for slug, (unlocked, _, progress) in told.items()
    ]


async def test_an_artist_that_nobody_sees_has_no_achievements(doors, make):
    hidden = await make.artist(status="inactive")

    answers = [await doors.get(f"/api/v1/artists/{each}/producer-achievements") for each in (hidden.id, "me", 99)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


async def test_an_artist_who_was_never_looked_at_has_nothing_yet(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)

    achievements = (await doors.get(f"/api/v1/artists/{artist.id}/producer-achievements")).json()
    level, sources = [(await doors.get(f"{HOME}/{path}", owner)).json() for path in ("producer-level", "xp-sources")]

    assert achievements["summary"] == {"unlocked": 0, "locked": 36, "total_xp": 0}
    assert level == {
        "success": True,
        "data": {"level": 1, "title": "Novice", "xp": 0, "xp_to_next": 100, "progress": 0.0},
    }
    assert [(each["action"], each["count"], each["xp"]) for each in sources["data"]] == [
        ("upload", 0, 0),
        ("play", 0, 0),
        ("metadata", 0, 0),
        ("collaboration", 0, 0),
        ("achievement", 0, 0),
    ]


async def test_both_doors_tell_an_artist_where_experience_came_from(workshop, doors, make):
    artist, other = await played(workshop, make)
    owner, stranger = await make.owner(artist), await make.owner(other)

    answer = await doors.get(f"{HOME}/xp-sources", owner)
    seen, foreign = [
        (await doors.ask(ARTIST, who, id=encode("Artist", artist.id)))["artist"] for who in (owner, stranger)
    ]

    found = {each["action"]: (each["xp_each"], each["count"], each["xp"]) for each in answer.json()["data"]}
    level = (await doors.get(f"{HOME}/producer-level", owner)).json()["data"]
    achieved = found.pop("achievement")
    assert found == {"upload": (100, 1, 100), "play": (1, 10, 10), "metadata": (50, 0, 0), "collaboration": (25, 1, 25)}
    assert level["xp"] == 135 + achieved[2]
    assert {each["action"].lower(): (each["xpEach"], each["count"], each["xp"]) for each in seen["xpSources"]} == {
        **found,
        "achievement": achieved,
    }
    assert foreign["xpSources"] == []
    assert foreign["level"] == {
        "level": level["level"],
        "title": level["title"],
        "xp": level["xp"],
        "xpToNext": level["xp_to_next"],
        "progress": level["progress"],
    }


async def test_the_last_level_has_no_next_one(doors, make):
    artist = await make.artist()
    await make.row(ArtistProgress(artist_id=artist.id, xp=98_504, computed_at=make.now()))

    answer = await doors.get(f"{HOME}/producer-level", await make.owner(artist))

    assert answer.json()["data"] == {
        "level": 100,
        "title": "Legendary",
        "xp": 98_504,
        "xp_to_next": None,
        "progress": 100.0,
    }


@pytest.mark.parametrize("path", ["producer-level", "xp-sources", "leaderboard"])
async def test_a_token_is_needed_and_a_profile_for_what_is_ones_own(doors, make, path):
    answers = [await doors.get(f"{HOME}/{path}", who) for who in (None, await make.user())]

    assert (answers[0].status_code, answers[0].json()) == (401, {"success": False, "message": "Unauthenticated."})
    assert answers[1].status_code == (200 if path == "leaderboard" else 404)


async def test_the_graph_tells_guests_of_achievements_alone(doors, make):
    artist = await make.artist()

    answer = await doors.graph(ARTIST, id=encode("Artist", artist.id))
    board = await doors.graph("{ leaderboard { entries { rank } } }")

    assert (answer["data"]["artist"]["level"], answer["data"]["artist"]["xpSources"]) == (None, None)
    assert len(answer["data"]["artist"]["achievements"]) == 36
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["UNAUTHENTICATED"] * 2
    assert (board["data"], board["errors"][0]["extensions"]["code"]) == ({"leaderboard": None}, "UNAUTHENTICATED")


async def test_both_doors_show_the_leaders_and_where_one_stands(workshop, doors, make):
    first, second = await played(workshop, make)
    await make.track(first)
    third = await make.artist(name="Olive")
    for _ in range(3):
        await make.track(third)
    await keep_leaderboards(workshop)
    owner = await make.owner(second)

    answer = await doors.get(f"{HOME}/leaderboard", owner, params={"period": "30d", "limit": 2})
    asked = {"category": "UPLOADS", "period": "MONTH", "first": 2}
    data = (await doors.ask(BOARD, owner, **asked))["leaderboard"]

    body = answer.json()["data"]
    assert [(each["id"], each["name"], each["rank"], each["value"]) for each in body["uploads"]] == [
        (third.id, "Olive", 1, 3.0),
        (first.id, "Nova", 2, 2.0),
    ]
    assert body["user_positions"]["uploads"] == {"rank": 3, "value": 1.0, "score": 97.0, "tier": "diamond"}
    assert body["user_positions"]["earnings"] is None
    assert (body["period"], body["computed_at"]) == ("30d", "2026-03-14T12:00:00Z")
    assert body["season_info"] == {
        "type": "monthly",
        "time_remaining": int((datetime(2026, 4, 1, tzinfo=UTC) - make.now()).total_seconds()),
        "end_date": "2026-04-01T00:00:00Z",
    }
    assert [
        (each["artist"]["databaseId"], each["artist"]["name"], each["rank"], each["value"]) for each in data["entries"]
    ] == [(each["id"], each["name"], each["rank"], each["value"]) for each in body["uploads"]]
    assert [each["level"] for each in data["entries"]] == [each["metadata"] for each in body["uploads"]]
    assert (data["viewerEntry"], data["category"], data["period"]) == ({"rank": 3, "value": 1.0}, "UPLOADS", "MONTH")


@pytest.mark.parametrize(
    ("asked", "field"), [({"period": "year"}, "period"), ({"limit": 0}, "limit"), ({"limit": 101}, "limit")]
)
async def test_a_board_of_another_kind_is_refused(doors, make, asked, field):
    answer = await doors.get(f"{HOME}/leaderboard", await make.user(), params=asked)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


async def test_the_graph_refuses_more_leaders_than_there_can_be(doors, make):
    answer = await doors.graph("{ leaderboard(first: 101) { entries { rank } } }", await make.user())

    assert [(each["extensions"]["code"], list(each["extensions"]["errors"])) for each in answer["errors"]] == [
        ("BAD_USER_INPUT", ["first"])
    ]


async def test_all_boards_cost_the_same_however_long_they_are(workshop, doors, make):
    owner = await make.user()
    costs = []
    for more in (2, 3):
        for _ in range(more):
            await make.track(await make.artist(owner))
        async with workshop.writing() as work:
            await leaderboards.keep(work, LeaderboardPeriod.CURRENT, Category.UPLOADS)
        doors.forget()
        await doors.get(f"{HOME}/leaderboard", owner)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]

"""Personal dashboards over REST and in the graph: what one's own tracks and posts bring."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import SQLModel, select

from beatgraph.models import Artist, ArtistDay, ArtistScore, Track
from beatgraph.rest import objectids
from beatgraph.rest.objectids import ObjectKind
from beatgraph.services import scores
from beatgraph.workers.scores import keep_scores
from resolvers.base.ids import encode
from tests.history import event, plays, tell

pytestmark = pytest.mark.anyio

PATH = "/api/v1/users/me/dashboard"
RECEPTION = "views plays likes comments saves shares"
GRAPH = f"""query ($asOf: DateTime, $tz: String! = "UTC") {{ me {{ dashboard(asOf: $asOf, tz: $tz) {{
  stats {{ followers following published collaborations {RECEPTION} engagementRate scorePercentage earnings }}
  audience {{ followers nonFollowers newFollowersThisWeek newFollowersThisMonth }}
  engagementChart {{ date {RECEPTION} score }}
  topContent {{ track {{ databaseId }} post {{ databaseId }} viewCount playCount likeCount commentCount saveCount
    shareCount engagementScore }}
  recentActivity {{ kind createdAt text user {{ databaseId }} track {{ databaseId }} post {{ databaseId }} }}
  chartAvailable earningsAvailable audienceAnalyticsAvailable meta {{ timezone partialDay approximate }}
}} }} }}"""
EVENT_TABLES = {"plays", "views", "downloads", "engagements", "seen_events", "shares"}


def days_ago(number):
    return datetime(2026, 3, 14, 9, tzinfo=UTC) - timedelta(days=number)


@pytest.fixture
async def person(workshop, make, clock):
    """Nova: two tracks, one of them shared, and a post; what the audience did within 40 days is told by events."""
    user = await make.user(display_name="Nova")
    artist, partner = await make.artist(user, name="Nova beats", bio="Beats."), await make.artist(name="Cora")
    rain = await make.track(artist, name="Rain", created_at=days_ago(40))
    snow = await make.track(artist, partner, name="Snow", created_at=days_ago(39))
    post = await make.post(user, content="Out now.", created_at=days_ago(10))
    ada, bob, cyd = [await make.user(display_name=name) for name in ("Ada", "Bob", "Cyd")]
    clock.forward(minutes=1)
    await tell(
        workshop,
        [
            # Before the last 30 days.
            *plays(rain, days_ago(35), number=4),
            event("view", rain, ada, days_ago(35)),
            event("like", rain, bob, days_ago(35)),
            event("follow", artist, ada, days_ago(35)),
            # Within them.
            *plays(rain, days_ago(20), number=2),
            event("play", snow, ada, days_ago(20)),
            event("view", artist, "a guest of the page", days_ago(20)),
            event("view", snow, ada, days_ago(20)),
            event("view", snow, ada, days_ago(20) + timedelta(minutes=20)),
            event("view", post, bob, days_ago(9)),
            event("like", post, bob, days_ago(9)),
            event("like", snow, ada, days_ago(8)),
            event("save", snow, ada, days_ago(8)),
            event("share", snow, "a guest who shares", days_ago(7)),
            event("comment", rain, cyd, days_ago(7), text="Again!"),
            event("follow", artist, bob, days_ago(6)),
            event("follow", artist, cyd, days_ago(10)),
            event("repost", snow, bob, days_ago(1)),
            # None of the audience, or not standing.
            event("play", rain, user, days_ago(1)),
            event("like", rain, user, days_ago(1)),
            event("like", rain, cyd, days_ago(5)),
            event("unlike", rain, cyd, days_ago(4)),
        ],
    )
    await keep_scores(workshop)
    return user


async def test_every_figure_is_what_the_audience_did(doors, make, person):
    answer = await doors.get(PATH, person)

    found = answer.json()
    assert answer.status_code == 200
    assert found["profile"] == {
        "_id": objectids.encode(ObjectKind.USER, person.id, person.created_at),
        "coverImage": "",
        "avatar": "",
        "name": "Nova",
        "stageName": "Nova beats",
        "bio": "Beats.",
        "isVerified": False,
    }
    # Views: two of tracks, one of the page, one of the post. 6 of 11 things seen led to something: Bob's likes of a
    # track and a post, Ada's like and save, a share, a comment.
    assert found["stats"] == {
        "followersCount": 3,
        "followingCount": 0,
        "postsCount": 3,
        "collaborationsCount": 1,
        "viewCount": 4,
        "playCount": 7,
        "listenCount": 7,
        "likesCount": 3,
        "commentsCount": 1,
        "savesCount": 1,
        "sharesCount": 1,
        "engagementRate": 54.55,
        # The partner has Snow's three, and these five with what Cyd took back.
        "scorePercentage": 100.0,
        "earnings": 0.0,
        "earningsCurrency": "USD",
    }
    # Two guests who listened, one who came to the page; Ada follows.
    assert found["audience"] == {
        "followers": 3,
        "nonFollowers": 3,
        "newFollowersThisWeek": 1,
        "newFollowersThisMonth": 2,
    }
    assert found["meta"] == {
        "generatedAt": "2026-03-14T12:01:00.000Z",
        "chartAvailable": True,
        "earningsAvailable": False,
        "audienceAnalyticsAvailable": True,
        "timezone": "UTC",
        "dataUntil": "2026-03-14T12:01:00.000Z",
        "partialDay": True,
        "approximate": False,
    }


async def test_the_chart_has_thirty_days_without_holes(doors, person):
    chart = (await doors.get(PATH, person)).json()["engagementChart"]

    nothing = dict.fromkeys(("views", "plays", "likes", "comments", "saves", "shares", "score"), 0)
    assert [each["date"] for each in chart] == [f"{days_ago(29 - number):%Y-%m-%d}" for number in range(30)]
    assert {each["date"]: each for each in chart if any(each[name] for name in nothing)} == {
        day: {"date": day, **nothing, **numbers}
        for day, numbers in {
            "2026-02-22": {"views": 2, "plays": 3},
            "2026-03-05": {"views": 1, "likes": 1, "score": 1},
            "2026-03-06": {"likes": 1, "saves": 1, "score": 2},
            "2026-03-07": {"comments": 1, "shares": 1, "score": 2},
        }.items()
    }


async def test_the_content_that_most_is_made_of_comes_first(doors, person):
    top = (await doors.get(PATH, person)).json()["topContent"]

    assert [(each["content"], each["engagementScore"], each["playCount"], each["viewCount"]) for each in top] == [
        ("Snow", 3, 1, 1),
        ("Rain", 2, 6, 1),
        ("Out now.", 1, 0, 1),
    ]


async def test_the_latest_activity_is_what_stands_by_the_audience_newest_first(doors, person):
    found = (await doors.get(PATH, person)).json()["recentActivity"]

    told = [(each["type"], (each["user"] or {}).get("name"), (each["content"] or {}).get("content")) for each in found]
    assert told == [
        ("repost", "Bob", "Snow"),
        ("follow", "Bob", None),
        ("comment", "Cyd", "Rain"),
        ("share", None, "Snow"),
        ("like", "Ada", "Snow"),
        ("save", "Ada", "Snow"),
        ("like", "Bob", "Out now."),
        ("follow", "Cyd", None),
        ("follow", "Ada", None),
        ("like", "Bob", "Rain"),
    ]
    assert (found[2]["text"], found[2]["createdAt"]) == ("Again!", "2026-03-07T09:00:00.000Z")


async def test_of_much_activity_the_latest_twenty_are_told(workshop, doors, make, clock):
    track = await make.track()
    fans = [await make.user() for _ in range(4)]
    clock.forward(days=1)
    lines = [
        event("comment", track, fan, days_ago(0) + timedelta(minutes=number * 4 + place), text=f"{number * 4 + place}")
        for number in range(6)
        for place, fan in enumerate(fans)
    ]
    await tell(workshop, lines)

    found = (await doors.get(PATH, await make.owner(track))).json()["recentActivity"]

    assert [each["text"] for each in found] == [f"{number}" for number in range(23, 3, -1)]


async def test_as_of_a_day_nothing_later_is_known(doors, person):
    found = (await doors.get(PATH, person, params={"as_of": "2026-03-06T12:00:00Z"})).json()

    stats = found["stats"]
    assert (stats["followersCount"], stats["viewCount"], stats["playCount"]) == (2, 4, 7)
    assert [stats[f"{name}Count"] for name in ("likes", "comments", "saves", "shares")] == [3, 0, 1, 0]
    assert stats["engagementRate"] == 36.36
    assert (found["audience"]["newFollowersThisWeek"], found["audience"]["newFollowersThisMonth"]) == (1, 2)
    assert [(each["content"], each["engagementScore"]) for each in found["topContent"]] == [
        ("Snow", 2),
        ("Rain", 1),
        ("Out now.", 1),
    ]
    assert [each["type"] for each in found["recentActivity"]] == ["like", "save", "like", "follow", "follow", "like"]
    assert found["engagementChart"][-1]["date"] == "2026-03-06"
    assert (found["meta"]["dataUntil"], found["meta"]["partialDay"]) == ("2026-03-07T00:00:00.000Z", False)


async def test_content_has_the_likes_that_stood_then_though_they_were_taken_back_since(doors, person):
    scores = [
        {each["content"]: each["engagementScore"] for each in found["topContent"]}
        for day in ("08", "09", "10")
        for found in [(await doors.get(PATH, person, params={"as_of": f"2026-03-{day}T12:00:00Z"})).json()]
    ]

    # Cyd liked Rain on the 9th, and took it back on the 10th.
    assert [each["Rain"] for each in scores] == [2, 3, 2]


async def test_by_the_days_of_another_zone_plays_and_views_move(doors, person):
    found = (await doors.get(PATH, person, params={"tz": "Pacific/Honolulu"})).json()
    unknown = await doors.get(PATH, person, params={"tz": "Mars/Olympus"})

    # Nine in the morning is eleven in the evening before there; a like that was taken back is on no day.
    heard = {each["date"]: (each["plays"], each["views"]) for each in found["engagementChart"] if each["plays"]}
    assert heard == {"2026-02-21": (3, 1)}
    assert {each["date"]: each["likes"] for each in found["engagementChart"] if each["likes"]} == {
        "2026-03-05": 2,
    }
    assert found["engagementChart"][-1]["date"] == "2026-03-14"
    assert (found["meta"]["timezone"], found["meta"]["approximate"]) == ("Pacific/Honolulu", True)
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["tz"])


async def test_both_doors_tell_the_same(doors, person):
    rest = (await doors.get(PATH, person)).json()
    graph = (await doors.ask(GRAPH, person))["me"]["dashboard"]

    stats, words = rest["stats"], ("views", "plays", "likes", "comments", "saves", "shares")
    named = {"views": "viewCount", "plays": "playCount"}
    assert graph["stats"] == {
        "followers": stats["followersCount"],
        "following": stats["followingCount"],
        "published": stats["postsCount"],
        "collaborations": stats["collaborationsCount"],
        **{word: stats[named.get(word, f"{word}Count")] for word in words},
        **{name: stats[name] for name in ("engagementRate", "scorePercentage", "earnings")},
    }
    assert graph["audience"] == rest["audience"]
    assert graph["engagementChart"] == rest["engagementChart"]
    assert [each["engagementScore"] for each in graph["topContent"]] == [3, 2, 1]
    assert [(each["kind"].lower(), each["text"]) for each in graph["recentActivity"]] == [
        (each["type"], each["text"]) for each in rest["recentActivity"]
    ]
    assert [graph[name] for name in ("chartAvailable", "earningsAvailable", "audienceAnalyticsAvailable")] == [
        True,
        False,
        True,
    ]


async def test_who_has_published_nothing_has_zeros_and_no_artist_is_needed(doors, make):
    found = (await doors.get(PATH, await make.user(display_name="Nobody"))).json()

    assert (found["profile"]["stageName"], found["topContent"], found["recentActivity"]) == ("", [], [])
    assert set(found["stats"].values()) == {0, "USD"}
    assert set(found["audience"].values()) == {0}
    assert {each["score"] for each in found["engagementChart"]} == {0}
    assert len(found["engagementChart"]) == 30


async def test_nobody_sees_the_dashboard_of_somebody_else(doors, make, person):
    document = "query ($id: Int!) { user(by: {databaseId: $id}) { dashboard { earningsAvailable } } }"

    rest = await doors.get(PATH)
    graph = await doors.graph(document, id=person.id)
    others = [await doors.ask(document, each, id=person.id) for each in (await make.user(is_admin=True), person)]

    assert (rest.status_code, rest.json()) == (401, {"message": "Unauthenticated."})
    assert graph["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert [each["user"]["dashboard"] for each in others] == [None, {"earningsAvailable": False}]


async def test_new_followers_are_people_and_of_who_follows_twice_the_first_time_counts(doors, make, workshop, clock):
    user, fan, both = await make.user(), await make.user(), await make.user()
    artist = await make.artist(user)
    await tell(workshop, [event("follow", artist, both, days_ago(20))])
    follow = "mutation ($id: ID!) { followUser(input: {id: $id}) { errors { code } } }"
    for each in (fan, both):
        await doors.ask(follow, each, id=encode("User", user.id))
    clock.forward(seconds=1)

    found = (await doors.get(PATH, user)).json()

    assert found["audience"] == {
        "followers": 2,
        "nonFollowers": 0,
        "newFollowersThisWeek": 1,
        "newFollowersThisMonth": 2,
    }
    assert [each["type"] for each in found["recentActivity"]] == ["follow", "follow"]


async def test_who_followed_later_was_no_follower_then(doors, make, workshop):
    user, fan = await make.user(), await make.user()
    artist = await make.artist(user)
    track = await make.track(artist)
    await tell(workshop, [event("play", track, fan, days_ago(9)), event("follow", artist, fan, days_ago(5))])

    found = [
        (await doors.get(PATH, user, params={"as_of": f"{days_ago(days):%Y-%m-%dT%H:%M:%SZ}"})).json()["audience"]
        for days in (6, 4)
    ]

    assert [each["nonFollowers"] for each in found] == [1, 0]


async def test_the_percentile_is_among_those_who_were_played(workshop, doors, make):
    fan = await make.user()
    tracks = [await make.track() for _ in range(4)]
    lines = [line for track in tracks[:3] for line in plays(track, days_ago(2), number=1)]
    lines += [event("like", track, fan, days_ago(1)) for track in (tracks[1], tracks[2], tracks[3])]
    lines += [event("save", tracks[2], fan, days_ago(1))]
    await tell(workshop, lines)

    async def told(**params):
        answers = [await doors.get(PATH, await make.owner(each), params=params) for each in tracks]
        return [each.json()["stats"]["scorePercentage"] for each in answers]

    never = await told()
    await keep_scores(workshop)

    assert never == [0.0] * 4
    assert await told() == await told(as_of="2026-03-14T12:00:00Z") == [0.0, 50.0, 100.0, 0.0]
    assert await told(as_of="2026-03-12T12:00:00Z") == [0.0] * 4


async def test_a_stored_score_is_the_sum_of_the_chart_with_posts_and_the_own_page(doors, make, workshop, person):
    artist = await make.again(Artist(id=1))
    await make.row(ArtistDay(artist_id=artist.id, day=days_ago(3).date(), page_shares=1))
    async with workshop.writing() as work:
        await scores.keep(work)
    chart = (await doors.get(PATH, person)).json()["engagementChart"]

    async with workshop.reading() as work:
        stored = await work.session.get(ArtistScore, artist.id)

    assert stored.score == sum(each["score"] for each in chart) == 6
    assert stored.computed_at == make.now()


async def test_scores_are_compared_once_an_hour_and_read_from_there(doors, make, workshop, clock):
    first, second = await make.track(), await make.track()
    await tell(workshop, [*plays(first, days_ago(2), number=1), *plays(second, days_ago(2), number=1)])
    await keep_scores(workshop)
    await tell(workshop, [event("like", first, await make.user(), days_ago(1))])
    owner = await make.owner(first)
    found = []
    for minutes in (59, 1):
        clock.forward(minutes=minutes)
        await keep_scores(workshop)
        found.append((await doors.get(PATH, owner)).json()["stats"]["scorePercentage"])
    clock.forward(days=31)
    await keep_scores(workshop)

    async with workshop.reading() as work:
        left = (await work.session.exec(select(ArtistScore))).all()

    assert found == [0.0, 100.0]
    assert list(left) == []


async def test_a_dashboard_reads_no_event_and_costs_the_same_however_much_happened(workshop, doors, make, person):
    costs = []
    for number in (0, 30):
        track = await make.again(Track(id=1))
        await tell(workshop, plays(track, days_ago(3), number=number))
        doors.forget()
        await doors.get(PATH, person)
        costs.append(len(doors.reads))
    sent = " ".join(doors.reads).lower()

    assert costs[0] == costs[1]
    assert set(SQLModel.metadata.tables) > EVENT_TABLES
    read = {name for name in EVENT_TABLES if re.search(rf"(from|join) {name}\b", sent)}
    assert read == {"shares"}, "the latest twenty, by index"

"""A client of the Flutter app's dashboard, written against its page."""

import pytest

from beatgraph.models import TrackLifetime
from tests.contract.shapes import HEX_ID, MILLIS, NUMBER, Some, misfits

pytestmark = pytest.mark.anyio

DASHBOARD = {
    "profile": {
        "_id": HEX_ID,
        "coverImage": str,
        "avatar": str,
        "name": str,
        "stageName": str,
        "bio": str,
        "isVerified": bool,
    },
    "stats": Some(
        {
            **dict.fromkeys(
                (
                    "followersCount", "followingCount", "postsCount", "collaborationsCount", "viewCount", "playCount",
                    "listenCount", "likesCount", "commentsCount", "savesCount", "sharesCount",
                ),
                int,
            ),
            "engagementRate": NUMBER,
            "scorePercentage": NUMBER,
            "earnings": 0,
        }
    ),
    "audience": {
        "followers": int,
        "nonFollowers": int,
        "newFollowersThisWeek": int,
        "newFollowersThisMonth": int,
    },
    "engagementChart": list,
    "topContent": [
        Some(
            {
                "_id": HEX_ID,
                "postType": str,
                "thumbnailUrl": str,
                "displayUrl": str,
                "content": str,
                "viewCount": int,
                "playCount": int,
                "likesCount": int,
                "commentsCount": int,
                "savesCount": int,
                "engagementScore": int,
                "createdAt": MILLIS,
            }
        )
    ],
    "recentActivity": list,
    "meta": Some(
        {
            "generatedAt": MILLIS,
            "chartAvailable": bool,
            "earningsAvailable": False,
            "audienceAnalyticsAvailable": bool,
        }
    ),
}  # fmt: skip


async def test_the_dashboard_has_the_documented_fields(live):
    user = await live.account("flutter")
    track = await live.make.track(await live.make.artist(user), name="New track")
    await live.make.row(TrackLifetime(track_id=track.id, plays=3, likes=1))
    client, listener = live.client(user), live.client(await live.account("flutter-empty"))

    full, empty = await client.get("/api/v1/users/me/dashboard"), await listener.get("/api/v1/users/me/dashboard")

    assert [answer.status_code for answer in (full, empty)] == [200, 200]
    assert [misfits(answer.json(), DASHBOARD) for answer in (full, empty)] == [[], []]
    assert full.json()["topContent"][0]["content"] == "New track"
    assert (empty.json()["stats"]["postsCount"], empty.json()["topContent"]) == (0, [])


async def test_another_user_is_seen_from_outside_only(live):
    user = await live.account("flutter-overview")
    counts = dict.fromkeys(("followersCount", "followingCount", "postsCount", "collaborationsCount"), int)
    outside = Some({"profile": Some(DASHBOARD["profile"]), "stats": counts, "topContent": DASHBOARD["topContent"]})

    answer = await live.guest.get(f"/api/v1/users/{user.id}/profile-overview")

    assert (answer.status_code, misfits(answer.json(), outside)) == (200, [])
    assert not {"audience", "recentActivity"} & set(answer.json())


async def test_the_dashboard_is_private(live):
    answer = await live.guest.get("/api/v1/users/me/dashboard")

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})

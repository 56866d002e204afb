"""Profile overviews over REST, and the same in the graph."""

import pytest

from beatgraph.models import ArtistMember, Follow, MemberRole, PostLifetime, TrackLifetime, UserFollow
from beatgraph.rest import objectids
from beatgraph.rest.objectids import ObjectKind
from resolvers.base.ids import encode

GRAPH = """query ($id: ID!) { user(id: $id) {
  displayName publicArtist { name } followerCount followingCount publishedCount collaborationCount
  topContent { track { name } post { content } viewCount playCount likeCount commentCount saveCount shareCount
               engagementScore } } }"""
EMPTY = {"followersCount": 0, "followingCount": 0, "postsCount": 0, "collaborationsCount": 0}


def hex_of(user):
    return objectids.encode(ObjectKind.USER, user.id, user.created_at)


async def overview(doors, name, asker=None):
    answer = await doors.get(f"/api/v1/users/{name}/profile-overview", asker)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_listener_without_a_profile_has_safe_empty_values(doors, make):
    user = await make.user(display_name="Ana")

    assert await overview(doors, user.id) == {
        "profile": {
            "_id": hex_of(user),
            "coverImage": "",
            "avatar": "",
            "name": "Ana",
            "stageName": "",
            "bio": "",
            "isVerified": False,
        },
        "stats": EMPTY,
        "topContent": [],
    }


async def test_a_person_is_named_by_an_integer_by_hex_and_by_me(doors, make):
    user = await make.user()

    by_id = await overview(doors, user.id)

    assert by_id == await overview(doors, hex_of(user)) == await overview(doors, hex_of(user).upper())
    assert by_id == await overview(doors, "me", user)
    assert (await doors.get("/api/v1/users/me/profile-overview")).status_code == 401


@pytest.mark.parametrize("name", ["999", "x", "0", "f" * 24, "0" * 24, "6" * 23, "9" * 20])
async def test_nobody_of_that_name_is_404(doors, name):
    answer = await doors.get(f"/api/v1/users/{name}/profile-overview")

    assert (answer.status_code, answer.json()) == (404, {"message": "User not found"})


async def test_a_hex_name_is_of_a_user_and_of_their_creation(doors, make):
    user = await make.user()
    track = await make.track(await make.artist(user))
    wrong = f"{int(hex_of(user)[:8], 16) + 1:08x}{hex_of(user)[8:]}"

    for name in (wrong, objectids.encode(ObjectKind.TRACK, track.id, track.created_at)):
        assert (await doors.get(f"/api/v1/users/{name}/profile-overview")).status_code == 404


async def test_both_doors_tell_what_is_public_of_an_artist(doors, make, clock):
    user = await make.user(display_name="Ana")
    artist = await make.artist(user, name="Nova", bio="Beats", verified=True, cover_image="https://x.example/c.jpg")
    other, fan = await make.artist(), await make.user()
    single = await make.track(artist, name="Alone", image="https://x.example/t.jpg")
    shared = await make.track(other, artist, name="Together")
    await make.track(artist, private=True)
    post = await make.post(user, content="New beats soon.")
    later = clock()
    await make.row(
        TrackLifetime(track_id=single.id, plays=600, views=1000, likes=90, comments=10, saves=8, shares=5),
        TrackLifetime(track_id=shared.id, plays=1, views=1, likes=1),
        PostLifetime(post_id=post.id, views=7, likes=2),
        UserFollow(user_id=user.id, followed_id=fan.id, created_at=later),
        Follow(user_id=user.id, artist_id=other.id, created_at=later),
    )
    await doors.post(f"/api/v1/users/{user.id}/follow", fan)
    await doors.post(f"/api/v1/artists/{artist.id}/follow", fan)
    await doors.post(f"/api/v1/artists/{artist.id}/follow", await make.user())
    await doors.post(f"/api/v1/artists/{artist.id}/follow", user)

    rest = await overview(doors, user.id)
    graph = (await doors.ask(GRAPH, id=encode("User", user.id)))["user"]

    assert rest["profile"] | {"_id": "-"} == {
        "_id": "-",
        "coverImage": "https://x.example/c.jpg",
        "avatar": "",
        "name": "Ana",
        "stageName": "Nova",
        "bio": "Beats",
        "isVerified": True,
    }
    # One fan follows both the person and the artist, and the artist's own follow is nobody's.
    assert rest["stats"] == {"followersCount": 2, "followingCount": 3, "postsCount": 3, "collaborationsCount": 1}
    assert [(each["content"], each["postType"], each["engagementScore"]) for each in rest["topContent"]] == [
        ("Alone", "audio", 113),
        ("New beats soon.", "text", 2),
        ("Together", "audio", 1),
    ]
    assert rest["topContent"][0] == {
        "_id": objectids.encode(ObjectKind.TRACK, single.id, single.created_at),
        "postType": "audio",
        "thumbnailUrl": "https://x.example/t.jpg",
        "displayUrl": "https://x.example/t.jpg",
        "content": "Alone",
        "viewCount": 1000,
        "playCount": 600,
        "likesCount": 90,
        "commentsCount": 10,
        "savesCount": 8,
        "sharesCount": 5,
        "engagementScore": 113,
        "createdAt": "2026-03-14T12:00:00.000Z",
    }
    assert (graph["displayName"], graph["publicArtist"]) == ("Ana", {"name": "Nova"})
    assert {
        "followersCount": graph["followerCount"],
        "followingCount": graph["followingCount"],
        "postsCount": graph["publishedCount"],
        "collaborationsCount": graph["collaborationCount"],
    } == rest["stats"]
    assert [
        {
            "content": (each["track"] or {}).get("name") or each["post"]["content"],
            "viewCount": each["viewCount"],
            "playCount": each["playCount"],
            "likesCount": each["likeCount"],
            "commentsCount": each["commentCount"],
            "savesCount": each["saveCount"],
            "sharesCount": each["shareCount"],
            "engagementScore": each["engagementScore"],
        }
        for each in graph["topContent"]
    ] == [
        {key: each[key] for key in each if key not in ("_id", "postType", "thumbnailUrl", "displayUrl", "createdAt")}
        for each in rest["topContent"]
    ]


async def test_an_artist_that_is_hidden_or_that_one_only_manages_is_not_one_s_public_self(doors, make):
    hidden, managed, manager = await make.artist(status="inactive"), await make.artist(), await make.user()
    await make.track(hidden)
    await make.track(managed)
    await make.row(ArtistMember(artist_id=managed.id, user_id=manager.id, role=MemberRole.MANAGER))

    for user in (await make.owner(hidden), manager):
        shown = await overview(doors, user.id, user)
        assert (shown["profile"]["stageName"], shown["stats"], shown["topContent"]) == ("", EMPTY, [])


@pytest.mark.parametrize("id", [1, 2**56 - 1])
def test_an_object_id_gives_back_what_it_was_made_of(clock, id):
    made = objectids.encode(ObjectKind.POST, id, clock())

    found = objectids.decode(made)

    assert (len(made), found) == (24, objectids.ObjectId(int(clock().timestamp()), ObjectKind.POST, id))


async def test_those_who_are_hidden_are_not_among_those_whom_one_follows(doors, make):
    fan, seen, person, gone = await make.user(), await make.artist(), await make.user(), await make.user()
    hidden = await make.artist()
    for path in (f"artists/{seen.id}", f"artists/{hidden.id}", f"users/{person.id}", f"users/{gone.id}"):
        assert (await doors.post(f"/api/v1/{path}/follow", fan)).status_code == 200
    await make.change(hidden, status="inactive")
    await make.change(gone, deleted_at=make.now())

    told = (await overview(doors, fan.id))["stats"]["followingCount"]
    graph = (await doors.ask(GRAPH, id=encode("User", fan.id)))["user"]["followingCount"]

    assert (told, graph) == (2, 2)

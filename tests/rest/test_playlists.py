"""Playlists over REST: reading, making, changing, deleting and following them."""

import asyncio

import pytest
from sqlmodel import col, select

from beatgraph.models import Playlist, PlaylistFollower, UploadKind

PUBLIC_KEYS = {"id", "name", "public", "collaborative", "image", "description", "model_type"}
KEYS = PUBLIC_KEYS | {
    "owner_id",
    "owner",
    "editors",
    "tracks_count",
    "followers_count",
    "is_following",
    "can_edit",
    "created_at",
    "updated_at",
}
WORDS = "Beats to drive by at night."
API = "/api/v1/playlists"


async def people(make, **fields):
    """A playlist, and everybody who might ask for it; the invited one has not answered."""
    owner, editor, invited, follower = [await make.user() for _ in range(4)]
    playlist = await make.playlist(owner, editors=[editor], **fields)
    await make.invitation(playlist, invited)
    await make.row(PlaylistFollower(playlist_id=playlist.id, user_id=follower.id, created_at=playlist.created_at))
    return playlist, {
        "guest": None,
        "stranger": await make.user(),
        "invited": invited,
        "follower": follower,
        "editor": editor,
        "owner": owner,
        "admin": await make.user(is_admin=True),
    }


async def names(doors, asker=None, path=API):
    page = (await doors.get(path, asker)).json()["pagination"]
    return [row["name"] for row in page["data"]]


async def follower_count(make, playlist):
    return (await make.again(playlist)).follower_count


async def test_a_guest_lists_public_playlists_with_exactly_their_public_fields(doors, make):
    await make.playlist(name="Hidden", public=False)
    shown = await make.playlist(name="Night drives", description=WORDS)

    answer = await doors.get(API)

    body = answer.json()
    assert (answer.status_code, set(body)) == (200, {"status", "pagination", "playlists"})
    assert body["playlists"] == body["pagination"]
    assert body["pagination"]["data"] == [
        {
            "id": shown.id,
            "name": "Night drives",
            "public": True,
            "collaborative": True,
            "image": None,
            "description": WORDS,
            "model_type": "playlist",
        }
    ]
    assert body["pagination"]["per_page"] == 15


async def test_a_token_adds_ones_own_and_shared_playlists_and_who_is_behind_them(doors, make):
    _, asking = await people(make, name="Ours", public=False)
    editor, owner = asking["editor"], asking["owner"]
    await make.playlist(name="Open")

    found = {who: await names(doors, asker) for who, asker in asking.items()}
    (row,) = [row for row in (await doors.get(API, editor)).json()["playlists"]["data"] if row["name"] == "Ours"]

    assert found == {
        "guest": ["Open"],
        "stranger": ["Open"],
        "invited": ["Open"],
        "follower": ["Open"],
        "editor": ["Open", "Ours"],
        "owner": ["Open", "Ours"],
        "admin": ["Open", "Ours"],
    }
    assert set(row) == KEYS
    assert row["owner"] == {"id": owner.id, "display_name": owner.display_name, "avatar": None, "model_type": "user"}
    assert [each["id"] for each in row["editors"]] == [editor.id]
    assert (row["can_edit"], row["is_following"], row["tracks_count"], row["owner_id"]) == (True, False, 0, owner.id)


async def test_playlists_are_listed_newest_first_searched_and_paged(doors, make, clock):
    for name in ("Dawn", "Dusk", "Noon"):
        await make.playlist(name=name)
        clock.forward(hours=1)

    assert await names(doors) == ["Noon", "Dusk", "Dawn"]
    assert await names(doors, path=f"{API}?query=DU") == ["Dusk"]
    assert await names(doors, path=f"{API}?per_page=2&page=2") == ["Dawn"]
    assert (await doors.get(f"{API}?per_page=101")).status_code == 422


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("orderBy=created_at", ["Noon", "dusk", "Dawn"]),
        ("orderBy=name", ["Dawn", "dusk", "Noon"]),
        ("orderBy=name&orderDir=DESC", ["Noon", "dusk", "Dawn"]),
        ("orderBy=followers_count", ["dusk", "Noon", "Dawn"]),
        ("orderBy=followers_count&query=d&orderDir=asc", ["Dawn", "dusk"]),
    ],
)
async def test_playlists_are_sorted_as_they_are_asked_to_be(doors, make, clock, asked, listed):
    for name, followers in (("Dawn", 0), ("dusk", 2), ("Noon", 1)):
        await make.playlist(name=name, follower_count=followers)
        clock.forward(hours=1)

    assert await names(doors, path=f"{API}?{asked}") == listed


@pytest.mark.parametrize("field", ["orderBy", "orderDir", "filters"])
async def test_what_playlists_cannot_be_asked_is_refused(doors, field):
    answer = await doors.get(f"{API}?{field}=bogus")

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


async def test_a_playlist_stands_with_its_tracks_and_its_length_inside_and_beside(doors, make):
    tracks = [await make.track(name=name, duration=duration) for name, duration in (("A", 1000), ("B", 2500))]
    playlist = await make.playlist(tracks=tracks)

    guest = await doors.get(f"{API}/{playlist.id}")
    owner = await doors.get(f"{API}/{playlist.id}", await make.owner(playlist))

    for answer, keys in ((guest, PUBLIC_KEYS), (owner, KEYS)):
        body = answer.json()
        assert (answer.status_code, body["status"], body["loader"]) == (200, "success", "playlistPage")
        assert set(body) == {"status", "playlist", "totalDuration", "tracks", "loader"}
        assert set(body["playlist"]) == keys | {"totalDuration", "tracks"}
        assert (body["totalDuration"], body["playlist"]["totalDuration"]) == (3500, 3500)
        assert body["tracks"] == body["playlist"]["tracks"]
        assert [row["name"] for row in body["tracks"]["data"]] == ["A", "B"]
        assert (body["tracks"]["per_page"], body["tracks"]["total"]) == (30, 2)
    assert owner.json()["playlist"]["tracks_count"] == 2


async def test_a_private_playlist_is_refused_to_all_but_its_owner_its_editors_and_admins(doors, make):
    playlist, asking = await people(make, public=False)
    found = {}
    for who, asker in asking.items():
        paths = (f"{API}/{playlist.id}", f"{API}/{playlist.id}/tracks")
        found[who] = tuple([(await doors.get(path, asker)).status_code for path in paths])

    refused = await doors.get(f"{API}/{playlist.id}")

    assert found == {
        **dict.fromkeys(("guest", "stranger", "invited", "follower"), (403, 403)),
        **dict.fromkeys(("editor", "owner", "admin"), (200, 200)),
    }
    assert refused.json() == {"message": "This playlist is private."}


@pytest.mark.parametrize("id", ["999", "0", "abc", "9" * 19, "9" * 30])
async def test_what_is_not_there_is_not_found(doors, make, id):
    asker = await make.user()

    answers = [
        await doors.get(f"{API}/{id}", asker),
        await doors.get(f"{API}/{id}/tracks", asker),
        await doors.put(f"{API}/{id}", asker, json={"name": "Other"}),
        await doors.post(f"{API}/{id}/follow", asker),
        await doors.post(f"{API}/{id}/unfollow", asker),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert answers[0].json() == {"message": "Playlist not found"}


async def test_without_a_token_nothing_is_changed(doors, make):
    playlist = await make.playlist()
    here = f"{API}/{playlist.id}"
    answers = [
        await doors.post(API, json={"name": "Mine"}),
        await doors.put(here, json={"name": "Mine"}),
        await doors.delete(here),
        *[
            await doors.post(f"{here}/{rest}", json={"ids": [1], "user_id": 1})
            for rest in (
                "follow",
                "unfollow",
                "tracks/add",
                "tracks/remove",
                "tracks/order",
                "invite",
                "accept-invite",
                "decline-invite",
                "remove-editor",
            )
        ],
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, {"message": "Unauthenticated."})] * 12


async def test_a_name_is_enough_for_a_playlist_which_is_private_then(doors, make):
    asker = await make.user()

    answer = await doors.post(API, asker, json={"name": "  Night drives "})

    playlist = answer.json()["playlist"]
    assert (answer.status_code, set(answer.json()), set(playlist)) == (200, {"status", "playlist"}, KEYS)
    assert (playlist["name"], playlist["public"], playlist["collaborative"]) == ("Night drives", False, False)
    assert (playlist["description"], playlist["image"], playlist["can_edit"]) == (None, None, True)
    assert playlist["created_at"] == "2026-03-14T12:00:00.000000Z"


async def test_everything_that_was_given_is_kept(doors, make):
    asker = await make.user()
    body = {
        "name": "Night drives",
        "description": WORDS,
        "image": "https://images.example/night.jpg",
        "public": True,
        "collaborative": True,
    }

    made = (await doors.post(API, asker, json=body)).json()["playlist"]

    assert {name: made[name] for name in body} == body


async def test_the_picture_may_be_an_uploaded_one_of_ones_own(doors, make):
    asker = await make.user()
    picture, sound = await make.upload(asker, kind=UploadKind.IMAGE), await make.upload(asker)

    made = await doors.post(API, asker, json={"name": "Pictured", "image": picture.id})
    refused = await doors.post(API, asker, json={"name": "Heard", "image": sound.id})

    assert made.json()["playlist"]["image"].endswith(picture.storage_key)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["image"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(True, True), ("true", True), ("1", True), (1, True), (False, False), ("false", False), ("0", False), (0, False)],
)
async def test_booleans_are_taken_as_clients_send_them(doors, make, sent, kept):
    asker = await make.user()

    made = (await doors.post(API, asker, json={"name": "Mine", "public": sent, "collaborative": sent})).json()
    turned = await doors.put(f"{API}/{made['playlist']['id']}", asker, json={"public": not kept})

    assert (made["playlist"]["public"], made["playlist"]["collaborative"]) == (kept, kept)
    assert turned.json()["playlist"]["public"] is not kept


BAD = [
    ({"name": None}, "name"),
    ({"name": "ab"}, "name"),
    ({"name": " ab "}, "name"),
    ({"name": "x" * 251}, "name"),
    ({"name": 12345}, "name"),
    ({"description": "x" * 19}, "description"),
    ({"description": "x" * 171}, "description"),
    ({"description": 7}, "description"),
    ({"image": "javascript:alert(1)"}, "image"),
    ({"image": "https://" + "x" * 2048}, "image"),
    ({"public": None}, "public"),
    ({"public": "yes"}, "public"),
    ({"public": 2}, "public"),
    ({"public": 1.0}, "public"),
    ({"public": []}, "public"),
    ({"collaborative": None}, "collaborative"),
    ({"collaborative": ""}, "collaborative"),
    ({"name": "a\x00bc"}, "body"),
]


@pytest.mark.parametrize(("change", "field"), BAD)
async def test_a_bad_value_is_refused_by_the_name_of_its_field(doors, make, change, field):
    asker = await make.user()
    there = await make.playlist(asker, name="There")

    made = await doors.post(API, asker, json={"name": "Another", **change})
    changed = await doors.put(f"{API}/{there.id}", asker, json=change)

    assert [(each.status_code, list(each.json()["errors"])) for each in (made, changed)] == [(422, [field])] * 2
    assert await names(doors, asker) == ["There"]


@pytest.mark.parametrize(
    "good", [{"name": "x" * 3}, {"name": "x" * 250}, {"description": "x" * 20}, {"description": "x" * 170}]
)
async def test_the_limits_themselves_are_allowed(doors, make, good):
    answer = await doors.post(API, await make.user(), json={"name": "Another", **good})

    (name,) = good
    assert (answer.status_code, answer.json()["playlist"][name]) == (200, good[name])


@pytest.mark.parametrize("nothing", [None, "", "  "])
async def test_an_empty_description_is_none(doors, make, nothing):
    asker = await make.user()
    there = await make.playlist(asker, name="There", description=WORDS)

    made = await doors.post(API, asker, json={"name": "Another", "description": nothing})
    changed = await doors.put(f"{API}/{there.id}", asker, json={"description": nothing})

    assert [(each.status_code, each.json()["playlist"]["description"]) for each in (made, changed)] == [(200, None)] * 2


async def test_a_name_is_its_owners_once_whatever_the_case(doors, make):
    owner, other = await make.user(), await make.user()
    first = (await doors.post(API, owner, json={"name": "Straße nachts"})).json()["playlist"]
    second = (await doors.post(API, owner, json={"name": "Dawn"})).json()["playlist"]

    again = await doors.post(API, owner, json={"name": "STRASSE NACHTS"})
    renamed = await doors.put(f"{API}/{second['id']}", owner, json={"name": "straße NACHTS"})
    itself = await doors.put(f"{API}/{first['id']}", owner, json={"name": "Straße Nachts"})
    others = await doors.post(API, other, json={"name": "Straße nachts"})
    await doors.delete(f"{API}/{first['id']}", owner)
    free = await doors.post(API, owner, json={"name": "Straße nachts"})

    errors = {"name": ["There is a playlist of this name already."]}
    assert [(each.status_code, each.json()["errors"]) for each in (again, renamed)] == [(422, errors)] * 2
    assert [each.status_code for each in (itself, others, free)] == [200] * 3
    assert itself.json()["playlist"]["name"] == "Straße Nachts"


async def test_of_one_name_sent_many_times_at_once_one_playlist_is_made(doors, make):
    owner = await make.user()

    answers = await asyncio.gather(*(doors.post(API, owner, json={"name": f"Night{'s' * (n % 2)}"}) for n in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200] * 2 + [422] * 6


async def test_the_hundred_and_first_playlist_is_refused(doors, make, workshop):
    owner = await make.user()
    async with workshop.writing() as work:
        for number in range(99):
            name = f"playlist {number}"
            work.session.add(Playlist(name=name, folded_name=name, user_id=owner.id))
        work.session.add(Playlist(name="gone", folded_name="gone", user_id=owner.id, deleted_at=work.now))

    last = await doors.post(API, owner, json={"name": "The hundredth"})
    over = await doors.post(API, owner, json={"name": "One too many"})

    assert (last.status_code, over.status_code) == (200, 429)
    assert over.json() == {"message": "One has at most 100 playlists.", "error_code": "playlist_limit"}


async def test_an_update_changes_what_was_given_and_keeps_the_rest(doors, make, clock):
    playlist = await make.playlist(name="Dawn", description=WORDS, image="https://images.example/a.jpg")
    clock.forward(minutes=5)

    answer = await doors.put(f"{API}/{playlist.id}", await make.owner(playlist), json={"name": "Dusk", "public": "0"})
    cleared = await doors.put(
        f"{API}/{playlist.id}", await make.owner(playlist), json={"description": None, "image": None}
    )

    found = answer.json()["playlist"]
    assert (found["name"], found["public"], found["collaborative"]) == ("Dusk", False, True)
    assert (found["description"], found["image"]) == (WORDS, "https://images.example/a.jpg")
    assert found["updated_at"] == "2026-03-14T12:05:00.000000Z"
    assert (cleared.json()["playlist"]["description"], cleared.json()["playlist"]["image"]) == (None, None)


async def test_only_the_owner_and_admins_change_and_delete_a_playlist(doors, make):
    playlist, asking = await people(make, name="Dawn")
    found = {}
    for who, asker in asking.items():
        changed = await doors.put(f"{API}/{playlist.id}", asker, json={"name": f"By {who}"})
        found[who] = changed.status_code
    for who in ("guest", "stranger", "invited", "follower", "editor"):
        gone = await doors.delete(f"{API}/{playlist.id}", asking[who])
        found[who] = (found[who], gone.status_code)

    assert found == {
        "guest": (401, 401),
        **dict.fromkeys(("stranger", "invited", "follower", "editor"), (403, 403)),
        "owner": 200,
        "admin": 200,
    }
    assert (await make.again(playlist)).name == "By admin"
    assert (await doors.delete(f"{API}/{playlist.id}", asking["admin"])).status_code == 200
    assert (await doors.get(f"{API}/{playlist.id}", asking["owner"])).status_code == 404


async def test_playlists_are_deleted_all_or_none_and_what_is_gone_is_passed_over(doors, make):
    owner = await make.user()
    mine = [await make.playlist(owner) for _ in range(2)]
    other = await make.playlist()
    ids = ",".join(str(each.id) for each in mine)

    refused = await doors.delete(f"{API}/{ids},{other.id}", owner)
    kept = len(await names(doors, owner))
    done = await doors.delete(f"{API}/{ids},9999", owner)
    again = await doors.delete(f"{API}/{ids}", owner)

    assert [answer.status_code for answer in (refused, done, again)] == [403, 200, 200]
    assert (kept, done.json()) == (3, {"status": "success"})
    assert await names(doors, owner) == [other.name]


async def test_without_a_picture_the_first_tracks_one_is_shown(doors, make):
    plain = await make.track()
    hidden = await make.track(image="https://images.example/hidden.jpg", private=True)
    pictured = await make.track(image="https://images.example/first.jpg")
    later = await make.track(image="https://images.example/later.jpg")
    playlist = await make.playlist(tracks=[plain, hidden, pictured, later])
    own = await make.playlist(tracks=[pictured], image="https://images.example/own.jpg")

    guest = {row["id"]: row["image"] for row in (await doors.get(API)).json()["playlists"]["data"]}
    producer = await doors.get(f"{API}/{playlist.id}", await make.owner(hidden))

    assert guest == {playlist.id: "https://images.example/first.jpg", own.id: "https://images.example/own.jpg"}
    assert producer.json()["playlist"]["image"] == "https://images.example/hidden.jpg"


async def test_following_and_unfollowing_again_changes_nothing(doors, make):
    playlist, fan = await make.playlist(), await make.user()
    counts = []
    for verb in ("follow", "follow", "unfollow", "unfollow"):
        answer = await doors.post(f"{API}/{playlist.id}/{verb}", fan)
        shown = (await doors.get(f"{API}/{playlist.id}", fan)).json()["playlist"]
        counts.append((answer.status_code, answer.json(), shown["followers_count"], shown["is_following"]))

    done = {"status": "success"}
    assert counts == [(200, done, 1, True)] * 2 + [(200, done, 0, False)] * 2


async def test_the_owners_own_follow_stands_and_is_not_counted(doors, make):
    playlist = await make.playlist()
    owner = await make.owner(playlist)

    followed = await doors.post(f"{API}/{playlist.id}/follow", owner)
    shown = (await doors.get(f"{API}/{playlist.id}", owner)).json()["playlist"]
    await doors.post(f"{API}/{playlist.id}/unfollow", owner)

    assert (followed.status_code, shown["is_following"], shown["followers_count"]) == (200, True, 0)
    assert await follower_count(make, playlist) == 0


async def test_a_private_playlist_is_not_followed_and_can_be_unfollowed(doors, make):
    playlist, fan, stranger = await make.playlist(), await make.user(), await make.user()
    await doors.post(f"{API}/{playlist.id}/follow", fan)
    await make.change(playlist, public=False)

    answers = [
        await doors.post(f"{API}/{playlist.id}/follow", stranger),
        await doors.post(f"{API}/{playlist.id}/unfollow", stranger),
        await doors.post(f"{API}/{playlist.id}/unfollow", fan),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 200]
    assert await follower_count(make, playlist) == 0


async def test_many_who_follow_at_once_are_all_counted(doors, make, workshop):
    playlist = await make.playlist()
    fans = [await make.user() for _ in range(6)]

    answers = await asyncio.gather(*(doors.post(f"{API}/{playlist.id}/follow", fan) for fan in fans * 2))

    async with workshop.reading() as work:
        rows = (await work.session.exec(select(PlaylistFollower).order_by(col(PlaylistFollower.user_id)))).all()
    assert {answer.status_code for answer in answers} == {200}
    assert [row.user_id for row in rows] == [fan.id for fan in fans]
    assert await follower_count(make, playlist) == 6


async def test_a_list_costs_the_same_however_long_it_is(doors, make):
    asker = await make.user()
    costs = []
    for _ in range(2):
        for _ in range(3):
            editors = [await make.user() for _ in range(2)]
            await make.playlist(tracks=[await make.track()], editors=editors)
        doors.forget()
        await doors.get(API, asker)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]

"""The caller's own artist profile over REST."""

import asyncio

import pytest

from beatgraph.models import TrackLifetime

pytestmark = pytest.mark.anyio

PATH = "/api/v1/artist/profile"


async def test_a_profile_counts_live_tracks_and_all_their_plays(doors, make, clock):
    artist = await make.artist(name="Drift", upload_access=False)
    other = await make.artist()
    public, private = await make.track(artist), await make.track(artist, private=True)
    guest, deleted = await make.track(other, artist), await make.track(artist, deleted_at=clock())
    await make.row(*[TrackLifetime(track_id=track.id, plays=5) for track in (public, private, guest, deleted)])
    await make.row(TrackLifetime(track_id=(await make.track(other)).id, plays=100))

    answer = await doors.get(PATH, await make.owner(artist))

    assert answer.status_code == 200
    assert answer.json() == {
        "success": True,
        "data": {
            "id": artist.id,
            "name": "Drift",
            "upload_access": False,
            "total_tracks": 2,
            "total_plays": 10,
            "member_since": "2026-03-14T12:00:00Z",
            "bio": "",
            "website": "",
            "social_links": {},
        },
    }


async def test_the_oldest_artist_is_the_profile(doors, make):
    owner = await make.user()
    for name in ("First", "Second"):
        await make.artist(owner, name=name)

    assert (await doors.get(PATH, owner)).json()["data"]["name"] == "First"


@pytest.mark.parametrize("method", ["get", "put"])
async def test_a_profile_needs_a_token_and_an_artist(doors, make, method):
    send = getattr(doors, method)

    guest, listener = await send(PATH), await send(PATH, await make.user())

    assert (guest.status_code, guest.json()) == (401, {"success": False, "message": "Unauthenticated."})
    assert (listener.status_code, listener.json()) == (404, {"success": False, "message": "No artist profile"})


async def test_an_update_answers_the_texts_and_the_links_that_are_set(doors, make):
    artist = await make.artist()
    links = {"twitter": "@producer", "instagram": "@producer", "youtube": "https://youtube.com/@producer"}
    body = {"bio": "Updated bio text", "website": "https://example.com", "social_links": links}
    owner = await make.owner(artist)

    answer = await doors.put(PATH, owner, json=body)

    assert answer.status_code == 200
    assert answer.json() == {"success": True, "message": "Profile updated successfully", "data": body}
    shown = (await doors.get(PATH, owner)).json()["data"]
    assert {name: shown[name] for name in body} == body


@pytest.mark.parametrize("nothing", [None, "", "  "])
async def test_null_and_an_empty_text_clear_what_they_stand_for_and_nothing_else(doors, make, nothing):
    artist = await make.artist(bio="Bio", website="https://example.com")
    owner = await make.owner(artist)
    await doors.put(PATH, owner, json={"social_links": {"twitter": "@a", "instagram": "@b"}})

    first = await doors.put(PATH, owner, json={"bio": nothing, "social_links": {"twitter": nothing}})
    second = await doors.put(PATH, owner, json={"website": nothing, "social_links": None})

    assert first.json()["data"] == {"bio": "", "website": "https://example.com", "social_links": {"instagram": "@b"}}
    assert second.json()["data"] == {"bio": "", "website": "", "social_links": {}}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"bio": "x" * 1001}, "bio"),
        ({"bio": 5}, "bio"),
        ({"website": "example"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://example.com/" + "x" * 240}, "website"),
        ({"social_links": {"twitter": "two words"}}, "social_links.twitter"),
        ({"social_links": {"instagram": "@" + "x" * 255}}, "social_links.instagram"),
        ({"social_links": {"soundcloud": "producer"}}, "social_links.soundcloud"),
        ({"social_links": {"youtube": "ftp://youtube.com/x"}}, "social_links.youtube"),
        ({"social_links": "@producer"}, "social_links"),
        ([], "body"),
    ],
)
async def test_a_bad_profile_is_refused_by_the_name_of_its_field(doors, make, body, field):
    artist = await make.artist(bio="Bio")

    answer = await doors.put(PATH, await make.owner(artist), json=body)

    assert (answer.status_code, answer.json()["success"], list(answer.json()["errors"])) == (422, False, [field])
    assert (await make.again(artist)).bio == "Bio"


async def test_a_bio_of_a_thousand_characters_is_taken(doors, make):
    artist = await make.artist()

    answer = await doors.put(PATH, await make.owner(artist), json={"bio": "x" * 1000})

    assert (answer.status_code, len(answer.json()["data"]["bio"])) == (200, 1000)


async def test_changes_at_the_same_time_lose_nothing(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    links = {"twitter": "@a", "instagram": "@b"}

    answers = await asyncio.gather(
        doors.put(PATH, owner, json={"bio": "Bio"}),
        doors.put(PATH, owner, json={"website": "https://example.com"}),
        *(doors.put(PATH, owner, json={"social_links": links}) for _ in range(3)),
    )

    assert [answer.status_code for answer in answers] == [200] * 5
    shown = (await doors.get(PATH, owner)).json()["data"]
    assert (shown["bio"], shown["website"], shown["social_links"]) == ("Bio", "https://example.com", links)


async def test_a_profile_costs_the_same_however_many_tracks_there_are(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    counts = []
    for _ in range(2):
        for _ in range(3):
            await make.track(artist)
        doors.forget()
        await doors.get(PATH, owner)
        counts.append(len(doors.reads))

    assert counts[0] == counts[1]

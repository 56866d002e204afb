"""A client of the label app, written against its page."""

import pytest

from beatgraph.models import Artist, Label
from tests.contract.shapes import MILLIS, UUID, misfits

pytestmark = pytest.mark.anyio

ARTIST = {
    "id": UUID,
    "name": "The Midnight Collective",
    "status": "active",
    "userId": UUID,
    "createdAt": MILLIS,
    "updatedAt": MILLIS,
}


def told(message, data):
    return {"message": message, "data": data}


async def test_an_artist_is_created_listed_changed_and_deleted(live):
    user = await live.account("label-owner")
    client = await live.label_sign_in(user)

    created = await client.post("/api/artists", name="The Midnight Collective", status="active")
    artist = created.json()["data"]
    path = f"/api/artists/{artist['id']}"
    listed = await client.get("/api/artists", size=20, page=0)
    shown = await client.get(path)
    updated = await client.patch(path, name="The Midnight Collective (Updated)")
    deleted = await client.delete(path)
    gone = await client.get(path)

    assert (created.status_code, misfits(created.json(), told("Artist created successfully", ARTIST))) == (201, [])
    assert artist["userId"] == str(user.uuid)
    assert (listed.status_code, listed.json()) == (200, told("Artists fetched successfully", [artist]))
    assert (shown.status_code, shown.json()) == (200, told("Artist fetched successfully", artist))
    renamed = {**ARTIST, "name": "The Midnight Collective (Updated)"}
    assert (updated.status_code, misfits(updated.json(), told("Artist updated successfully", renamed))) == (200, [])
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert (gone.status_code, gone.json()) == (404, {"statusCode": 404, "message": "Artist not found"})


async def test_pages_begin_at_zero_and_hold_ten(live):
    user = await live.account("label-pages")
    for number in range(12):
        await live.make.artist(user, name=f"Artist {number}")
    label = await live.make.row(Label(name="Second Floor", user_id=user.id))
    signed = await live.make.artist(user, name="Signed", label_id=label.id)
    client = live.client(user)

    first, second = await client.get("/api/artists"), await client.get("/api/artists", page=1)
    of_label = await client.get("/api/artists", labelId=str(label.uuid))

    assert [len(answer.json()["data"]) for answer in (first, second)] == [10, 3]
    assert [each["id"] for each in of_label.json()["data"]] == [str(signed.uuid)]


async def test_only_its_own_people_change_an_artist_and_see_it_inactive(live):
    owner, other = await live.account("label-one"), await live.account("label-two")
    active = await live.make.artist(owner)
    inactive = await live.make.artist(owner, status="inactive")
    client, stranger = live.client(owner), live.client(other)
    admin = live.client(await live.account("label-admin", is_admin=True))
    forbidden = {"statusCode": 403, "message": "Forbidden"}

    refusals = [
        await stranger.get(f"/api/artists/{inactive.uuid}"),
        await client.patch(f"/api/artists/{inactive.uuid}", name="Awake"),
        await stranger.patch(f"/api/artists/{active.uuid}", name="Mine"),
        await stranger.delete(f"/api/artists/{active.uuid}"),
    ]
    allowed = [
        await admin.get(f"/api/artists/{inactive.uuid}"),
        await admin.patch(f"/api/artists/{inactive.uuid}", status="active"),
        await admin.delete(f"/api/artists/{active.uuid}"),
    ]

    assert [(answer.status_code, answer.json()) for answer in refusals] == [(403, forbidden)] * 4
    assert [answer.status_code for answer in allowed] == [200, 200, 204]
    assert (await live.make.again(Artist(id=inactive.id))).status == "active"


async def test_refusals_are_in_the_documented_words(live):
    client = live.client(await live.account("label-refused"))

    guest = await live.guest.get("/api/artists")
    unknown = await client.get("/api/artists/a1b2c3d4-e5f6-4a5b-8c7d-9e8f7a6b5c4d")
    malformed = await client.get("/api/artists/12")
    nameless = await client.post("/api/artists", status="active")
    strange = await client.post("/api/artists", name="A", status="asleep")

    assert (guest.status_code, guest.json()) == (401, {"statusCode": 401, "message": "Unauthorized"})
    assert (unknown.status_code, unknown.json()) == (404, {"statusCode": 404, "message": "Artist not found"})
    assert misfits(malformed.json(), {"statusCode": 400, "message": str, "error": "Bad Request"}) == []
    for answer in (nameless, strange):
        body = {"statusCode": 400, "message": [str], "error": "Bad Request"}
        assert (answer.status_code, misfits(answer.json(), body)) == (400, [])

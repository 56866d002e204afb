"""Backstage requests over REST."""

import asyncio

import pytest
from sqlmodel import col, select

from beatgraph.models import (
    Application,
    Artist,
    ArtistMember,
    MemberRole,
    Notification,
    UserPermission,
)

PATH = "/api/v1/backstage-request"
BODY = {
    "type": "become-artist",
    "artist_name": "Nova",
    "data": {"first_name": " Ada ", "beats_url": "https://example.com/beats", "role": "producer", "years": 7},
}
PENDING = {
    "message": "Your application is already under review. "
    "Please wait for the decision email before submitting another request.",
    "error_code": "backstage_request_pending",
}
REVOKED = {
    "message": "Your producer access was revoked. "
    "To appeal, contact support at /contact so admins can review your request for reinstatement.",
    "error_code": "backstage_request_revoked",
}


async def application(make, user, status="pending", **fields):
    defaults = {"type": "become-artist", "artist_name": "Nova", "user_id": user.id, "status": status}
    return await make.row(Application(**{**defaults, **fields}))


async def handler(make):
    """Somebody who decides, and is no admin."""
    user = await make.user()
    await make.row(UserPermission(user_id=user.id, permission="backstageRequests.handle"))
    return user


async def rows(workshop, kind, *conditions):
    async with workshop.reading() as work:
        return list((await work.session.exec(select(kind).where(*conditions))).all())


async def role(workshop, artist, user):
    found = await rows(
        workshop, ArtistMember, col(ArtistMember.artist_id) == artist.id, col(ArtistMember.user_id) == user.id
    )
    return found[0].role if found else None


async def decide(doors, row, verb, asker, status=200, **body):
    answer = await doors.post(f"{PATH}/{row.id}/{verb}", asker, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_a_request_is_taken_as_it_was_sent(doors, make):
    user = await make.user()

    answer = await doors.post(PATH, user, json=BODY)

    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "status": "success",
        "request": {
            "id": body["request"]["id"],
            "type": "become-artist",
            "artist_name": "Nova",
            "artist_id": None,
            "status": "pending",
            "data": BODY["data"],
            "notes": None,
            "user_id": user.id,
            "handled_at": None,
            "created_at": "2026-03-14T12:00:00.000000Z",
            "updated_at": "2026-03-14T12:00:00.000000Z",
            "model_type": "backstageRequest",
        },
    }
    shown = await doors.get(f"{PATH}/{body['request']['id']}", user)
    assert (shown.status_code, shown.json()) == (200, body)


@pytest.mark.parametrize("statuses", [(), ("denied",), ("approved",), ("approved", "denied")])
async def test_who_has_nothing_in_the_way_may_submit(doors, make, statuses):
    user = await make.user()
    await application(make, await make.user())
    for status in statuses:
        await application(make, user, status)

    told = await doors.get(f"{PATH}/submission-status", user)
    made = await doors.post(PATH, user, json=BODY)

    assert (told.status_code, told.json()) == (
        200,
        {
            "can_submit": True,
            "block_reason": None,
            "message": None,
            "contact_url": None,
            "blocking_request_id": None,
        },
    )
    assert made.status_code == 201


@pytest.mark.parametrize("kind", ["become-artist", "verify-artist", "claim-artist"])
async def test_a_revoked_request_of_any_type_stands_in_the_way(doors, make, kind):
    user = await make.user()
    await application(make, user, "denied")
    blocking = await application(make, user, "revoked", type=kind)
    await application(make, user, "approved")

    told = await doors.get(f"{PATH}/submission-status", user)
    refused = await doors.post(PATH, user, json=BODY)

    assert (told.status_code, told.json()) == (
        200,
        {
            "can_submit": False,
            "block_reason": "revoked",
            "message": REVOKED["message"],
            "contact_url": "/contact",
            "blocking_request_id": blocking.id,
        },
    )
    assert (refused.status_code, refused.json()) == (409, REVOKED)


async def test_what_is_pending_weighs_more_than_what_was_revoked(doors, make):
    user = await make.user()
    blocking = await application(make, user, type="verify-artist")
    await application(make, user, "revoked")

    told = await doors.get(f"{PATH}/submission-status", user)
    refused = await doors.post(PATH, user, json=BODY)

    assert told.json() == {
        "can_submit": False,
        "block_reason": "pending",
        "message": PENDING["message"],
        "contact_url": None,
        "blocking_request_id": blocking.id,
    }
    assert (refused.status_code, refused.json()) == (409, PENDING)


@pytest.mark.parametrize("body", [{}, [], {"type": "gone"}])
async def test_what_stands_in_the_way_is_said_before_the_body_is_judged(doors, make, body):
    user = await make.user()
    await application(make, user)

    blocked = await doors.post(PATH, user, json=body)
    free = await doors.post(PATH, await make.user(), json=body)

    assert (blocked.status_code, blocked.json()) == (409, PENDING)
    assert free.status_code == 422


async def test_of_requests_sent_at_once_one_is_taken(doors, make, workshop):
    user = await make.user()

    answers = await asyncio.gather(*(doors.post(PATH, user, json=BODY) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert [answer.json() for answer in answers if answer.status_code == 409] == [PENDING] * 3
    assert len(await rows(workshop, Application)) == 1


def nested(depth):
    return {} if depth == 0 else {"in": nested(depth - 1)}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"type": None}, "type"),
        ({"type": "become_artist"}, "type"),
        ({"artist_name": None}, "artist_name"),
        ({"artist_name": " "}, "artist_name"),
        ({"artist_name": "x" * 256}, "artist_name"),
        ({"artist_id": 0}, "artist_id"),
        ({"artist_id": 2**63}, "artist_id"),
        ({"artist_id": "ME"}, "artist_id"),
        ({"artist_id": 999}, "artist_id"),
        ({"data": None}, "data"),
        ({"data": []}, "data"),
        ({"data": "text"}, "data"),
        ({"data": {"text": "x" * 16_384}}, "data"),
        ({"data": nested(6)}, "data"),
        ({"data": {"n": [[[[[[]]]]]]}}, "data"),
        ({"data": {"n": 2**64 - 1, "t": "a\x00"}}, "body"),
        ({"type": "claim-artist", "artist_id": 999}, "artist_id"),
        ({"type": "verify-artist", "artist_id": 999}, "artist_id"),
    ],
)
async def test_a_bad_request_is_refused_by_the_name_of_its_field(doors, make, workshop, body, field):
    answer = await doors.post(PATH, await make.user(), json={**BODY, **body})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert await rows(workshop, Application) == []


@pytest.mark.parametrize("kind", ["become-artist", "verify-artist", "claim-artist"])
@pytest.mark.parametrize("named", [{}, {"artist_id": "CURRENT_USER"}])
async def test_who_has_no_artist_yet_applies_by_name_and_is_let_in_as_that_artist(doors, make, workshop, kind, named):
    user, admin = await make.user(), await make.user(is_admin=True)

    sent = await doors.post(PATH, user, json={**BODY, "type": kind, **named})
    (row,) = await rows(workshop, Application)
    await decide(doors, row, "approve", admin)

    assert (sent.status_code, sent.json()["request"]["artist_id"]) == (201, None)
    (artist,) = await rows(workshop, Artist)
    assert (artist.name, artist.upload_access, artist.verified) == (
        "Nova",
        kind != "verify-artist",
        kind == "verify-artist",
    )
    assert await role(workshop, artist, user) == "owner"


@pytest.mark.parametrize("missing", ["type", "artist_name", "data"])
async def test_type_name_and_data_are_required(doors, make, missing):
    body = {name: value for name, value in BODY.items() if name != missing}

    answer = await doors.post(PATH, await make.user(), json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [missing])


async def test_data_may_be_five_levels_deep_and_empty(doors, make):
    for data in ({}, nested(5), {"list": [1, 2.5, None, True, " kept "]}):
        answer = await doors.post(PATH, await make.user(), json={**BODY, "data": data})

        assert (answer.status_code, answer.json()["request"]["data"]) == (201, data)


@pytest.mark.parametrize(
    ("kind", "reference", "about"),
    [
        ("verify-artist", "CURRENT_USER", "first"),
        ("verify-artist", None, "first"),
        ("verify-artist", "second", "second"),
        ("verify-artist", "managed", None),
        ("verify-artist", "deleted", None),
        ("verify-artist", "inactive", "inactive"),
        ("become-artist", "CURRENT_USER", "first"),
        ("become-artist", "second", "second"),
        ("become-artist", "managed", None),
        ("claim-artist", "managed", "managed"),
        ("claim-artist", "CURRENT_USER", "first"),
        ("claim-artist", "deleted", None),
    ],
)
async def test_the_current_user_is_the_oldest_artist_that_they_own(doors, make, clock, kind, reference, about):
    user = await make.user()
    artists = {"managed": await make.artist(), "deleted": await make.artist(user, deleted_at=clock())}
    await make.row(ArtistMember(artist_id=artists["managed"].id, user_id=user.id, role=MemberRole.MANAGER))
    artists |= {"inactive": await make.artist(user, status="inactive"), "first": await make.artist(user)}
    artists |= {"second": await make.artist(user)}
    sent = artists[reference].id if reference in artists else reference

    answer = await doors.post(PATH, user, json={**BODY, "type": kind, "artist_id": sent})

    if about is None:
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["artist_id"])
    else:
        assert (answer.status_code, answer.json()["request"]["artist_id"]) == (201, artists[about].id)


async def test_who_is_to_become_an_artist_need_not_be_one(doors, make):
    answer = await doors.post(PATH, await make.user(), json={**BODY, "artist_id": "CURRENT_USER"})

    assert (answer.status_code, answer.json()["request"]["artist_id"]) == (201, None)


async def test_approval_makes_an_artist_who_may_upload(doors, make, workshop, clock):
    user, admin = await make.user(), await make.user(is_admin=True)
    row = await application(make, user)
    clock.forward(minutes=5)

    shown = (await decide(doors, row, "approve", admin, notes="Welcome."))["request"]

    (artist,) = await rows(workshop, Artist)
    assert (artist.name, artist.user_id, artist.upload_access, artist.verified) == ("Nova", user.id, True, False)
    assert await role(workshop, artist, user) == "owner"
    assert (shown["status"], shown["artist_id"], shown["notes"]) == ("approved", artist.id, "Welcome.")
    assert shown["handled_at"] == shown["updated_at"] == "2026-03-14T12:05:00.000000Z"
    assert (await make.again(row)).handled_by == admin.id
    profile = (await doors.get("/api/v1/artist/profile", user)).json()["data"]
    assert (profile["name"], profile["upload_access"]) == ("Nova", True)


@pytest.mark.parametrize("named", [True, False])
async def test_approval_takes_the_artist_that_is_there(doors, make, workshop, named):
    user = await make.user()
    managed = await make.artist(upload_access=False)
    await make.row(ArtistMember(artist_id=managed.id, user_id=user.id, role=MemberRole.MANAGER))
    first, second = [await make.artist(user, upload_access=False) for _ in range(2)]
    row = await application(make, user, artist_id=second.id if named else None)

    await decide(doors, row, "approve", await handler(make))

    access = [(await make.again(each)).upload_access for each in (managed, first, second)]
    assert access == [False, not named, named]
    assert len(await rows(workshop, Artist)) == 3


async def test_approval_verifies_ones_own_artist_and_nothing_more(doors, make):
    artist = await make.artist(upload_access=False)
    row = await application(make, await make.owner(artist), type="verify-artist", artist_id=artist.id)

    await decide(doors, row, "approve", await handler(make))

    found = await make.again(artist)
    assert (found.verified, found.upload_access) == (True, False)


async def test_an_artist_that_has_changed_hands_or_is_gone_is_not_given(doors, make, workshop, clock):
    given_away, gone = await make.artist(), await make.artist(deleted_at=clock())
    stranger = await make.user()
    for row in (
        await application(make, stranger, type="verify-artist", artist_id=given_away.id),
        await application(make, stranger, type="claim-artist", artist_id=gone.id),
    ):
        await decide(doors, row, "approve", await handler(make), 409)

        assert (await make.again(row)).status == "pending"
    assert (await make.again(given_away)).verified is False
    assert await role(workshop, gone, stranger) is None
    assert await rows(workshop, Notification) == []


async def test_a_claimed_artist_is_owned_by_the_claimant_beside_those_who_ran_it(doors, make, workshop):
    artist = await make.artist(upload_access=False)
    before, claimant = await make.owner(artist), await make.user()
    row = await application(make, claimant, type="claim-artist", artist_id=artist.id)

    await decide(doors, row, "approve", await handler(make))

    assert [await role(workshop, artist, each) for each in (before, claimant)] == ["owner", "owner"]
    assert (await make.again(artist)).upload_access is True
    assert (await doors.get(f"/api/v1/artists/{artist.id}/check-ownership", claimant)).json()["is_owner"] is True


async def test_an_artist_is_run_by_fifty_people_at_most(doors, make, workshop):
    artist, claimant = await make.artist(), await make.user()
    for _ in range(49):
        await make.row(ArtistMember(artist_id=artist.id, user_id=(await make.user()).id, role=MemberRole.MANAGER))
    row = await application(make, claimant, type="claim-artist", artist_id=artist.id)

    await decide(doors, row, "approve", await handler(make), 409)

    assert await role(workshop, artist, claimant) is None


async def test_revocation_takes_upload_access_and_tells_the_applicant_why(doors, make, workshop, clock):
    user, admin = await make.user(), await handler(make)
    row = await application(make, user)
    await decide(doors, row, "approve", admin)
    clock.forward(hours=1)

    shown = await decide(doors, row, "revoke", admin, notes="Samples were not cleared.")

    (artist,) = await rows(workshop, Artist)
    assert (shown["status"], set(shown)) == ("success", {"status", "request"})
    assert (shown["request"]["status"], shown["request"]["notes"]) == ("revoked", "Samples were not cleared.")
    assert (artist.upload_access, await role(workshop, artist, user)) == (False, "owner")
    approved, revoked = await rows(workshop, Notification)
    assert (approved.user_id, approved.kind, approved.message) == (
        user.id,
        "application_approved",
        "Your request was approved: you can upload tracks now.",
    )
    assert (revoked.user_id, revoked.kind, revoked.message) == (
        user.id,
        "application_revoked",
        "Your producer access was revoked. To appeal, contact support at /contact. Samples were not cleared.",
    )
    assert revoked.data == {
        "application_id": row.id,
        "type": "become-artist",
        "status": "revoked",
        "notes": "Samples were not cleared.",
    }
    assert (await doors.get(f"{PATH}/submission-status", user)).json()["blocking_request_id"] == row.id


@pytest.mark.parametrize("access", [True, False])
async def test_a_verified_artist_loses_the_word_and_upload_access_and_gets_both_back(doors, make, access):
    artist = await make.artist(upload_access=access)
    admin = await handler(make)
    row = await application(make, await make.owner(artist), type="verify-artist", artist_id=artist.id)
    seen = []

    for verb in ("approve", "revoke", "approve"):
        await decide(doors, row, verb, admin)
        found = await make.again(artist)
        seen.append((found.verified, found.upload_access))

    assert seen == [(True, access), (False, False), (True, access)]


@pytest.mark.parametrize("before", [None, "manager", "owner"])
async def test_a_revoked_claimant_is_again_what_they_were(doors, make, workshop, before):
    artist, claimant, admin = await make.artist(), await make.user(), await handler(make)
    if before:
        await make.row(ArtistMember(artist_id=artist.id, user_id=claimant.id, role=before))
    row = await application(make, claimant, type="claim-artist", artist_id=artist.id)
    seen = []

    for verb in ("approve", "revoke", "approve"):
        await decide(doors, row, verb, admin)
        seen.append((await role(workshop, artist, claimant), (await make.again(artist)).upload_access))

    assert seen == [("owner", True), (before, False), ("owner", True)]


async def test_a_revoked_request_can_be_approved_again_and_then_nothing_is_in_the_way(doors, make, workshop):
    user, admin = await make.user(), await handler(make)
    row = await application(make, user)
    for verb in ("approve", "revoke", "approve"):
        await decide(doors, row, verb, admin)

    (artist,) = await rows(workshop, Artist)
    assert artist.upload_access is True
    assert (await doors.get(f"{PATH}/submission-status", user)).json()["can_submit"] is True
    assert [each.kind for each in await rows(workshop, Notification)] == [
        "application_approved",
        "application_revoked",
        "application_approved",
    ]


async def test_the_gate_of_uploads_opens_and_shuts_with_each_decision(doors, make):
    user, admin = await make.user(), await handler(make)
    row = await application(make, user)

    async def knock():
        return (await doors.post("/api/v1/tracks", user, json={"name": "Tides"})).status_code

    seen = [await knock()]
    for verb in ("approve", "revoke", "approve"):
        await decide(doors, row, verb, admin)
        seen.append(await knock())

    assert seen == [403, 422, 403, 422]


async def test_upload_access_of_a_deleted_artist_is_taken_as_well(doors, make, clock):
    artist = await make.artist(deleted_at=clock())
    row = await application(make, await make.owner(artist), "approved", artist_id=artist.id)

    await decide(doors, row, "revoke", await handler(make))

    assert (await make.again(artist)).upload_access is False


async def test_a_denied_request_gives_nothing_and_says_so(doors, make, workshop):
    user = await make.user()
    row = await application(make, user)

    shown = await decide(doors, row, "deny", await handler(make), notes=" Too few beats. ")

    assert (shown["request"]["status"], shown["request"]["notes"]) == ("denied", "Too few beats.")
    assert await rows(workshop, Artist) == []
    assert [each.message for each in await rows(workshop, Notification)] == ["Your request was denied. Too few beats."]


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("approved", "approve"),
        ("denied", "approve"),
        ("approved", "deny"),
        ("denied", "deny"),
        ("revoked", "deny"),
        ("pending", "revoke"),
        ("denied", "revoke"),
        ("revoked", "revoke"),
    ],
)
async def test_a_decision_that_does_not_fit_is_a_conflict_and_changes_nothing(doors, make, workshop, status, verb):
    artist = await make.artist()
    row = await application(make, await make.owner(artist), status, artist_id=artist.id)

    body = await decide(doors, row, verb, await handler(make), 409)

    assert set(body) == {"message"}
    assert (await make.again(row)).status == status
    assert (await make.again(artist)).upload_access is True
    assert await rows(workshop, Notification) == []


async def test_of_decisions_made_at_once_one_holds(doors, make, workshop):
    row, admin = await application(make, await make.user()), await make.user(is_admin=True)

    answers = await asyncio.gather(*(doors.post(f"{PATH}/{row.id}/approve", admin) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await rows(workshop, Artist)) == 1


@pytest.mark.parametrize("verb", ["approve", "deny", "revoke"])
async def test_only_those_with_the_right_decide_and_nobody_on_their_own(doors, make, verb):
    own = await handler(make)
    row = await application(make, await make.user(), "approved" if verb == "revoke" else "pending")
    mine = await application(make, own, row.status)
    seen = []
    for asker, each in ((None, row), (await make.user(), row), (own, mine)):
        answer = await doors.post(f"{PATH}/{each.id}/{verb}", asker)
        seen.append((answer.status_code, (await make.again(each)).status))
    stranger = await doors.post(f"{PATH}/{999}/{verb}", await make.user())
    unknown = [await doors.post(f"{PATH}/{word}/{verb}", own) for word in ("999", "x", "-1", str(2**63))]
    long = await doors.post(f"{PATH}/{row.id}/{verb}", own, json={"notes": "x" * 2001})

    assert seen == [(401, row.status), (403, row.status), (403, row.status)]
    assert stranger.status_code == 403
    assert [(each.status_code, each.json()) for each in unknown] == [
        (404, {"message": "Backstage request not found"})
    ] * 4
    assert (long.status_code, list(long.json()["errors"])) == (422, ["notes"])


async def test_an_admin_decides_on_anything(doors, make):
    admin = await make.user(is_admin=True)

    await decide(doors, await application(make, admin), "approve", admin)


async def test_handlers_see_all_the_queue_first_and_others_their_own(doors, make):
    user, other = await make.user(), await make.user()
    old = await application(make, user, "denied")
    back = await application(make, other, "revoked")
    running = await application(make, user, "approved")
    waiting = [await application(make, each) for each in (other, user)]

    async def listed(asker, query=""):
        answer = await doors.get(f"{PATH}{query}", asker)
        assert answer.json()["pagination"] == answer.json()["requests"]
        return [each["id"] for each in answer.json()["pagination"]["data"]]

    queue = [waiting[0].id, waiting[1].id, running.id, old.id, back.id]
    for asker in (await handler(make), await make.user(is_admin=True)):
        assert await listed(asker) == queue
        assert await listed(asker, "?status=pending") == queue[:2]
        assert await listed(asker, f"?userId={other.id}") == [waiting[0].id, back.id]
        assert await listed(asker, "?per_page=2&page=2") == queue[2:4]
    assert await listed(user) == [waiting[1].id, running.id, old.id]
    assert await listed(user, f"?userId={other.id}") == []
    assert await listed(await make.user()) == []


@pytest.mark.parametrize("query", ["status=gone", "userId=x", "userId=0", "per_page=101", "page=0"])
async def test_a_list_that_cannot_be_is_refused(doors, make, query):
    answer = await doors.get(f"{PATH}?{query}", await handler(make))

    assert answer.status_code == 422


async def test_a_request_is_shown_to_its_applicant_and_to_handlers(doors, make):
    user = await make.user()
    row = await application(make, user)
    seen = [
        (await doors.get(f"{PATH}/{row.id}", asker)).status_code
        for asker in (None, await make.user(), user, await handler(make), await make.user(is_admin=True))
    ]

    assert seen == [401, 404, 200, 200, 200]


async def test_every_route_needs_a_token(doors):
    answers = [
        await doors.get(f"{PATH}/submission-status"),
        await doors.post(PATH, json=BODY),
        await doors.get(PATH),
        await doors.get(f"{PATH}/submission-status", "made-up"),
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, {"message": "Unauthenticated."})] * 4

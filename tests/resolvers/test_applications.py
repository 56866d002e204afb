"""Applications to the producer programme in the graph."""

import pytest

from beatgraph.models import Application, UserPermission
from resolvers.base.ids import encode

CREATE = """mutation ($input: CreateApplicationInput!) { createApplication(input: $input) {
  application { id type status artistName data artist { name } user { displayName } }
  errors { code field message }
} }"""
DECIDE = """mutation ($input: DecideApplicationInput!) { %s(input: $input) {
  application { status notes handledBy { displayName } artist { name uploadAccess } } errors { code message }
} }"""
STATUS = "{ submissionStatus { canSubmit blockReason message contactUrl blockingApplication { databaseId } } }"
LIST = """query ($status: ApplicationStatus, $userId: ID) { applications(status: $status, userId: $userId) {
  totalCount nodes { databaseId }
} }"""
GIVEN = {"type": "BECOME_ARTIST", "artistName": "Nova", "data": {"first_name": " Ada ", "links": [{"n": 1}]}}


async def application(make, user, status="pending", **fields):
    defaults = {"type": "become-artist", "artist_name": "Nova", "user_id": user.id, "status": status}
    return await make.row(Application(**{**defaults, **fields}))


async def handler(make, **fields):
    user = await make.user(**fields)
    await make.row(UserPermission(user_id=user.id, permission="backstageRequests.handle"))
    return user


async def test_somebody_applies_is_approved_revoked_and_reinstated(ask, make):
    user, decider = await make.user(display_name="Ada"), await handler(make, display_name="Grace")

    made = (await ask(CREATE, user, input=GIVEN))["createApplication"]
    id = made["application"]["id"]
    seen = []
    for verb, notes in (("approveApplication", None), ("revokeApplication", "Why."), ("approveApplication", None)):
        answer = (await ask(DECIDE % verb, decider, input={"id": id, "notes": notes}))[verb]
        seen.append((answer["application"]["status"], answer["application"]["artist"]["uploadAccess"]))
        assert (answer["errors"], answer["application"]["notes"]) == ([], notes)
        assert answer["application"]["handledBy"] == {"displayName": "Grace"}

    assert made == {
        "application": {
            "id": id,
            "type": "BECOME_ARTIST",
            "status": "PENDING",
            "artistName": "Nova",
            "data": GIVEN["data"],
            "artist": None,
            "user": {"displayName": "Ada"},
        },
        "errors": [],
    }
    assert seen == [("APPROVED", True), ("REVOKED", False), ("APPROVED", True)]
    node = "query ($id: ID!) { node(id: $id) { ... on Application { status handledBy { id } } } }"
    assert (await ask(node, user, id=id))["node"] == {"status": "APPROVED", "handledBy": None}
    assert (await ask(node, await make.user(), id=id))["node"] is None


async def test_what_stands_in_the_way_is_told(ask, make):
    user = await make.user()
    free = await ask(STATUS, user)
    row = await application(make, user, "revoked")

    blocked = await ask(STATUS, user)
    refused = await ask(CREATE, user, input={**GIVEN, "data": "no object"})

    assert free["submissionStatus"] == {
        "canSubmit": True,
        "blockReason": None,
        "message": None,
        "contactUrl": None,
        "blockingApplication": None,
    }
    told = blocked["submissionStatus"]
    assert told == {
        "canSubmit": False,
        "blockReason": "REVOKED",
        "message": "Your producer access was revoked. "
        "To appeal, contact support at /contact so admins can review your request for reinstatement.",
        "contactUrl": "/contact",
        "blockingApplication": {"databaseId": row.id},
    }
    assert refused["createApplication"] == {
        "application": None,
        "errors": [{"code": "BACKSTAGE_REQUEST_REVOKED", "field": None, "message": told["message"]}],
    }


@pytest.mark.parametrize(
    ("literal", "message"),
    [
        ("{n: 1e999}", "Infinity is not a number."),
        ("{n: 99999999999999999999}", "This holds a number or a text that JSON cannot carry."),
        ("[1]", "This must be an object."),
        ('{t: "a\\u0000"}', "Text cannot hold NUL characters."),
    ],
)
async def test_data_that_could_not_be_given_back_is_refused(ask, make, literal, message):
    query = (
        f'mutation {{ createApplication(input: {{type: BECOME_ARTIST, artistName: "Nova", data: {literal}}}) '
        "{ errors { field message } } }"
    )

    data = await ask(query, await make.user())

    assert data["createApplication"]["errors"] == [{"field": "data", "message": message}]


async def test_a_claim_names_an_artist_by_its_global_id(ask, make):
    artist, user = await make.artist(name="Drift"), await make.user()
    claim = {**GIVEN, "type": "CLAIM_ARTIST"}

    wrong = await ask(CREATE, user, input={**claim, "artistId": encode("Track", artist.id)})
    right = await ask(CREATE, user, input={**claim, "artistId": encode("Artist", artist.id)})

    assert [each["code"] for each in wrong["createApplication"]["errors"]] == ["BAD_USER_INPUT"]
    assert right["createApplication"]["application"]["artist"] == {"name": "Drift"}


@pytest.mark.parametrize("verb", ["approveApplication", "denyApplication", "revokeApplication"])
async def test_only_those_with_the_right_decide(ask, make, verb):
    row = await application(make, await make.user())
    codes = []
    for asker, given in (
        (None, {}),
        (await make.user(), {}),
        (await handler(make), {"notes": "x" * 2001}),
        (await handler(make), {"id": encode("Application", 999)}),
    ):
        answer = await ask(DECIDE % verb, asker, input={"id": encode("Application", row.id), **given})
        codes += [error["code"] for error in answer[verb]["errors"]]

    assert codes == ["UNAUTHENTICATED", "FORBIDDEN", "INVALID", "NOT_FOUND"]
    assert (await make.again(row)).status == "pending"


async def test_a_guest_is_told_to_sign_in(doors, make):
    row = await application(make, await make.user())
    one = f'{{ application(id: "{encode("Application", row.id)}") {{ id }} }}'
    for query, field in (
        (STATUS, "submissionStatus"),
        ("{ applications { nodes { id } } }", "applications"),
        (one, "application"),
    ):
        answer = await doors.graph(query)
        assert answer["data"] == {field: None}
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


async def test_handlers_see_all_and_others_their_own(ask, make):
    user, other = await make.user(), await make.user()
    denied, pending = await application(make, user, "denied"), await application(make, other)
    decider = await handler(make)

    async def listed(asker, **variables):
        found = (await ask(LIST, asker, **variables))["applications"]
        assert found["totalCount"] == len(found["nodes"])
        return [each["databaseId"] for each in found["nodes"]]

    assert await listed(decider) == [pending.id, denied.id]
    assert await listed(decider, status="DENIED") == [denied.id]
    assert await listed(decider, userId=encode("User", other.id)) == [pending.id]
    assert await listed(user) == [denied.id]
    assert await listed(user, userId=encode("User", other.id)) == []


async def test_the_queue_goes_on_after_a_cursor(ask, make):
    query = """query ($after: String) { applications(first: 2, after: $after) {
      nodes { databaseId } pageInfo { endCursor }
    } }"""
    ids = [
        (await application(make, await make.user(), status)).id
        for status in ("pending", "pending", "approved", "denied", "revoked")
    ]
    decider, after, found = await handler(make), None, []

    for _ in range(3):
        piece = (await ask(query, decider, after=after))["applications"]
        found += [each["databaseId"] for each in piece["nodes"]]
        after = piece["pageInfo"]["endCursor"]

    assert found == ids


async def test_applications_stand_beside_their_user_for_that_user_and_handlers(ask, make):
    user = await make.user()
    first, second = await application(make, user, "denied"), await application(make, user)
    query = "query ($id: ID!) { user(id: $id) { applications { totalCount nodes { databaseId } } } }"

    async def seen(asker):
        found = (await ask(query, asker, id=encode("User", user.id)))["user"]["applications"]
        return (found["totalCount"], [each["databaseId"] for each in found["nodes"]])

    both = (2, [second.id, first.id])
    assert await seen(user) == both
    assert await seen(await handler(make)) == both
    assert await seen(await make.user()) == (0, [])


async def test_twenty_applications_cost_as_much_as_two(ask, make, doors):
    decider = await handler(make)
    query = "{ applications { nodes { user { id } artist { id } handledBy { id } } } }"

    async def cost():
        doors.forget()
        await ask(query, decider)
        return len(doors.reads)

    costs = []
    for count in (2, 18):
        for _ in range(count):
            artist = await make.artist()
            await application(make, await make.owner(artist), artist_id=artist.id, handled_by=decider.id)
        costs.append(await cost())
    assert costs[0] == costs[1]

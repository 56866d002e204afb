"""Notifications in the graph."""

from beatgraph.models import Notification, NotificationKind
from beatgraph.services import notifications
from resolvers.base.ids import encode

MINE = "{ me { unreadNotificationCount notifications { totalCount nodes { id kind message data readAt createdAt } } } }"
MARK = """mutation ($input: MarkNotificationsReadInput) { markNotificationsRead(input: $input) {
  markedCount user { unreadNotificationCount } errors { code }
} }"""


async def told(make, user, message="Done.", **fields):
    return await make.row(Notification(user_id=user.id, kind="application_denied", message=message, **fields))


async def test_what_is_told_is_read_newest_first_by_whom_it_is_for(ask, make, workshop, clock):
    user = await make.user()
    await told(make, await make.user())
    async with workshop.writing() as work:
        await notifications.notify(work, user.id, NotificationKind.APPLICATION_APPROVED, "You may.", {"n": 1})
    clock.forward(minutes=1)
    second = await told(make, user, "Not now.", read_at=clock())

    data = (await ask(MINE, user))["me"]

    assert data["unreadNotificationCount"] == 1
    assert data["notifications"]["totalCount"] == 2
    assert data["notifications"]["nodes"] == [
        {
            "id": encode("Notification", second.id),
            "kind": "APPLICATION_DENIED",
            "message": "Not now.",
            "data": {},
            "readAt": "2026-03-14T12:01:00+00:00",
            "createdAt": "2026-03-14T12:01:00+00:00",
        },
        {
            "id": encode("Notification", second.id - 1),
            "kind": "APPLICATION_APPROVED",
            "message": "You may.",
            "data": {"n": 1},
            "readAt": None,
            "createdAt": "2026-03-14T12:00:00+00:00",
        },
    ]


async def test_nobody_else_reads_them_not_even_an_admin(ask, make, doors):
    user = await make.user()
    row = await told(make, user)
    query = """query ($user: ID!, $id: ID!) {
      user(id: $user) { unreadNotificationCount notifications { totalCount nodes { id } } } node(id: $id) { id }
    }"""
    ids = {"user": encode("User", user.id), "id": encode("Notification", row.id)}

    for asker in (await make.user(), await make.user(is_admin=True)):
        assert await ask(query, asker, **ids) == {
            "user": {"unreadNotificationCount": None, "notifications": {"totalCount": 0, "nodes": []}},
            "node": None,
        }
    guest = await doors.graph(query, **ids)
    assert guest["data"] == {"user": {"unreadNotificationCount": None, "notifications": None}, "node": None}
    assert {error["extensions"]["code"] for error in guest["errors"]} == {"UNAUTHENTICATED"}


async def test_some_are_marked_as_read_and_then_all(ask, make, clock):
    user, other = await make.user(), await make.user()
    first, second, third = [await told(make, user) for _ in range(3)]
    foreign = await told(make, other)
    ids = [encode("Notification", each.id) for each in (first, foreign)]
    clock.forward(minutes=2)

    answers = []
    for given in ({"ids": ids}, {"ids": ids}, {"ids": []}, None, {"ids": None}):
        answers.append((await ask(MARK, user, input=given))["markNotificationsRead"])

    assert [(each["markedCount"], each["user"]["unreadNotificationCount"]) for each in answers] == [
        (1, 2),
        (0, 2),
        (0, 2),
        (2, 0),
        (0, 0),
    ]
    assert [(await make.again(each)).read_at for each in (first, second, third)] == [clock()] * 3
    assert (await make.again(foreign)).read_at is None


async def test_marking_needs_a_token_and_ids_of_notifications(ask, make):
    row = await told(make, await make.user())

    guest = (await ask(MARK, input=None))["markNotificationsRead"]
    wrong = (await ask(MARK, await make.user(), input={"ids": [encode("Track", row.id)]}))["markNotificationsRead"]
    many = [encode("Notification", row.id)] * 101
    too_many = (await ask(MARK, await make.user(), input={"ids": many}))["markNotificationsRead"]

    assert guest == {"markedCount": 0, "user": None, "errors": [{"code": "UNAUTHENTICATED"}]}
    assert wrong["errors"] == [{"code": "BAD_USER_INPUT"}]
    assert too_many["errors"] == [{"code": "INVALID"}]

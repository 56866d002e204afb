"""Invitations to edit playlists in the graph."""

from resolvers.base.ids import encode

INVITE = """mutation ($input: InviteEditorInput!) { inviteEditor(input: $input) {
  invitation { id state hasExpired createdAt expiresAt playlistName user { id } invitedBy { id } }
  errors { code field retryAfter } } }"""
ACCEPT = """mutation ($input: AnswerInvitationInput!) { acceptInvitation(input: $input) {
  playlist { id viewerCanEdit editors { id } } errors { code } } }"""
DECLINE = """mutation ($input: AnswerInvitationInput!) { declineInvitation(input: $input) {
  invitation { state } errors { code } } }"""
REMOVE = """mutation ($input: RemoveEditorInput!) { removeEditor(input: $input) {
  playlist { editors { id } } errors { code field } } }"""
MINE = """{ me { invitations { totalCount nodes { id playlistName playlist { id } invitedBy { id } } } } }"""
NODE = "query ($id: ID!) { node(id: $id) { ... on PlaylistInvitation { state hasExpired } } }"


def gid(row):
    return encode(type(row).__name__, row.id)


async def send(ask, playlist, user, asker):
    answer = await ask(INVITE, asker, input={"playlistId": gid(playlist), "userId": gid(user)})
    return answer["inviteEditor"]


def codes(payload):
    return [error["code"] for error in payload["errors"]]


async def test_who_is_invited_knows_by_whom_and_to_what_before_they_may_see_it(ask, make):
    owner, friend = await make.user(), await make.user()
    playlist = await make.playlist(owner, name="Night drives", public=False)

    sent = (await send(ask, playlist, friend, owner))["invitation"]
    mine = (await ask(MINE, friend))["me"]["invitations"]

    assert sent == {
        "id": sent["id"],
        "state": "PENDING",
        "hasExpired": False,
        "createdAt": "2026-03-14T12:00:00+00:00",
        "expiresAt": "2026-03-21T12:00:00+00:00",
        "playlistName": "Night drives",
        "user": {"id": gid(friend)},
        "invitedBy": {"id": gid(owner)},
    }
    assert mine == {
        "totalCount": 1,
        "nodes": [
            {"id": sent["id"], "playlistName": "Night drives", "playlist": None, "invitedBy": {"id": gid(owner)}}
        ],
    }


async def test_an_invitation_is_accepted_and_the_editor_removed(ask, make):
    owner, friend = await make.user(), await make.user()
    playlist = await make.playlist(owner, public=False)
    id = (await send(ask, playlist, friend, owner))["invitation"]["id"]

    accepted = (await ask(ACCEPT, friend, input={"id": id}))["acceptInvitation"]
    mine = (await ask(MINE, friend))["me"]["invitations"]
    removed = await ask(REMOVE, owner, input={"playlistId": gid(playlist), "userId": gid(friend)})
    ended = (await ask(NODE, friend, id=id))["node"]

    editors = [{"id": gid(friend)}]
    assert accepted == {"playlist": {"id": gid(playlist), "viewerCanEdit": True, "editors": editors}, "errors": []}
    assert mine == {"totalCount": 0, "nodes": []}
    assert removed["removeEditor"] == {"playlist": {"editors": []}, "errors": []}
    assert ended == {"state": "REMOVED", "hasExpired": False}


async def test_an_invitation_is_declined_and_the_next_one_waits_a_day(ask, make, clock):
    owner, friend = await make.user(), await make.user()
    playlist = await make.playlist(owner)
    id = (await send(ask, playlist, friend, owner))["invitation"]["id"]

    declined = (await ask(DECLINE, friend, input={"id": id}))["declineInvitation"]
    early = await send(ask, playlist, friend, owner)
    clock.forward(hours=24)
    later = (await send(ask, playlist, friend, owner))["invitation"]
    old = (await ask(ACCEPT, friend, input={"id": id}))["acceptInvitation"]

    assert declined == {"invitation": {"state": "DECLINED"}, "errors": []}
    assert early["errors"] == [{"code": "INVITE_COOLDOWN", "field": None, "retryAfter": 24 * 3600}]
    assert later["state"] == "PENDING"
    assert codes(old) == ["NOT_FOUND"]


async def test_each_refusal_has_its_code(ask, make, clock):
    owner, friend, editor = await make.user(), await make.user(), await make.user()
    playlist = await make.playlist(owner, editors=[editor, *[await make.user() for _ in range(8)]])
    id = (await send(ask, playlist, friend, owner))["invitation"]["id"]

    invited = [
        await send(ask, playlist, friend, owner),
        await send(ask, playlist, editor, owner),
        await send(ask, playlist, await make.user(), owner),
        await send(ask, playlist, owner, owner),
        await send(ask, playlist, await make.user(), editor),
        await send(ask, playlist, await make.user(), None),
    ]
    strangers = (await ask(ACCEPT, await make.user(), input={"id": id}))["acceptInvitation"]
    owners = (await ask(ACCEPT, owner, input={"id": id}))["acceptInvitation"]
    itself = await ask(REMOVE, owner, input={"playlistId": gid(playlist), "userId": gid(owner)})
    clock.forward(days=7)
    expired = (await ask(NODE, friend, id=id))["node"]
    late = (await ask(ACCEPT, friend, input={"id": id}))["acceptInvitation"]

    assert [codes(each) for each in invited] == [
        ["ALREADY_INVITED"],
        ["ALREADY_EDITOR"],
        ["MAX_EDITORS"],
        ["INVALID"],
        ["FORBIDDEN"],
        ["UNAUTHENTICATED"],
    ]
    assert invited[2]["errors"][0]["retryAfter"] == 7 * 24 * 3600
    assert (codes(strangers), codes(owners)) == (["NOT_FOUND"], ["NOT_FOUND"])
    assert itself["removeEditor"] == {"playlist": None, "errors": [{"code": "INVALID", "field": "userId"}]}
    assert expired == {"state": "PENDING", "hasExpired": True}
    assert codes(late) == ["INVITATION_EXPIRED"]
    assert (await ask(MINE, friend))["me"]["invitations"]["totalCount"] == 0


async def test_an_invitation_is_a_node_for_who_sent_it_and_who_got_it(ask, make):
    owner, friend, editor = await make.user(), await make.user(), await make.user()
    playlist = await make.playlist(owner, editors=[editor])
    id = (await send(ask, playlist, friend, owner))["invitation"]["id"]
    askers = (None, await make.user(), editor, owner, friend, await make.user(is_admin=True))

    found = [(await ask(NODE, asker, id=id))["node"] is not None for asker in askers]

    assert found == [False, False, False, True, True, True]


async def test_nobody_reads_anothers_invitations(ask, make):
    owner, friend = await make.user(), await make.user()
    await send(ask, await make.playlist(owner), friend, owner)
    query = "query ($id: ID!) { user(id: $id) { invitations { totalCount nodes { id } } } }"
    askers = (owner, await make.user(), await make.user(is_admin=True))

    found = [(await ask(query, asker, id=gid(friend)))["user"]["invitations"]["totalCount"] for asker in askers]

    assert found == [0, 0, 1]

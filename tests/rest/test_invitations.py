"""Invitations to edit playlists over REST."""

import asyncio

import pytest
from sqlmodel import col, select

from beatgraph.models import PlaylistEditor, PlaylistInvitation
from tests.rest.test_playlists import API, KEYS, people

DAY = 24 * 3600


def path(playlist, verb):
    return f"{API}/{playlist.id}/{verb}"


async def invite(doors, playlist, user, asker):
    return await doors.post(path(playlist, "invite"), asker, json={"user_id": user.id})


async def editors(workshop, playlist):
    statement = select(PlaylistEditor.user_id).where(col(PlaylistEditor.playlist_id) == playlist.id)
    async with workshop.reading() as work:
        return set((await work.session.exec(statement)).all())


async def states(workshop, playlist):
    statement = select(PlaylistInvitation.state).where(col(PlaylistInvitation.playlist_id) == playlist.id)
    async with workshop.reading() as work:
        return list((await work.session.exec(statement.order_by(col(PlaylistInvitation.id)))).all())


@pytest.fixture
async def ours(make):
    """A playlist that is private but to its owner, who is about to invite somebody."""
    owner = await make.user()
    return await make.playlist(owner, public=False), owner, await make.user()


async def test_who_accepts_an_invitation_edits_a_playlist_that_was_private_to_them(doors, make, workshop, ours):
    playlist, owner, friend = ours
    track = await make.track()

    sent = await invite(doors, playlist, friend, owner)
    before = await doors.get(f"{API}/{playlist.id}", friend)
    accepted = await doors.post(path(playlist, "accept-invite"), friend)
    added = await doors.post(f"{API}/{playlist.id}/tracks/add", friend, json={"ids": [track.id]})

    assert (sent.status_code, sent.json()) == (200, {"status": "success", "message": "Invitation sent successfully"})
    assert before.status_code == 403
    assert (accepted.status_code, set(accepted.json())) == (200, {"status", "playlist"})
    assert set(accepted.json()["playlist"]) == KEYS
    assert [each["id"] for each in accepted.json()["playlist"]["editors"]] == [friend.id]
    assert (added.status_code, added.json()["added_count"]) == (200, 1)
    assert await editors(workshop, playlist) == {friend.id}


async def test_an_invitation_is_accepted_once(doors, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    await doors.post(path(playlist, "accept-invite"), friend)

    again = await doors.post(path(playlist, "accept-invite"), friend)
    declined = await doors.post(path(playlist, "decline-invite"), friend)
    invited = await invite(doors, playlist, friend, owner)

    assert (again.status_code, again.json()["message"]) == (422, "The invitation has been accepted already.")
    assert declined.status_code == 404
    assert (invited.status_code, invited.json()["error_code"]) == (409, "already_editor")


async def test_nobody_answers_an_invitation_that_is_not_theirs(doors, make, workshop, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    found = {}
    for who, asker in {"stranger": await make.user(), "owner": owner, "admin": await make.user(is_admin=True)}.items():
        answers = [await doors.post(path(playlist, verb), asker) for verb in ("accept-invite", "decline-invite")]
        found[who] = [(answer.status_code, answer.json()) for answer in answers]

    nothing = [(404, {"message": "Invitation not found"})] * 2
    assert found == {"stranger": nothing, "owner": nothing, "admin": nothing}
    assert await states(workshop, playlist) == ["pending"]


async def test_only_the_owner_and_admins_invite_and_remove(doors, make):
    playlist, asking = await people(make)
    found = {}
    for who, asker in asking.items():
        invited = await invite(doors, playlist, await make.user(), asker)
        removed = await doors.post(path(playlist, "remove-editor"), asker, json={"user_id": (await make.user()).id})
        found[who] = (invited.status_code, removed.status_code)

    assert found == {
        "guest": (401, 401),
        **dict.fromkeys(("stranger", "invited", "follower", "editor"), (403, 403)),
        # there is no such editor
        "owner": (200, 422),
        "admin": (200, 422),
    }


async def test_some_cannot_be_invited(doors, make, workshop, ours):
    playlist, owner, friend = ours
    suspended = await make.user(suspended_at=playlist.created_at)
    messages = []
    for user_id in (owner.id, 9999, suspended.id):
        answer = await doors.post(path(playlist, "invite"), owner, json={"user_id": user_id})
        messages.append((answer.status_code, answer.json()["errors"]))
    await make.change(playlist, collaborative=False)
    alone = await invite(doors, playlist, friend, owner)

    nobody = (422, {"user_id": ["There is no such user."]})
    assert messages == [(422, {"user_id": ["The owner edits the playlist anyhow."]}), nobody, nobody]
    assert (alone.status_code, alone.json()["message"]) == (422, "The playlist is not collaborative.")
    assert await states(workshop, playlist) == []


@pytest.mark.parametrize("verb", ["invite", "remove-editor"])
@pytest.mark.parametrize("user_id", [None, 0, True, "me", 1.5, [1], 2**63])
async def test_an_id_that_is_none_is_refused(doors, ours, verb, user_id):
    playlist, owner, _ = ours

    answer = await doors.post(path(playlist, verb), owner, json={"user_id": user_id})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["user_id"])


async def test_who_has_an_open_invitation_is_not_invited_again(doors, workshop, clock, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    clock.forward(days=6, hours=23)

    again = await invite(doors, playlist, friend, owner)

    assert (again.status_code, again.json()) == (
        409,
        {"message": "This person has been invited already.", "error_code": "already_invited"},
    )
    assert await states(workshop, playlist) == ["pending"]


async def test_an_invitation_lives_for_seven_days(doors, workshop, clock, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    clock.forward(days=7)

    late = [await doors.post(path(playlist, verb), friend) for verb in ("accept-invite", "decline-invite")]
    again = await invite(doors, playlist, friend, owner)
    clock.forward(days=6, hours=23, minutes=59)
    accepted = await doors.post(path(playlist, "accept-invite"), friend)

    gone = (410, {"message": "This invitation has expired.", "error_code": "invitation_expired"})
    assert [(answer.status_code, answer.json()) for answer in late] == [gone] * 2
    assert (again.status_code, accepted.status_code) == (200, 200)
    assert await states(workshop, playlist) == ["pending", "accepted"]


async def test_a_day_passes_between_a_decline_and_the_next_invitation(doors, workshop, clock, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    clock.forward(days=3)
    declined = await doors.post(path(playlist, "decline-invite"), friend)
    again = await doors.post(path(playlist, "accept-invite"), friend)
    clock.forward(hours=23, minutes=59, seconds=30)

    early = await invite(doors, playlist, friend, owner)
    clock.forward(seconds=30)
    later = await invite(doors, playlist, friend, owner)

    assert (declined.status_code, declined.json(), again.status_code) == (200, {"status": "success"}, 404)
    assert (early.status_code, early.json()) == (
        429,
        {
            "message": "24 hours must pass before this person is invited again.",
            "retry_after": 30,
            "error_code": "invite_cooldown",
        },
    )
    assert early.headers["retry-after"] == "30"
    assert later.status_code == 200
    assert await states(workshop, playlist) == ["declined", "pending"]


async def test_a_day_passes_between_a_removal_and_the_next_invitation(doors, workshop, clock, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    await doors.post(path(playlist, "accept-invite"), friend)
    clock.forward(days=10)

    removed = await doors.post(path(playlist, "remove-editor"), owner, json={"user_id": friend.id})
    gone = await doors.get(f"{API}/{playlist.id}", friend)
    early = await invite(doors, playlist, friend, owner)
    clock.forward(days=1)
    later = await invite(doors, playlist, friend, owner)

    assert (removed.status_code, set(removed.json())) == (200, {"status", "message", "playlist"})
    assert (removed.json()["playlist"]["editors"], gone.status_code) == ([], 403)
    assert (early.status_code, early.json()["retry_after"]) == (429, DAY)
    assert later.status_code == 200
    assert await editors(workshop, playlist) == set()
    assert await states(workshop, playlist) == ["removed", "pending"]


async def test_a_day_passes_between_two_invitations_when_the_first_was_withdrawn(doors, workshop, clock, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    clock.forward(hours=1)

    withdrawn = await doors.post(path(playlist, "remove-editor"), owner, json={"user_id": friend.id})
    accepted = await doors.post(path(playlist, "accept-invite"), friend)
    early = await invite(doors, playlist, friend, owner)

    assert (withdrawn.status_code, accepted.status_code) == (200, 404)
    assert (early.status_code, early.json()["retry_after"]) == (429, DAY)
    assert await states(workshop, playlist) == ["withdrawn"]


async def test_the_cool_down_is_one_playlists_and_one_persons(doors, make, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    await doors.post(path(playlist, "decline-invite"), friend)
    other = await make.playlist(owner)

    answers = [await invite(doors, playlist, await make.user(), owner), await invite(doors, other, friend, owner)]

    assert [answer.status_code for answer in answers] == [200, 200]


async def test_the_owner_cannot_be_removed_nor_somebody_who_is_no_editor(doors, make, ours):
    playlist, owner, friend = ours

    itself = await doors.post(path(playlist, "remove-editor"), owner, json={"user_id": owner.id})
    nobody = await doors.post(path(playlist, "remove-editor"), owner, json={"user_id": friend.id})

    assert (itself.status_code, itself.json()["errors"]) == (422, {"user_id": ["The owner cannot be removed."]})
    assert (nobody.status_code, nobody.json()["errors"]) == (422, {"user_id": ["This person is not an editor."]})
    assert (await make.again(playlist)).deleted_at is None


async def test_ten_people_are_invited_at_most_and_the_owner_is_not_among_them(doors, make, clock):
    owner = await make.user()
    playlist = await make.playlist(owner, editors=[await make.user() for _ in range(7)])
    asked = [await make.user() for _ in range(3)]
    answers = []
    for guest in asked:
        answers.append((await invite(doors, playlist, guest, owner)).status_code)
        clock.forward(hours=1)
    eleventh = await make.user()

    refused = await invite(doors, playlist, eleventh, owner)
    await doors.post(path(playlist, "decline-invite"), asked[1])
    in_the_place = await invite(doors, playlist, eleventh, owner)

    assert answers == [200, 200, 200]
    assert refused.status_code == 429
    assert refused.json() == {
        "message": "A playlist has at most 10 editors, open invitations included.",
        "error_code": "max_editors",
        # the first of the three invitations was sent three hours ago
        "retry_after": 7 * DAY - 3 * 3600,
    }
    assert in_the_place.status_code == 200


async def test_expired_invitations_leave_their_places_and_ten_editors_do_not(doors, make, clock):
    owner = await make.user()
    playlist = await make.playlist(owner)
    guests = [await make.user() for _ in range(10)]
    for guest in guests:
        await invite(doors, playlist, guest, owner)
    clock.forward(days=7)

    again = [await invite(doors, playlist, guest, owner) for guest in guests]
    accepted = [await doors.post(path(playlist, "accept-invite"), guest) for guest in guests]
    full = await invite(doors, playlist, await make.user(), owner)

    assert {answer.status_code for answer in (*again, *accepted)} == {200}
    assert (full.status_code, "retry_after" in full.json(), "retry-after" in full.headers) == (429, False, False)


async def test_of_many_invitations_sent_at_once_no_more_than_ten_are_kept(doors, make, workshop):
    owner = await make.user()
    playlist = await make.playlist(owner, editors=[await make.user() for _ in range(7)])
    guests = [await make.user() for _ in range(6)]

    answers = await asyncio.gather(*(invite(doors, playlist, guest, owner) for guest in guests))

    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [429] * 3
    assert (await states(workshop, playlist)).count("pending") == 3


async def test_of_one_person_invited_many_times_at_once_one_invitation_is_kept(doors, workshop, ours):
    playlist, owner, friend = ours

    answers = await asyncio.gather(*(invite(doors, playlist, friend, owner) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert await states(workshop, playlist) == ["pending"]


async def test_an_invitation_accepted_and_withdrawn_at_once_is_one_of_both(doors, workshop, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)

    accepted, removed = await asyncio.gather(
        doors.post(path(playlist, "accept-invite"), friend),
        doors.post(path(playlist, "remove-editor"), owner, json={"user_id": friend.id}),
    )

    assert (accepted.status_code, removed.status_code) in {(200, 200), (404, 200)}
    assert await editors(workshop, playlist) == set()
    assert await states(workshop, playlist) == [{200: "removed", 404: "withdrawn"}[accepted.status_code]]


async def test_a_playlist_that_ceases_to_be_collaborative_is_not_joined(doors, make, workshop, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    await make.change(playlist, collaborative=False)

    refused = await doors.post(path(playlist, "accept-invite"), friend)
    declined = await doors.post(path(playlist, "decline-invite"), friend)

    assert (refused.status_code, declined.status_code) == (422, 200)
    assert await editors(workshop, playlist) == set()


async def test_an_invitation_ends_with_its_playlist(doors, workshop, ours):
    playlist, owner, friend = ours
    await invite(doors, playlist, friend, owner)
    await doors.delete(f"{API}/{playlist.id}", owner)

    answers = [await doors.post(path(playlist, verb), friend) for verb in ("accept-invite", "decline-invite")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert await editors(workshop, playlist) == set()

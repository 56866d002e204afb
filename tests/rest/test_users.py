"""Users over REST."""

import pytest

pytestmark = pytest.mark.anyio

OWN = {"id", "display_name", "avatar", "model_type", "email", "username", "phone", "is_admin", "email_verified_at"}
OWN |= {"created_at", "updated_at"}


async def test_me_is_the_account_of_the_token(doors, make):
    user = await make.user(email="nova@example.com", display_name="Nova")

    answer = await doors.get("/api/v1/users/me", user)

    assert answer.status_code == 200
    assert set(answer.json()["user"]) == OWN
    assert answer.json()["user"]["email"] == "nova@example.com"


async def test_a_guest_is_not_anybody(doors):
    answer = await doors.get("/api/v1/users/me")

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})


async def test_guests_and_strangers_see_what_is_public(doors, make):
    user = await make.user(display_name="Nova")
    public = {"id": user.id, "display_name": "Nova", "avatar": None, "model_type": "user"}

    for asker in (None, await make.user()):
        answer = await doors.get(f"/api/v1/users/{user.id}", asker)
        assert (answer.status_code, answer.json()) == (200, {"status": "success", "user": public})


async def test_oneself_and_admins_see_more(doors, make):
    user = await make.user()

    for asker in (user, await make.user(is_admin=True)):
        assert set((await doors.get(f"/api/v1/users/{user.id}", asker)).json()["user"]) == OWN


@pytest.mark.parametrize("id", ["99", "x", "0", "99999999999999999999"])
async def test_a_user_who_is_not_there_is_404(doors, id):
    answer = await doors.get(f"/api/v1/users/{id}")

    assert (answer.status_code, answer.json()) == (404, {"message": "User not found"})


async def test_a_suspended_user_is_404_to_others(doors, make, clock):
    user = await make.user(suspended_at=clock())

    assert (await doors.get(f"/api/v1/users/{user.id}")).status_code == 404
    assert (await doors.get(f"/api/v1/users/{user.id}", await make.user(is_admin=True))).status_code == 200

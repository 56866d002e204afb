"""`beatgraph users create`."""

import json

import pytest

from beatgraph.models import Artist, User

pytestmark = pytest.mark.anyio

NOVA = ("users", "create", "--email", "Nova@Example.com", "--password", "a long password")


async def test_a_user_is_one_json_object_of_ids(command, workshop):
    answer = await command(*NOVA)

    assert (answer.exit_code, answer.stderr) == (0, "")
    made = json.loads(answer.stdout)
    async with workshop.reading() as work:
        user = await work.session.get(User, made["user_id"])
    assert made == {
        "user_id": user.id,
        "user_uuid": str(user.uuid),
        "artist_id": None,
        "artist_uuid": None,
    }
    assert (user.email, user.is_admin, user.email_verified_at) == ("nova@example.com", False, None)


async def test_a_user_can_come_with_everything(command, workshop, doors):
    answer = await command(*NOVA, "--name", "Nova", "--admin", "--artist", "Nova & Co", "--upload-access", "--verified")

    made = json.loads(answer.stdout)
    async with workshop.reading() as work:
        user = await work.session.get(User, made["user_id"])
        artist = await work.session.get(Artist, made["artist_id"])
    assert (user.display_name, user.is_admin, user.email_verified_at is not None) == ("Nova", True, True)
    assert (artist.name, artist.upload_access, artist.verified) == ("Nova & Co", True, True)
    assert made["artist_uuid"] == str(artist.uuid)
    credentials = {"email": "nova@example.com", "password": "a long password"}
    session = (await doors.post("/api/v1/auth/login", json=credentials)).json()
    assert await doors.ask("{ me { artist { databaseId } } }", session["token"]) == {
        "me": {"artist": {"databaseId": artist.id}}
    }


async def test_an_artist_may_not_upload_unless_it_is_said(command, workshop):
    made = json.loads((await command(*NOVA, "--artist", "Nova")).stdout)

    async with workshop.reading() as work:
        artist = await work.session.get(Artist, made["artist_id"])
    assert (artist.upload_access, artist.verified) == (False, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*NOVA[:3], "taken@example.com", *NOVA[4:]), "email: The email has already been taken.\n"),
        ((*NOVA[:3], "nobody", *NOVA[4:]), "email: The email must be a valid email address.\n"),
        ((*NOVA[:5], "short"), "password: At least 8 characters.\n"),
        ((*NOVA, "--artist", ""), "name: This cannot be empty.\n"),
        ((*NOVA, "--upload-access"), "--upload-access is an artist's: give --artist as well.\n"),
    ],
)
async def test_a_refusal_is_said_on_standard_error_and_nothing_is_made(command, make, workshop, arguments, said):
    await make.user(email="taken@example.com")

    answer = await command(*arguments)

    assert (answer.exit_code, answer.stdout, answer.stderr) == (1, "", said)
    async with workshop.reading() as work:
        assert len((await work.session.exec(User.__table__.select())).all()) == 1


async def test_an_empty_database_is_no_riddle(command, tmp_path):
    answer = await command(*NOVA, database_url=f"sqlite:///{tmp_path / 'empty.db'}")

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "Has `beatgraph migrate` been run?" in answer.stderr

"""`beatgraph tokens create`."""

import pytest

from beatgraph.models import AccessToken

pytestmark = pytest.mark.anyio

CREATE = ("tokens", "create", "--email")


async def test_a_token_stands_alone_on_its_line_and_opens_the_doors(command, make, doors, clock, workshop):
    user = await make.user(email="nova@example.com")

    answer = await command(*CREATE, "Nova@Example.com", "--name", "studio", "--days", "30")

    assert (answer.exit_code, answer.stderr) == (0, "")
    token = answer.stdout.removesuffix("\n")
    assert token.startswith("bg_")
    assert "\n" not in token
    me = await doors.get("/api/v1/users/me", token)
    assert me.json()["user"]["id"] == user.id
    async with workshop.reading() as work:
        row = (await work.session.exec(AccessToken.__table__.select())).one()
    assert (row.name, (row.expires_at - row.created_at).days) == ("studio", 30)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody@example.com",), "There is no user with the e-mail nobody@example.com.\n"),
        (("nova@example.com", "--days", "0"), "days: This must be 1 or more.\n"),
        (("nova@example.com", "--days", "366"), "days: This must be 365 or less.\n"),
        (("nova@example.com", "--name", "x"), "name: At least 3 characters.\n"),
    ],
)
async def test_a_refusal_is_said_on_standard_error_and_nothing_is_made(command, make, workshop, arguments, said):
    await make.user(email="nova@example.com")

    answer = await command(*CREATE, *arguments)

    assert (answer.exit_code, answer.stdout, answer.stderr) == (1, "", said)
    async with workshop.reading() as work:
        assert (await work.session.exec(AccessToken.__table__.select())).all() == []

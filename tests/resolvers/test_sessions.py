"""Signing in and out in the graph."""

import asyncio

import pytest

pytestmark = pytest.mark.anyio

SESSION = "token refreshToken expiresIn user { displayName email } errors { code field message }"
LOGIN = f"mutation ($input: LoginInput!) {{ login(input: $input) {{ {SESSION} }} }}"
REGISTER = f"mutation ($input: RegisterInput!) {{ register(input: $input) {{ {SESSION} }} }}"
REFRESH = f"mutation ($token: String!) {{ refreshSession(input: {{refreshToken: $token}}) {{ {SESSION} }} }}"
LOGOUT = "mutation ($input: LogoutInput) { logout(input: $input) { loggedOut errors { code } } }"
ME = "{ me { email } }"
NOTHING = {"token": None, "refreshToken": None, "expiresIn": None, "user": None}


@pytest.fixture
async def account(make):
    return await make.account("nova@example.com", "a long password", display_name="Nova")


@pytest.fixture
def log_in(ask):
    async def sign_in(email="nova@example.com", password="a long password"):
        return (await ask(LOGIN, input={"email": email, "password": password}))["login"]

    return sign_in


async def test_a_login_answers_a_pair_and_one_s_own_account(account, log_in, ask):
    session = await log_in()

    assert session["user"] == {"displayName": "Nova", "email": "nova@example.com"}
    assert (session["expiresIn"], session["errors"]) == (900, [])
    assert await ask(ME, session["token"]) == {"me": {"email": "nova@example.com"}}


async def test_wrong_credentials_are_an_error_of_the_payload(account, log_in):
    refused = {
        "code": "INVALID_CREDENTIALS",
        "field": None,
        "message": "These credentials do not match our records.",
    }

    for email, password in (("nova@example.com", "nonsense"), ("nobody@example.com", "a long password")):
        assert await log_in(email, password) == {**NOTHING, "errors": [refused]}


async def test_a_login_makes_no_personal_token(account, log_in, ask):
    token = (await log_in())["token"]

    data = await ask("{ me { accessTokens { totalCount } } }", token)

    assert data == {"me": {"accessTokens": {"totalCount": 0}}}


async def test_an_unusable_text_is_refused_not_crashed_on(doors):
    for email in ("a\x00@example.com", "\\u0000"):
        document = f'mutation {{ login(input: {{email: "{email}", password: "x"}}) {{ errors {{ code field }} }} }}'
        answer = await doors.client.post("/graphql", json={"query": document})
        assert answer.status_code < 500
        assert "INTERNAL" not in answer.text


async def test_a_password_in_a_broken_document_is_not_written_to_the_log(doors, caplog, capfd):
    for broken in ("errors { unknown }", "errors { code ", "token(first: 1)"):
        document = f'mutation {{ login(input: {{email: "a@b.co", password: "hunter22"}}) {{ {broken} }} }}'
        answer = await doors.client.post("/graphql", json={"query": document})
        assert answer.json()["errors"]

    assert "hunter22" not in caplog.text + "".join(capfd.readouterr())


async def test_a_registration_signs_in(ask):
    given = {"email": "Drift@Example.com", "password": "a long password", "username": "drift"}

    session = (await ask(REGISTER, input=given))["register"]

    assert session["user"] == {"displayName": "drift", "email": "drift@example.com"}
    assert await ask(ME, session["token"]) == {"me": {"email": "drift@example.com"}}


async def test_a_registration_that_breaks_rules_names_each_field(ask):
    given = {"email": "drift", "password": "short", "passwordConfirmation": "shor", "username": "x" * 32}

    session = (await ask(REGISTER, input=given))["register"]

    assert {error["field"] for error in session["errors"]} == {"email", "password", "username"}
    assert {error["code"] for error in session["errors"]} == {"INVALID"}


async def test_of_two_registrations_of_one_email_at_once_one_wins(ask):
    given = {"email": "race@example.com", "password": "a long password"}

    answers = await asyncio.gather(*(ask(REGISTER, input=given) for _ in range(3)))

    errors = sorted(str(answer["register"]["errors"]) for answer in answers)
    taken = "[{'code': 'EMAIL_TAKEN', 'field': 'email', 'message': 'The email has already been taken.'}]"
    assert errors == ["[]", taken, taken]


async def test_a_refresh_gives_the_next_pair(account, log_in, ask):
    first = await log_in()

    second = (await ask(REFRESH, token=first["refreshToken"]))["refreshSession"]

    assert second["errors"] == []
    assert second["user"] == {"displayName": "Nova", "email": "nova@example.com"}
    assert second["refreshToken"] != first["refreshToken"]
    assert (await ask(ME, second["token"]))["me"] == {"email": "nova@example.com"}


async def test_a_refresh_token_used_twice_ends_the_whole_family(account, log_in, ask, doors):
    first = await log_in()
    second = (await ask(REFRESH, token=first["refreshToken"]))["refreshSession"]

    again = (await ask(REFRESH, token=first["refreshToken"]))["refreshSession"]

    refused = {"code": "UNAUTHENTICATED", "field": None, "message": "Unauthenticated."}
    assert again == {**NOTHING, "errors": [refused]}
    for token in (first["token"], second["token"]):
        answer = await doors.client.post("/graphql", json={"query": ME}, headers=doors.bearer(token))
        assert answer.status_code == 401
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    last = (await ask(REFRESH, token=second["refreshToken"]))["refreshSession"]
    assert last == {**NOTHING, "errors": [refused]}


async def test_a_logout_ends_the_sign_in_of_the_token_in_use(account, log_in, ask, doors):
    session = await log_in()

    data = await ask(LOGOUT, session["token"])

    assert data["logout"] == {"loggedOut": True, "errors": []}
    assert (await doors.get("/api/v1/users/me", session["token"])).status_code == 401
    assert (await ask(REFRESH, token=session["refreshToken"]))["refreshSession"]["token"] is None


async def test_a_logout_by_refresh_token_needs_no_access_token(account, log_in, ask, doors):
    session = await log_in()

    data = await ask(LOGOUT, input={"refreshToken": session["refreshToken"]})

    assert data["logout"] == {"loggedOut": True, "errors": []}
    assert (await doors.get("/api/v1/users/me", session["token"])).status_code == 401


async def test_nobody_cannot_log_out(ask):
    assert (await ask(LOGOUT))["logout"] == {"loggedOut": False, "errors": [{"code": "UNAUTHENTICATED"}]}


async def test_a_sign_in_at_one_door_opens_and_ends_at_the_other(account, log_in, ask, doors):
    credentials = {"email": "nova@example.com", "password": "a long password"}
    rest = (await doors.post("/api/v1/auth/login", json=credentials)).json()

    assert await ask(ME, rest["user"]["access_token"]) == {"me": {"email": "nova@example.com"}}
    renewed = (await ask(REFRESH, token=rest["refresh_token"]))["refreshSession"]
    again = await doors.post("/api/v1/auth/refresh", json={"refresh_token": rest["refresh_token"]})

    assert again.status_code == 401
    assert (await doors.get("/api/v1/users/me", renewed["token"])).status_code == 401


async def test_a_sign_in_and_a_request_cost_few_statements(account, log_in, ask, doors):
    doors.forget()
    session = await log_in()
    # who it is by e-mail; then the account, its profiles, its rights
    assert len(doors.reads) == 4

    doors.forget()
    await ask("{ __typename }", session["token"])
    # whether the sign-in has ended; the account, its profiles, its rights
    assert len(doors.reads) == 4
    doors.forget()
    await ask("{ __typename }")
    assert doors.statements == []

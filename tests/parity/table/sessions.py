"""Signing in, and the tokens that come of it; users."""

from tests.parity.deeds import Deed, below

LOGIN = {"email": "owner@example.com", "password": "a password to remember", "token_name": "phone"}
SIGN_UP = {"email": "new@example.com", "password": "a password to remember", "name": "New"}
TOKEN = "databaseId name createdAt expiresAt"
SAME_TOKEN = {"id": "databaseId", "name": "name", "created_at": "createdAt", "expires_at": "expiresAt"}
WHO = {"user.id": "user.databaseId", "user.display_name": "user.displayName", "user.avatar": "user.avatar"}
USER = "databaseId displayName avatar"

DEEDS = [
    Deed(
        "POST /api/v1/auth/login",
        "Mutation.login",
        "200",
        body=LOGIN,
        ask=f"expiresIn user {{ {USER} }}",
        input={"email": LOGIN["email"], "password": LOGIN["password"]},
        same=WHO | {"expires_in": "expiresIn"},
    ),
    Deed(
        "POST /api/v1/auth/register",
        "Mutation.register",
        "200",
        body={**SIGN_UP, "password_confirmation": SIGN_UP["password"], "token_name": "phone"},
        ask=f"expiresIn user {{ {USER} }}",
        input=SIGN_UP,
        same={"expires_in": "expiresIn", "user.avatar": "user.avatar"},
    ),
    Deed(
        "POST /api/v1/auth/refresh",
        "Mutation.refreshSession",
        "200",
        body={"refresh_token": "<refresh>"},
        ask="expiresIn",
        input={"refreshToken": "<refresh>"},
        same={"expires_in": "expiresIn"},
    ),
    Deed(
        "POST /api/v1/auth/logout",
        "Mutation.logout",
        "401 200 200 200 200 200",
        ask="loggedOut",
        input={},
    ),
    Deed(
        "POST /api/auth/signup",
        "Mutation.register",
        "201",
        about="in the label app",
        body=SIGN_UP,
        ask="user { email }",
        input=SIGN_UP,
        same={"data.user.email": "user.email"},
    ),
    Deed(
        "POST /api/auth/login",
        "Mutation.login",
        "200",
        about="in the label app",
        body={"email": LOGIN["email"], "password": LOGIN["password"]},
        ask="user { email }",
        input={"email": LOGIN["email"], "password": LOGIN["password"]},
        same={"data.user.email": "user.email"},
    ),
    Deed(
        "GET /api/v1/access-tokens",
        "Query.me",
        "401 200 200 200 200 200",
        about="their tokens",
        ask=f"me {{ accessTokens(first: 20) {{ nodes {{ {TOKEN} }} }} }}",
        same=below("pagination.data.*", "me.accessTokens.nodes.*", SAME_TOKEN),
    ),
    Deed(
        "POST /api/v1/access-tokens",
        "Mutation.createAccessToken",
        "401 201 201 201 201 201",
        body={"tokenName": "laptop"},
        ask="accessToken { name createdAt expiresAt }",
        input={"name": "laptop"},
        same=below("token", "accessToken", {"name": "name", "created_at": "createdAt", "expires_at": "expiresAt"}),
    ),
    Deed(
        "DELETE /api/v1/access-tokens/{tokenId}",
        "Mutation.revokeAccessToken",
        "401 404 404 404 200 404",
        at={"tokenId": "<token>"},
        ask="accessToken { databaseId }",
        input={"id": "<token:id>"},
        then="me { accessTokens { nodes { databaseId } } }",
    ),
    Deed(
        "GET /api/v1/users/me",
        "Query.me",
        "401 200 200 200 200 200",
        ask=f"me {{ {USER} email }}",
        same={
            "user.id": "me.databaseId",
            "user.display_name": "me.displayName",
            "user.avatar": "me.avatar",
            "user.email": "me.email",
        },
    ),
    Deed(
        "GET /api/v1/users/{user}",
        "Query.user",
        "200",
        at={"user": "<owner>"},
        ask=f"user(by: {{ databaseId: <owner> }}) {{ {USER} }}",
        same=WHO,
    ),
    Deed("", "Query.node", "200", ask='node(id: "<track:id>") { id }'),
    Deed("", "Query.nodes", "200", ask='nodes(ids: ["<track:id>"]) { id }'),
]

"""A real server for clients written against the documents, and accounts to sign in with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from beatgraph.auth.tokens import Signer
from beatgraph.models import User
from tests.contract.routes import DUE
from tests.make import Make
from tests.served import Served

PASSWORD = "a long passphrase"


class Client:
    """Asks as a document's reader would: JSON both ways, a bearer token, the documented path."""

    def __init__(self, http: httpx2.AsyncClient, token: str | None = None) -> None:
        self._http = http
        self._headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    async def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        return await self._http.request(method, path, headers=self._headers, **options)

    async def get(self, path: str, **params: Any) -> httpx2.Response:
        return await self.ask("GET", path, params=params)

    async def post(self, path: str, **body: Any) -> httpx2.Response:
        return await self.ask("POST", path, json=body)

    async def put(self, path: str, **body: Any) -> httpx2.Response:
        return await self.ask("PUT", path, json=body)

    async def patch(self, path: str, **body: Any) -> httpx2.Response:
        return await self.ask("PATCH", path, json=body)

    async def delete(self, path: str) -> httpx2.Response:
        return await self.ask("DELETE", path)


@dataclass(frozen=True)
class Live:
    """A server, and rows in its database that no documented route makes."""

    server: Served
    make: Make
    signer: Signer
    password_hash: str
    """Of the one password; hashing takes its time."""

    @property
    def guest(self) -> Client:
        return Client(self.server.client)

    async def account(self, name: str, **fields: Any) -> User:
        """Somebody who can sign in as `name@example.com`."""
        known = {"email": f"{name}@example.com", "display_name": name, "password_hash": self.password_hash}
        return await self.make.user(**known, **fields)

    def client(self, user: User) -> Client:
        """A client that has signed in at some time."""
        return Client(self.server.client, self.signer.sign(user.id, f"session-of-{user.id}", datetime.now(UTC)))

    async def sign_in(self, user: User) -> Client:
        """A client with a personal access token, as the documented login gives one."""
        body = {"email": user.email, "password": PASSWORD, "token_name": "iphone 12"}
        answer = await self.guest.post("/api/v1/auth/login", **body)
        assert answer.status_code == 200, answer.text
        return Client(self.server.client, answer.json()["user"]["access_token"])

    async def label_sign_in(self, user: User) -> Client:
        """A client with the JWT of the label app's login."""
        answer = await self.guest.post("/api/auth/login", email=user.email, password=PASSWORD)
        assert answer.status_code == 200, answer.text
        return Client(self.server.client, answer.json()["data"]["token"])


def due(route: str) -> pytest.MarkDecorator:
    """A test of a route that may still be due: it has to fail until then, and to pass from then on."""
    return pytest.mark.xfail(route in DUE, reason=f"{route} is due", raises=AssertionError, strict=True)

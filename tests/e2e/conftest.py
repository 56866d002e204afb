"""A server on a free port of the loopback interface, and a browser that looks at it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from beatgraph.server.explorer import STATIC, built
from tests.e2e import service
from tests.e2e.browser import chromium, launched


@dataclass(frozen=True)
class LiveServer:
    """Where the server answers, and an account that it knows."""

    url: str
    email: str
    password: str
    name: str
    token: str


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    opened = service.open_service(tmp_path_factory.mktemp("service"))
    # The socket listens before the server runs, so that early requests wait in line instead of failing.
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings = uvicorn.Config(opened.app, log_level="error", ws="websockets-sansio")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield LiveServer(f"http://127.0.0.1:{port}", service.EMAIL, service.PASSWORD, service.NAME, opened.token)
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser for this module alone: its driver keeps a loop running in this thread, where others need theirs."""
    path = chromium()
    if path is None:
        skip(request, "No Chromium was found: install one, or name it in BEATGRAPH_CHROMIUM.")
    elif not built(STATIC):
        skip(request, "The explorer was not built: run `make explorer`.")
    else:
        with launched(path) as browser:
            yield browser


def skip(request: pytest.FixtureRequest, reason: str) -> None:
    """Say why even where pytest is quiet, so that nobody takes a skipped browser for a passed one."""
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else nullcontext():
        print(f"\ntests/e2e skipped: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """What has been fetched and compiled once serves all tabs: a megabyte of editor is most of a test."""
    with browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(60_000)
        yield context


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer) -> Iterator[Page]:
    """A fresh tab that remembers nothing. After each test: nothing but our server was asked, nothing was refused,
    nothing went wrong."""
    elsewhere: list[str] = []
    wrong: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: elsewhere.append(request.url) if foreign(request.url, live_server) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Security Policy" in message.text else None)
    yield page
    page.goto("/livez")
    page.evaluate("localStorage.clear()")
    page.close()
    assert elsewhere == []
    assert wrong == []


def foreign(url: str, server: LiveServer) -> bool:
    return not url.startswith((server.url + "/", "blob:" + server.url, "data:"))

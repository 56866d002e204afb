from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from beatgraph.server.explorer import routes


def client(static: Path, operations: Path) -> TestClient:
    return TestClient(Starlette(routes=routes(static, operations)), follow_redirects=False)


@pytest.fixture
def unbuilt(tmp_path: Path) -> TestClient:
    return client(tmp_path / "static", tmp_path / "operations")


@pytest.fixture
def built(tmp_path: Path) -> TestClient:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<title>graph page</title>")
    (static / "docs.html").write_text("<title>rest page</title>")
    (static / "assets" / "explorer-B1a2c3d4.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("not for you")
    (tmp_path / "operations").mkdir()
    return client(static, tmp_path / "operations")


@pytest.mark.parametrize("path", ["/explorer", "/explorer/", "/explorer/assets/explorer-B1a2c3d4.js", "/api/docs"])
def test_an_explorer_that_was_not_built_says_so_and_how_to_build_it(unbuilt: TestClient, path: str) -> None:
    response = unbuilt.get(path)

    assert response.status_code == 503
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert "<h1>The explorer was not built</h1>" in response.text
    assert "<code>make explorer</code>" in response.text


def test_a_build_shows_without_a_restart(unbuilt: TestClient, tmp_path: Path) -> None:
    assert unbuilt.get("/explorer/").status_code == 503

    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text("built meanwhile")

    assert unbuilt.get("/explorer/").text == "built meanwhile"


def test_the_bare_address_leads_to_the_folder(built: TestClient) -> None:
    response = built.get("/explorer")

    assert response.status_code == 307
    assert response.headers["location"] == "/explorer/"


@pytest.mark.parametrize(("path", "page"), [("/explorer/", "graph page"), ("/api/docs", "rest page")])
def test_both_pages_are_served_and_asked_for_anew_each_time(built: TestClient, path: str, page: str) -> None:
    response = built.get(path)

    assert response.status_code == 200
    assert response.text == f"<title>{page}</title>"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"


def test_an_unchanged_page_is_not_sent_again(built: TestClient) -> None:
    first = built.get("/explorer/")

    again = built.get("/explorer/", headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"
    assert again.content == b""


def test_hashed_assets_are_kept_for_a_year(built: TestClient) -> None:
    response = built.get("/explorer/assets/explorer-B1a2c3d4.js")

    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/explorer/", "/explorer/operations.json", "/explorer/assets/explorer-B1a2c3d4.js", "/api/docs"]
)
def test_nothing_is_sniffed_or_loaded_from_elsewhere(built: TestClient, path: str) -> None:
    headers = built.get(path).headers

    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert headers["x-content-type-options"] == "nosniff"
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["worker-src"] == "'self' blob:"
    assert policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    "path",
    [
        "/explorer/../secret.txt",
        "/explorer/..%2fsecret.txt",
        "/explorer/%2e%2e/secret.txt",
        "/explorer/assets/..%2f..%2f..%2fsecret.txt",
        "/explorer/%2fetc/passwd",
        "/explorer/nothing.js",
    ],
)
def test_nothing_outside_the_build_is_served(built: TestClient, path: str) -> None:
    response = built.get(path)

    assert response.status_code == 404
    assert "not for you" not in response.text


@pytest.mark.parametrize("path", ["/explorer/", "/explorer/operations.json", "/api/docs"])
def test_pages_are_only_read(built: TestClient, path: str) -> None:
    assert built.post(path).status_code == 405


def test_documents_are_listed_even_without_a_build(unbuilt: TestClient, tmp_path: Path) -> None:
    (tmp_path / "operations").mkdir()
    (tmp_path / "operations" / "home.graphql").write_text("query Home { hello }\n")

    response = unbuilt.get("/explorer/operations.json")

    assert response.json() == [{"name": "home", "query": "query Home { hello }\n", "variables": "{}"}]
    assert response.headers["cache-control"] == "no-cache"

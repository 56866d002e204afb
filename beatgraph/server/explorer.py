"""The explorer: the pages that `make explorer` builds, and the list of the documents that they open."""

from dataclasses import asdict
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from beatgraph.server.documents import documents

STATIC = Path(__file__).parents[1] / "static" / "explorer"
OPERATIONS = Path(__file__).parents[2] / "operations"

# The pages load nothing from elsewhere. Monaco and Swagger UI write styles of their own; Monaco's workers may be blobs.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
REVALIDATED = HEADERS | {"Cache-Control": "no-cache"}
# Vite puts a hash of the content into the names below assets/.
IMMUTABLE = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>The explorer was not built</title>
<style>
body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; font: 1.05rem/1.6 system-ui, sans-serif }
code { padding: .1em .35em; border-radius: .3em; background: color-mix(in srgb, currentColor 10%, transparent) }
</style>
<h1>The explorer was not built</h1>
<p>Run <code>make explorer</code> in the project's folder and load this page again. Building needs an npm registry in
reach, once; the built pages need no internet.</p>
<p>The server itself is well: the graph answers at <code>/graphql</code>, and the REST routes are described in
<a href="/api/openapi.json"><code>/api/openapi.json</code></a>.</p>
</html>
"""


def routes(static: Path | None = None, operations: Path | None = None) -> list[Route | Mount]:
    """Serve the built pages in `static`, with a tab for each document in `operations`.

    Both folders are looked at when asked, so a build or an edit shows without a restart.
    """
    pages = static or STATIC
    folder = operations or OPERATIONS

    def enter(request: Request) -> Response:
        return RedirectResponse("/explorer/", headers=REVALIDATED) if built(pages) else not_built()

    def listing(request: Request) -> Response:
        return JSONResponse([asdict(document) for document in documents(folder)], headers=REVALIDATED)

    def reference(request: Request) -> Response:
        return FileResponse(pages / "docs.html", headers=REVALIDATED) if built(pages) else not_built()

    return [
        Route("/explorer", enter),
        Route("/explorer/operations.json", listing),
        Mount("/explorer", Pages(pages)),
        Route("/api/docs", reference),
    ]


class Pages(StaticFiles):
    """The built files, or an honest page where there are none."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self.folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = super().__call__ if built(self.folder) else not_built()
        await answer(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(IMMUTABLE if path.startswith("assets/") else REVALIDATED)
        return response


def built(pages: Path) -> bool:
    return (pages / "index.html").is_file()


def not_built() -> Response:
    return HTMLResponse(NOT_BUILT, 503, REVALIDATED)

"""`beatgraph serve`: all three doors, and background jobs beside them."""

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from beatgraph import migrations
from beatgraph.cli.opening import read_settings, without_garbage
from beatgraph.cli.refusals import refuse
from beatgraph.settings import Settings

if TYPE_CHECKING:
    from beatgraph.cli.demo.accounts import Account

OPTIONS: dict[str, Any] = {
    "loop": "uvloop",
    "http": "httptools",
    "ws": "websockets-sansio",
    "ws_max_size": 256 * 1024,  # bytes: as much as JSON by POST
    "lifespan": "on",
    "access_log": False,
    "proxy_headers": False,  # BEATGRAPH_TRUSTED_PROXIES says who is believed; uvicorn would believe this machine
    "log_config": None,
    "timeout_keep_alive": 15,
    "timeout_graceful_shutdown": 10,
    "server_header": False,
}


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 1,
    no_jobs: Annotated[bool, typer.Option("--no-jobs", help="Leave background jobs to `beatgraph worker`.")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty database with a demo catalogue first.")] = False,
) -> None:
    """Serve GraphQL, REST and the explorer."""
    settings = read_settings()
    port = _free(host, port)
    if "public_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"public_url": f"http://{host}:{port}"})
    if workers > 1 and settings.database.get_backend_name() == "sqlite" and not settings.valkey_url:
        refuse("Several web processes need PostgreSQL or Valkey: set BEATGRAPH_DATABASE_URL or BEATGRAPH_VALKEY_URL.")
    if settings.env == "development":
        migrations.upgrade(settings.migrations_database)
    accounts = _filled(settings) if demo else []
    if workers > 1:
        _serve_many(settings, host, port, workers, accounts, no_jobs=no_jobs)
    else:
        _serve_one(settings, host, port, accounts, no_jobs=no_jobs)


def _free(host: str, port: int) -> int:
    """The port, or a free one for 0. Refused before anything is begun, not after a demo catalogue has been made."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
            return int(listener.getsockname()[1])
    except OSError as error:
        refuse(f"{host}:{port} cannot be listened on: {error.strerror or error}.")


def _filled(settings: Settings) -> "list[Account]":
    """A demo needs a synthesiser, a server does not: it is read when it is wanted."""
    from beatgraph.cli.demo import fill_if_empty

    return fill_if_empty(settings)


def _serve_one(settings: Settings, host: str, port: int, accounts: "list[Account]", *, no_jobs: bool) -> None:
    import uvicorn

    with without_garbage():
        from beatgraph.server import logs
        from beatgraph.server.app import create_app
        from beatgraph.server.opening import open_workshop

        logs.configure(settings)
        app = create_app(open_workshop(settings, runs_jobs=not no_jobs))

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                _announce(host, self.servers[0].sockets[0].getsockname()[1], accounts)

    server = Server(uvicorn.Config(app, host=host, port=port, **OPTIONS))
    server.run()
    if not server.started:
        raise typer.Exit(1)


def _serve_many(
    settings: Settings, host: str, port: int, workers: int, accounts: "list[Account]", *, no_jobs: bool
) -> None:
    """Web processes that only enqueue, and one process that runs the jobs."""
    import uvicorn

    os.environ["BEATGRAPH_PUBLIC_URL"] = settings.public_url
    jobs = None if no_jobs else subprocess.Popen([sys.executable, "-m", "beatgraph", "worker"])
    try:
        _announce(host, port, accounts)
        uvicorn.run(
            "beatgraph.server.opening:web_process", factory=True, host=host, port=port, workers=workers, **OPTIONS
        )
    finally:
        if jobs is not None:
            jobs.terminate()
            jobs.wait(timeout=30)


def _announce(host: str, port: int, accounts: "list[Account]") -> None:
    address = f"http://{host}:{port}"
    typer.echo(
        f"\nBeatgraph is open:\n"
        f"  GraphQL    {address}/graphql\n"
        f"  Explorer   {address}/explorer\n"
        f"  REST       {address}/api/v1  (reference at {address}/api/docs)\n"
    )
    if accounts:
        from beatgraph.cli.demo.accounts import described

        typer.echo(f"{described(accounts)}\n")

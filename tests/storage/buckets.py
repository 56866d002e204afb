"""Servers that speak like S3, on loopback: moto for what S3 does, rclone for whom it lets in."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from beatgraph.storage import Storage, open_storage

BUCKET = "beats"
KEY, SECRET = "producer", "a secret of the bucket"


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and who may come in."""

    endpoint: str
    key: str = KEY
    secret: str = SECRET

    def opened(self, monkeypatch: pytest.MonkeyPatch, prefix: str = "", secret: str | None = None) -> Storage:
        """Its bucket, found as an operator configures it."""
        for name, value in {
            "AWS_ENDPOINT_URL_S3": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": secret or self.secret,
            "AWS_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        return open_storage(f"s3://{BUCKET}/{prefix}", secret="a secret", public_url="https://beats.example/")


@contextmanager
def moto() -> Iterator[Server]:
    """S3 in memory; it takes every signature for good."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    httpx2.put(f"http://{host}:{port}/{BUCKET}").raise_for_status()
    try:
        yield Server(f"http://{host}:{port}")
    finally:
        server.stop()


@contextmanager
def rclone(folder: Path) -> Iterator[Server]:
    """A folder as S3; it reads signatures and their expiry, and knows no parts of files."""
    (folder / BUCKET).mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    program = str(Path(sys.executable).with_name("rclone"))
    command = [program, "serve", "s3", "--config", "", "--addr", address, "--auth-key", f"{KEY},{SECRET}", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                httpx2.get(f"http://{address}/")
                break
            except httpx2.TransportError:
                time.sleep(0.05)
        yield Server(f"http://{address}")
    finally:
        process.terminate()
        process.wait()

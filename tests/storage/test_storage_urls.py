"""Addresses that may be handed to strangers: this file, this way, until then."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from beatgraph.storage import S3Storage, Storage, open_storage
from beatgraph.storage.port import Method
from tests.storage.stores import NOW, disk

KEY = "Ünter/ein Takt?.wav"
HOUR = timedelta(hours=1)


async def signed(storage: Storage, key: str = KEY, method: Method = "GET") -> tuple[int, str]:
    query = parse_qs(urlsplit(await storage.url(key, expires_in=HOUR, method=method)).query)
    return int(query["exp"][0]), query["sig"][0]


async def test_the_address_quotes_the_key_and_names_its_end(tmp_path: Path) -> None:
    address = urlsplit(await disk(tmp_path).url(KEY, expires_in=HOUR))

    assert f"{address.scheme}://{address.netloc}" == "https://beats.example"
    assert address.path == "/media/%C3%9Cnter/ein%20Takt%3F.wav"
    assert unquote(address.path) == f"/media/{KEY}"
    assert parse_qs(address.query)["exp"] == [str(int((NOW + HOUR).timestamp()))]


async def test_a_signature_holds_until_its_end(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    exp, sig = await signed(storage)

    assert storage.verify(KEY, "GET", exp, sig, NOW)
    assert storage.verify(KEY, "GET", exp, sig, NOW + HOUR - timedelta(milliseconds=1))
    assert not storage.verify(KEY, "GET", exp, sig, NOW + HOUR)


async def test_a_signature_is_for_one_key_one_end_and_one_secret(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    exp, sig = await signed(storage)
    other = open_storage(tmp_path.as_uri(), secret="another", public_url="https://beats.example")

    assert not storage.verify("another.wav", "GET", exp, sig, NOW)
    assert not storage.verify(KEY, "GET", exp + 1, sig, NOW)
    assert not storage.verify(KEY, "GET", exp, sig[:-1] + ("A" if sig[-1] != "A" else "B"), NOW)
    assert not other.verify(KEY, "GET", exp, sig, NOW)


async def test_a_signature_is_for_one_method(tmp_path: Path) -> None:
    storage = disk(tmp_path)
    exp, get = await signed(storage)
    _, put = await signed(storage, method="PUT")

    assert get != put
    assert storage.verify(KEY, "HEAD", exp, get, NOW)
    assert not storage.verify(KEY, "PUT", exp, get, NOW)
    assert not storage.verify(KEY, "GET", exp, put, NOW)
    assert not storage.verify(KEY, "HEAD", exp, put, NOW)


@pytest.mark.parametrize("sig", ["", "ü", "\ud800", "=" * 5000])
async def test_a_nonsense_signature_is_only_false(tmp_path: Path, sig: str) -> None:
    storage = disk(tmp_path)

    assert not storage.verify(KEY, "GET", 2_000_000_000, sig, NOW)
    assert not storage.verify("\ud800", "G\ud800", 10**30, sig, NOW)


async def test_an_unfit_key_is_not_signed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="key"):
        await disk(tmp_path).url("../secret", expires_in=HOUR)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")


@pytest.mark.usefixtures("credentials")
async def test_a_bucket_signs_without_asking_anybody(tmp_path: Path) -> None:
    storage = open_storage("s3://beats/media/v1", secret="", public_url="")

    address = urlsplit(await storage.url(KEY, expires_in=HOUR))

    assert isinstance(storage, S3Storage)
    assert address.netloc == "127.0.0.1:9"
    assert address.path == "/beats/media/v1/%C3%9Cnter/ein%20Takt%3F.wav"
    assert parse_qs(address.query)["X-Amz-Expires"] == ["3600"]
    assert not storage.verify(KEY, "GET", 2_000_000_000, parse_qs(address.query)["X-Amz-Signature"][0], NOW)


@pytest.mark.parametrize("url", ["/media", "media", "file://host/media", "file:media", "s3://", "ftp://host/a", ""])
def test_other_addresses_are_no_store(url: str) -> None:
    with pytest.raises(ValueError, match=r"file:///|s3://"):
        open_storage(url, secret="", public_url="")


def test_a_folder_is_made_when_it_is_opened(tmp_path: Path) -> None:
    disk(tmp_path / "two words" / "media")

    assert (tmp_path / "two words" / "media").is_dir()

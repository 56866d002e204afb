"""Which keys reach a store, and which never do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatgraph.storage.keys import checked
from tests.storage.stores import chunks, disk, files

UNFIT = [
    "",
    "/",
    "/etc/passwd",
    "../secret",
    "a/../../secret",
    "a/..",
    "..",
    ".",
    "./a",
    "a/./b",
    "a//b",
    "a/",
    ".incoming/a",
    "a/.hidden",
    "a\\b",
    "..\\secret",
    "a\0b",
    "a\nb",
    "a\x7fb",
    "beat.wav#1",
    "a#22/b",
    "\ud800",
    "a" * 256,
    "ü" * 128,
    "/".join(["a" * 100] * 11),
]


@pytest.mark.parametrize("key", UNFIT)
async def test_an_unfit_key_is_refused_before_anything_is_touched(tmp_path: Path, key: str) -> None:
    storage = disk(tmp_path)

    for call in (
        lambda: storage.put(key, chunks(b"x"), content_type="text/plain"),
        lambda: storage.get(key),
        lambda: storage.get(key, 3, 3),
        lambda: storage.head(key),
        lambda: storage.delete(key),
        lambda: storage.local(key).__aenter__(),
    ):
        with pytest.raises(ValueError, match="key"):
            await call()
    assert files(tmp_path) == []


@pytest.mark.parametrize("key", ["a", "a/b", "a b", "ü/é.wav", "a#b", "a#1.wav", "a..b", "100%", "a" * 255])
def test_ordinary_keys_pass(key: str) -> None:
    assert checked(key) == key


@given(st.text(alphabet=st.sampled_from("a./\\\0#1 ü"), max_size=12))
def test_no_key_that_passes_leaves_its_folder(key: str) -> None:
    try:
        checked(key)
    except ValueError:
        return

    root = Path("/media")
    path = root / key
    assert path.is_relative_to(root)
    assert not {"..", ".", ""} & set(key.split("/"))
    assert str(path) == f"/media/{key}"


@pytest.mark.parametrize("prefix", ["..", "/", "a//", "a\\"])
async def test_an_unfit_prefix_is_refused(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(ValueError, match="key"):
        [stored async for stored in disk(tmp_path).list(prefix)]

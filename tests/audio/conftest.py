"""Files that several tests look at."""

from pathlib import Path

import numpy as np
import pytest

from tests.audio.files import RECIPES, sine, write


@pytest.fixture(scope="session")
def tones(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Five seconds of two sines in every format, tagged."""
    folder = tmp_path_factory.mktemp("tones")
    tags = {"title": "Tête à tête", "artist": "Nova", "album": "One", "genre": "Trap", "date": "2024-05-06"}
    tags |= {"TBPM": "140.00", "BPM": "140.00", "TKEY": "Gbm", "initialkey": "Gbm"}
    files = {}
    for suffix in RECIPES:
        rate = 48_000 if suffix == ".opus" else 44_100
        left, right = sine(5, rate, 440.0), sine(5, rate, 220.0, level=0.25)
        files[suffix] = write(folder / f"tone{suffix}", np.stack((left, right)), rate, tags=tags)
    return files

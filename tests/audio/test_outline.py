"""Waveforms: exact extremes, bounded memory, and the contract's bars."""

import numpy as np
import pytest

from beatgraph.audio import bars_as_rectangles
from beatgraph.audio import outline as outline_module
from beatgraph.audio.outline import Outline, Samples


def traced(samples: Samples, blocks: int = 7) -> Outline:
    outline = Outline()
    for block in np.array_split(samples, blocks):
        outline.add(block)
    outline.close()
    return outline


def noise(size: int) -> Samples:
    return np.random.default_rng(3).uniform(-1, 1, size).astype(np.float32)


@pytest.mark.parametrize("most", [1 << 18, 1024])
def test_each_point_has_the_extremes_of_its_samples(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline_module, "MOST_BINS", most)
    samples = noise(200_003) * np.linspace(0, 1, 200_003, dtype=np.float32)

    waveform = traced(samples).waveform(44_100)

    pixel = waveform.samples_per_pixel
    direct = [
        bound
        for start in range(0, samples.size, pixel)
        for bound in (samples[start : start + pixel].min(), samples[start : start + pixel].max())
    ]
    assert waveform.length == len(direct) // 2
    assert 500 < waveform.length <= 1000
    assert np.abs(np.array(waveform.data) - np.array(direct) * 128).max() <= 1


def test_the_waveform_is_audiowaveforms_json() -> None:
    waveform = traced(noise(44_100)).waveform(44_100)

    assert {**waveform.as_json(), "data": []} == {
        "version": 2, "channels": 1, "sample_rate": 44_100, "samples_per_pixel": 48, "bits": 8, "length": 919,
        "data": [],
    }  # fmt: skip
    assert waveform.as_json()["data"] == list(waveform.data)
    assert set(waveform.data) <= set(range(-128, 128))


def test_memory_does_not_grow_with_the_length() -> None:
    outline = traced(np.zeros(10_000_000, np.float32), 50)

    assert outline.bins <= outline_module.MOST_BINS


def test_the_loudest_bar_reaches_the_top_and_silence_is_flat() -> None:
    samples = np.concatenate((np.zeros(41_400), np.full(41_400, 0.25), np.full(41_400, -0.5))).astype(np.float32)

    drawn = traced(samples).drawn()

    assert len(drawn.bars) == len(drawn.peaks) == 414
    assert drawn.bars[:137] == (0,) * 137
    assert drawn.bars[140:275] == (22,) * 135
    assert drawn.bars[277:] == (45,) * 137
    assert drawn.peaks[-1] == 0.5
    assert set(traced(np.zeros(44_100, np.float32)).drawn().bars) == {0}


def test_bars_are_drawn_as_the_contract_says() -> None:
    rectangles = bars_as_rectangles([0, 45, *[10] * 412])

    assert rectangles[:3] == [[0.75, 45, 1.5, 0], [3.75, 0, 1.5, 45], [6.75, 35, 1.5, 10]]
    assert len(rectangles) == 414
    assert rectangles[-1] == [1239.75, 35, 1.5, 10]

"""What sounds."""

from dataclasses import replace

import numpy as np
import pytest

from beatgraph.synth import STYLES, Beat, compose, render
from beatgraph.synth.scores import write

PEAK = 10 ** (-1 / 20)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_renders_whole_bars_that_peak_at_minus_one_decibel(style):
    beat = replace(compose(11, style), bars=8)

    samples = render(beat)

    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert abs(len(samples) - 8 * 240 / beat.bpm * 44_100) <= 1
    assert np.isfinite(samples).all()
    assert np.max(np.abs(samples)) == pytest.approx(PEAK, abs=1e-6)
    assert np.count_nonzero(np.abs(samples) > 0.999 * PEAK) < 2000
    assert np.max(np.abs(samples[-1])) == 0
    assert abs(float(samples.mean())) < 0.01


def test_the_same_beat_renders_to_the_same_bytes():
    beat = replace(compose(12), bars=4)

    assert render(beat).tobytes() == render(replace(beat, title="Another")).tobytes()
    assert render(beat).tobytes() != render(replace(beat, seed=beat.seed + 1)).tobytes()


def test_the_break_is_quieter_than_what_surrounds_it():
    beat = Beat("house", 124, "A", "minor", bars=16, seed=3)
    spans = {section.name: slice(section.first, section.first + section.bars) for section in write(beat).sections}

    bars = np.sqrt(np.square(render(beat)).mean(axis=1)[: 16 * 85_354].reshape(16, -1).mean(axis=1))

    assert list(spans) == ["intro", "main", "break", "drop", "outro"]
    assert bars[spans["break"]].max() < bars[spans["main"]].min()
    assert bars[spans["break"]].max() < bars[spans["drop"]].min()
    assert bars[spans["intro"]].max() < bars[spans["main"]].min()
    assert bars[15] < bars[spans["main"]].min()


@pytest.mark.parametrize("bars", [1, 2, 3])
def test_very_short_beats_render(bars):
    assert len(render(Beat("trap", 140, "F", "minor", bars=bars, seed=1))) == round(bars * 240 / 140 * 44_100)


def test_the_two_sides_differ_but_agree():
    samples = render(replace(compose(13, "synthwave"), bars=4))

    assert 0.5 < np.corrcoef(samples.T)[0, 1] < 0.999


def test_a_four_to_the_floor_beat_pulses_at_its_tempo():
    beat = Beat("techno", 130, "D", "minor", bars=8, seed=5)
    loud = np.abs(render(beat)).sum(axis=1)[: 44_100 * 12]
    rises = np.maximum(np.diff(loud.reshape(-1, 441).mean(axis=1)), 0)
    rises -= rises.mean()

    match = np.correlate(rises, rises, "full")[len(rises) - 1 :]

    # 130 BPM is a beat every 46.15 hundredths of a second; the search spans 100 to 200 BPM.
    assert 30 + int(np.argmax(match[30:60])) == 46

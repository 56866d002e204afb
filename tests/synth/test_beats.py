"""What is composed, before it sounds."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from beatgraph.synth import KEYS, STYLES, Beat, compose


def test_the_same_seed_composes_the_same_beat():
    assert compose(7) == compose(7)
    assert compose(7) == compose(Random(7))
    assert compose(7) != compose(8)


@pytest.mark.parametrize("style", STYLES)
def test_a_composed_beat_stays_within_its_style(style):
    manner = STYLES[style]

    for seed in range(60):
        beat = compose(seed, style)
        assert beat.style == style
        assert beat.genre == manner.genre
        assert manner.slowest <= beat.bpm <= manner.fastest
        assert 18_000 <= beat.duration <= 30_000
        assert beat.title
        assert beat.description.startswith(beat.description[0].upper())
        assert len(set(beat.tags)) == 4


def test_all_styles_and_keys_are_drawn():
    rng = Random(1)
    beats = [compose(rng) for _ in range(300)]

    assert {beat.style for beat in beats} == set(STYLES)
    assert {beat.key for beat in beats} == set(KEYS)
    assert len({beat.title for beat in beats}) > 280


def test_duration_follows_from_bars_and_tempo():
    assert Beat("house", 120, "C", "major", bars=8, seed=1).duration == 16_000
    assert Beat("house", 123.5, "C", "major", bars=12, seed=1).duration == 23_320


@pytest.mark.parametrize(
    "change",
    [
        {"style": "polka"},
        {"key": "H"},
        {"scale": "dorian"},
        {"bpm": 0},
        {"bpm": float("nan")},
        {"bars": 0},
        {"swing": 0.6},
        {"seed": -1},
    ],
)
def test_an_impossible_beat_is_refused(change):
    with pytest.raises(ValueError):
        replace(compose(1), **change)


def test_grooves_and_lines_fill_whole_bars():
    for style in STYLES.values():
        for groove in style.grooves:
            lines = (groove.kick, groove.snare, groove.hat, groove.open_hat, groove.perc)
            assert [len(line) % 16 for line in lines] == [0] * 5, style.name
        for line in (*style.basses, *style.chords, *style.leads):
            assert len(line) == 16, (style.name, line)


def test_composing_loads_neither_numpy_nor_the_encoders():
    program = (
        "import sys, beatgraph.synth as s; s.compose(1); s.Names(1).title(); print({'numpy', 'av'} & {*sys.modules})"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout == "set()\n"

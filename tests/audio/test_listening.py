"""Tempo and key, on beats that were synthesised with a known one."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from beatgraph.audio import Key, analyse
from beatgraph.audio.keys import key_of
from beatgraph.audio.listening import RATE as LISTENED
from beatgraph.audio.listening import Resampled
from beatgraph.audio.tempo import NO_TEMPO, Tempo, find_tempo
from beatgraph.audio.tonality import NO_TONALITY, find_tonality
from tests.audio.beats import RATE, STYLES, Beat, Samples, key_set, play, tempo_set
from tests.audio.files import sine, write

SEED = 20_261


def heard(samples: Samples) -> Samples:
    resampled = Resampled()
    resampled.add(samples, RATE)
    return resampled.samples()


def tempo_of(beat: Beat, bpm_range: tuple[float, float] | None = None) -> Tempo:
    return find_tempo(heard(play(beat)), LISTENED, bpm_range)


def close(found: float | None, truth: float, tolerance: float = 0.05) -> bool:
    return found is not None and abs(found - truth) <= tolerance


@pytest.fixture(scope="module")
def beats() -> list[tuple[Beat, Samples]]:
    return [(beat, heard(play(beat))) for beat in tempo_set(24, SEED)]


def test_the_tempo_of_most_beats_is_exact_to_a_twentieth(beats: list[tuple[Beat, Samples]]) -> None:
    tempi = [(beat, find_tempo(samples, LISTENED)) for beat, samples in beats]

    right = [close(tempo.bpm, beat.bpm) for beat, tempo in tempi]
    among = [any(close(bpm, beat.bpm) for bpm in (tempo.bpm, *tempo.alternatives)) for beat, tempo in tempi]
    assert sum(right) >= 20
    assert sum(among) == 24


def test_the_range_of_the_genre_settles_the_octave(beats: list[tuple[Beat, Samples]]) -> None:
    right = []
    for beat, samples in beats:
        style = STYLES[beat.style or ""]
        bpm_range = (style.slowest, style.fastest) if beat.style != "click" else (beat.bpm * 0.75, beat.bpm * 1.3)
        right.append(close(find_tempo(samples, LISTENED, bpm_range).bpm, beat.bpm))

    assert sum(right) >= 23


def test_the_same_pulse_is_counted_as_the_range_says() -> None:
    beat = Beat(style="dnb", bpm=174.5, seconds=20.0)

    assert close(tempo_of(beat, (160, 190)).bpm, 174.5)
    assert close(tempo_of(beat, (70, 100)).bpm, 87.25)
    assert close(tempo_of(beat, (174, 174)).bpm, 174.5)


def test_a_range_without_a_pulse_is_ignored() -> None:
    beat = Beat(style="house", bpm=124.0, seconds=20.0)

    assert tempo_of(beat, (141, 146)) == tempo_of(beat)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "click"])
def test_half_and_double_time_are_told_apart_in_every_style(style: str) -> None:
    middle = (STYLES[style].slowest + STYLES[style].fastest) / 2 + 0.37

    tempo = tempo_of(Beat(style=style, bpm=middle, seconds=20.0, seed=SEED))

    assert close(tempo.bpm, middle)
    assert tempo.confidence > 0.4


def test_swing_and_a_silent_intro_change_nothing() -> None:
    plain = Beat(style="boombap", bpm=91.4, seconds=24.0, seed=5)

    assert close(tempo_of(replace(plain, swing=0.33)).bpm, 91.4)
    assert close(tempo_of(replace(plain, intro=6.5)).bpm, 91.4)


@pytest.mark.parametrize("kind", ["cadences", "cadences+drums"])
def test_cadences_name_their_key_in_all_twenty_four(kind: str) -> None:
    right = []
    for beat in key_set(kind, SEED):
        tonality = find_tonality(heard(play(replace(beat, seconds=14.0))), LISTENED)
        right.append(tonality.key == key_of(beat.tonic or 0, "minor" if beat.minor else "major"))
        assert abs(tonality.tuning_cents - beat.cents) < 5

    assert sum(right) >= 23


def test_detune_does_not_change_the_key() -> None:
    beat = Beat(style=None, tonic=9, minor=True, degrees=(0, 3, 4, 0), leading_tone=True, seconds=14.0)

    for cents in (-35.0, 0.0, 35.0):
        tonality = find_tonality(heard(play(replace(beat, cents=cents))), LISTENED)
        assert tonality.key == Key("A", "minor")
        assert abs(tonality.tuning_cents - cents) < 3


def noise(seconds: int) -> Samples:
    return np.random.default_rng(1).normal(0, 0.1, seconds * LISTENED).astype(np.float32)


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0, np.float32), np.zeros(10 * LISTENED, np.float32), noise(5), noise(20), sine(10, LISTENED)],
    ids=["nothing", "silence", "short noise", "noise", "tone"],
)
def test_what_is_no_music_has_neither_tempo_nor_key(samples: Samples) -> None:
    assert find_tempo(samples, LISTENED) == NO_TEMPO
    assert find_tonality(samples, LISTENED) == NO_TONALITY


def test_a_steady_chord_has_no_tempo_and_drums_have_no_key() -> None:
    chord = sine(10, LISTENED, 261.6, 0.2) + sine(10, LISTENED, 329.6, 0.2) + sine(10, LISTENED, 392.0, 0.2)

    assert find_tempo(chord, LISTENED).bpm is None
    assert find_tonality(heard(play(Beat(style="techno", bpm=130.0, seconds=15.0))), LISTENED).key is None


def test_irregular_strokes_have_no_tempo() -> None:
    chance = np.random.default_rng(4)
    samples = np.zeros(30 * LISTENED, np.float32)
    for start in np.cumsum(chance.exponential(0.3, 80)):
        at = int(start * LISTENED)
        stroke = chance.normal(0, 1, 2000) * np.exp(-np.arange(2000) / 300)
        samples[at : at + 2000] += stroke[: max(0, samples.size - at)]

    assert find_tempo(samples, LISTENED) == NO_TEMPO


def test_one_pass_measures_everything(tmp_path: Path) -> None:
    beat = Beat(style="house", bpm=124.25, seconds=20.0, tonic=6, minor=True, degrees=(0, 3, 4, 0), leading_tone=True)
    path = write(tmp_path / "beat.mp3", play(beat), RATE)

    analysis = analyse(path)

    assert analysis.duration == analysis.sound.duration
    assert abs(analysis.duration - 20_000) <= 50
    assert close(analysis.bpm, 124.25)
    assert (analysis.key, analysis.scale, analysis.camelot, analysis.open_key) == ("F#", "minor", "11A", "4m")
    assert analysis.key_confidence > 0.5
    assert analysis.bpm_confidence > 0.5
    assert abs(analysis.tuning_cents) < 3
    assert len(analysis.bars) == len(analysis.peaks) == 414
    assert max(analysis.bars) == 45
    assert analysis.waveform.length <= 1000


@pytest.mark.parametrize("seconds", [1.5, 3.9])
def test_a_clip_under_four_seconds_is_measured_but_not_guessed(seconds: float, tmp_path: Path) -> None:
    beat = Beat(style="house", bpm=124.0, seconds=seconds, tonic=0)

    analysis = analyse(write(tmp_path / "clip.wav", play(beat), RATE))

    assert analysis.duration == round(seconds * 1000)
    assert (analysis.bpm, analysis.bpm_confidence, analysis.bpm_alternatives) == (None, 0.0, ())
    assert (analysis.key, analysis.scale, analysis.camelot, analysis.key_confidence) == (None, None, None, 0.0)
    assert max(analysis.bars) == 45

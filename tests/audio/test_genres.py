"""Genres settle whether a pulse is counted in half or in double time, and nothing else."""

from pathlib import Path

import pytest

from beatgraph.audio import Analysis, AnalysisPool, Sound, Waveform
from beatgraph.audio.genres import USUAL, Tempi, counted_as_usual, usual_tempi
from beatgraph.synth import STYLES, Beat, render, write_wav


def measured(bpm: float | None, *alternatives: float) -> Analysis:
    return Analysis(
        sound=Sound("wav", "pcm_s16le", 20_000, 20_000, 44_100, 2),
        bpm=bpm,
        bpm_confidence=0.9 if bpm else 0.0,
        bpm_alternatives=alternatives,
        key="C",
        scale="minor",
        camelot="5A",
        open_key="10m",
        key_confidence=0.9,
        tuning_cents=0.0,
        waveform=Waveform(44_100, 900, (0, 0)),
        bars=(0,) * 414,
        peaks=(0.0,) * 414,
    )


@pytest.mark.parametrize("spelling", ["Drum & Bass", "drum and bass", "DRUM_AND_BASS", "Drum-and-Bass"])
def test_a_genre_is_known_however_it_is_spelt(spelling: str) -> None:
    assert usual_tempi([spelling]) == Tempi(155, 185)


def test_the_first_genre_that_is_known_counts() -> None:
    assert usual_tempi(["Kitchen Music", "Trap", "House"]) == USUAL["trap"]
    assert usual_tempi(["Kitchen Music"]) is None
    assert usual_tempi([]) is None


def test_no_range_holds_an_octave_and_every_style_of_the_synthesiser_has_one() -> None:
    assert [name for name, tempi in USUAL.items() if tempi.fastest >= 2 * tempi.slowest] == []
    assert [
        style.name
        for style in STYLES.values()
        if not (style.slowest in USUAL[style.genre] and style.fastest in USUAL[style.genre])
    ] == []


def test_half_and_double_time_become_the_usual_tempo_and_the_measured_one_its_first_alternative() -> None:
    doubled = counted_as_usual(measured(71.5, 143.0, 107.25), ["Drill"])
    halved = counted_as_usual(measured(172.02, 86.01, 258.0), ["Boom Bap"])

    assert (doubled.bpm, doubled.bpm_alternatives) == (143.0, (71.5, 107.25))
    assert (halved.bpm, halved.bpm_alternatives) == (86.01, (172.02, 258.0))


@pytest.mark.parametrize("analysis", [measured(128.0, 64.0), measured(98.0, 196.0, 49.0), measured(None)])
def test_what_is_usual_already_or_usual_neither_way_stays_as_it_was_measured(analysis: Analysis) -> None:
    assert counted_as_usual(analysis, ["House"]) is analysis
    assert counted_as_usual(analysis, []) is analysis


async def test_the_genre_in_a_files_tags_settles_its_octave_unless_a_range_is_given(tmp_path: Path) -> None:
    samples = render(Beat(style="drum & bass", bpm=87, key="A", scale="minor", bars=8, seed=3))
    write_wav(tmp_path / "plain.wav", samples)
    write_wav(tmp_path / "tagged.wav", samples, {"genre": "Drum & Bass"})

    async with AnalysisPool(workers=1) as pool:
        plain = (await pool.examine(tmp_path / "plain.wav")).analysis.bpm
        tagged = (await pool.examine(tmp_path / "tagged.wav")).analysis.bpm
        ranged = (await pool.examine(tmp_path / "tagged.wav", bpm_range=(70, 100))).analysis.bpm

    assert plain == pytest.approx(87, abs=0.05)
    assert tagged == pytest.approx(174, abs=0.1)
    assert ranged == pytest.approx(87, abs=0.05)

"""What is played when."""

import pytest

from beatgraph.synth import KEYS, STYLES, compose
from beatgraph.synth.harmony import Harmony
from beatgraph.synth.scores import arrange, write

NATURAL = {"major": {0, 2, 4, 5, 7, 9, 11}, "minor": {0, 2, 3, 5, 7, 8, 10}}


def test_the_dominant_of_a_minor_key_is_major():
    assert Harmony("A", "minor").chord(5) == (4, 8, 11)
    assert Harmony("A", "minor").chord(7) == (7, 11, 2)
    assert Harmony("C", "major").chord(2, seventh=True) == (2, 5, 9, 0)


@pytest.mark.parametrize("style", STYLES)
def test_a_beat_begins_and_ends_on_its_tonic(style):
    beat = compose(3, style)
    score = write(beat)

    bass = [note.pitch % 12 for note in score.notes if note.part == "bass"]

    assert score.degrees[0] == 1
    assert score.degrees[-2:] == (5, 1)
    assert (bass[0], bass[-1]) == (KEYS.index(beat.key), KEYS.index(beat.key))


@pytest.mark.parametrize("style", STYLES)
def test_every_note_belongs_to_the_key(style):
    beat = compose(4, style)
    score, tonic = write(beat), KEYS.index(beat.key)

    bar = beat.seconds / beat.bars
    for note in score.notes:
        steps = (note.pitch - tonic) % 12
        dominant = score.degrees[int(note.start / bar + 1e-6)] == 5
        assert steps in NATURAL[beat.scale] or (dominant and steps == 11)


def test_the_drums_rest_in_the_break():
    beat = compose(5, "house")
    score = write(beat)
    bar = beat.seconds / beat.bars

    quiet = next(section for section in score.sections if section.name == "break")
    kicks = {int(stroke.start / bar + 1e-6) for stroke in score.strokes if stroke.part == "kick"}

    assert kicks.isdisjoint(range(quiet.first, quiet.first + quiet.bars))
    assert kicks >= set(range(quiet.first + quiet.bars, beat.bars))


@pytest.mark.parametrize("form", range(4))
@pytest.mark.parametrize("bars", [1, 2, 3, 5, 8, 12, 31])
def test_sections_cover_every_bar_once(bars, form):
    covered = [bar for section in arrange(bars, form) for bar in range(section.first, section.first + section.bars)]

    assert covered == list(range(bars))

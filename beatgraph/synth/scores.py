"""From a beat to its score: every stroke and note, with its time in seconds."""

from dataclasses import dataclass, field
from random import Random

from beatgraph.synth.beats import Beat
from beatgraph.synth.harmony import DOMINANT, PROGRESSIONS, TONIC, Harmony, near
from beatgraph.synth.styles import STYLES

STEPS = 16
BASS_LOWEST, LEAD_LOWEST = 29, 66
CHORDS_LOWEST = range(50, 58)
"""Where the lowest chord note may lie: another register, another inversion."""

_LEVELS = {"X": 1.0, "x": 0.8, "o": 0.4, "r": 0.75, "t": 0.7}
_STROKES = {"r": 2, "t": 3}
# The fifth is soft: as a partial of the root and as the root of the dominant it is heard enough.
_CHORD_WEIGHTS = (1.2, 0.85, 0.55, 0.5)
_STRONG = frozenset({0, 4, 8, 12})


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drum, struck once; `part` is a groove's line, or `crash`."""

    part: str
    start: float
    level: float


@dataclass(frozen=True, slots=True)
class Note:
    """One note of `bass`, `chords` or `lead`, as a MIDI number."""

    part: str
    pitch: int
    start: float
    length: float
    level: float


@dataclass(frozen=True, slots=True)
class Section:
    """Some bars in which the same parts play."""

    name: str
    first: int
    bars: int
    parts: frozenset[str]


@dataclass(slots=True)
class Score:
    chord_sound: str
    lead_sound: str
    sections: tuple[Section, ...]
    degrees: tuple[int, ...]
    strokes: list[Stroke] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


_PARTS = {
    "intro": frozenset({"hat", "perc", "chords", "bass"}),
    "main": frozenset({"kick", "snare", "hat", "open_hat", "bass", "chords", "lead"}),
    "break": frozenset({"hat", "chords", "lead", "perc"}),
    "drop": frozenset({"kick", "snare", "hat", "open_hat", "perc", "bass", "chords", "lead"}),
    "outro": frozenset({"kick", "hat", "bass", "chords"}),
}


_FORMS = ((1, 4, 5, 7, 8), (1, 3, 4, 7, 8), (1, 5, 6, 7, 8), (2, 4, 5, 7, 8))
"""Eighths of the beat at which intro, main, break, drop and outro end."""


def arrange(bars: int, form: int) -> tuple[Section, ...]:
    """Intro, main, break, drop and outro over the bars; very short beats leave some out."""
    ends = [round(bars * eighths / 8) for eighths in _FORMS[form]]
    starts = [0, *ends[:-1]]
    return tuple(
        Section(name, start, end - start, parts)
        for (name, parts), start, end in zip(_PARTS.items(), starts, ends, strict=True)
        if end > start
    )


def progress(rng: Random, bars: int, scale: str) -> tuple[int, ...]:
    """A degree a bar: two progressions in turn, and a cadence to close."""
    phrases = rng.sample(PROGRESSIONS[scale], 2)
    degrees = [phrases[bar // 4 % 2][bar % 4] for bar in range(bars)]
    degrees[-2:] = [DOMINANT, TONIC][-bars:]
    return tuple(degrees)


def write(beat: Beat) -> Score:
    """The whole score. What is drawn depends on the beat's seed alone, not on its tempo."""
    return _Writer(beat).score


class _Writer:
    def __init__(self, beat: Beat) -> None:
        self.beat, self.style = beat, STYLES[beat.style]
        self.rng = Random(beat.seed)  # noqa: S311
        self.harmony = Harmony(beat.key, beat.scale)
        self.step = 15 / beat.bpm
        draw = self.rng.choice
        self.score = Score(
            draw(self.style.chord_sounds),
            draw(self.style.lead_sounds),
            arrange(beat.bars, self.rng.randrange(len(_FORMS))),
            progress(self.rng, beat.bars, beat.scale),
        )
        self.chord_lowest = draw(CHORDS_LOWEST)
        self.groove, self.bass = draw(self.style.grooves), draw(self.style.basses)
        self.chords = draw(self.style.chords)
        self.call, self.answer = self._motif(draw(self.style.leads)), self._motif(draw(self.style.leads))
        for section in self.score.sections:
            for bar in range(section.first, section.first + section.bars):
                closing = bar == section.first + section.bars - 1 and section.name in ("main", "break", "drop")
                if bar == beat.bars - 1 and beat.bars > 1:
                    self._land(bar)
                else:
                    self._drum(bar, section, fill=closing)
                    self._play(bar, section)
            if section.name in ("main", "drop"):
                self.score.strokes.append(Stroke("crash", self._at(section.first, 0), 0.8))

    def _at(self, bar: int, step: float) -> float:
        late = self.beat.swing if int(step) % 2 else 0.0
        return (bar * STEPS + step + late) * self.step

    def _drum(self, bar: int, section: Section, *, fill: bool) -> None:
        for part in ("kick", "snare", "hat", "open_hat", "perc"):
            if part not in section.parts:
                continue
            line = getattr(self.groove, part)
            for step in range(STEPS):
                mark = line[(bar * STEPS + step) % len(line)]
                if mark == ".":
                    continue
                level = _LEVELS[mark] * (0.92 + 0.08 * self.rng.random())
                strokes = _STROKES.get(mark, 1)
                for stroke in range(strokes):
                    self.score.strokes.append(Stroke(part, self._at(bar, step + stroke / strokes), level))
        if fill:
            for step, level in ((13, 0.4), (14, 0.55), (15, 0.7)):
                self.score.strokes.append(Stroke("snare", self._at(bar, step), level))

    def _play(self, bar: int, section: Section) -> None:
        degree = self.score.degrees[bar]
        chord = self.harmony.chord(degree, seventh=self.style.sevenths and degree != TONIC)
        if "bass" in section.parts:
            self._bass(bar, chord, soft=section.name == "intro")
        if "chords" in section.parts:
            for step, length in _held(self.chords):
                self._strike(bar, step, length, chord, 0.85 if step in _STRONG else 0.7)
        if "lead" in section.parts:
            self._lead(bar, chord)

    def _bass(self, bar: int, chord: tuple[int, ...], *, soft: bool) -> None:
        root = near(chord[0], BASS_LOWEST)
        pitches = {"1": root, "5": near(chord[2], root), "8": root + 12}
        for step, length in _held(self.bass):
            level = 0.5 if soft else 1.0
            pitch = pitches[self.bass[step]]
            self.score.notes.append(Note("bass", pitch, self._at(bar, step), length * self.step * 0.96, level))

    def _strike(self, bar: int, step: int, length: int, chord: tuple[int, ...], level: float) -> None:
        start, held = self._at(bar, step), length * self.step
        pitches = [near(tone, self.chord_lowest) for tone in chord]
        for pitch, weight in zip(pitches, _CHORD_WEIGHTS, strict=False):
            self.score.notes.append(Note("chords", pitch, start, held, level * weight))
        if chord[0] == self.harmony.tonic:
            self.score.notes.append(Note("chords", pitches[0] + 12, start, held, level * 0.7))

    def _motif(self, rhythm: str) -> tuple[tuple[int, int, int], ...]:
        """Step, length and degree of each note of a bar: a walk that starts on the tonic."""
        degree, motif = self.rng.choice((1, 1, 3)), []
        for step, length in _held(rhythm):
            motif.append((step, length, degree))
            degree = min(9, max(-1, degree + self.rng.choice((-2, -1, -1, 1, 1, 2))))
        return tuple(motif)

    def _lead(self, bar: int, chord: tuple[int, ...]) -> None:
        degree = self.score.degrees[bar]
        for index, (step, length, wanted) in enumerate(self.answer if bar % 2 else self.call):
            if self.style.arpeggio:
                tones = sorted(near(tone, LEAD_LOWEST - 6) for tone in chord)
                order = (*tones, tones[0] + 12)
                pitch = order[index % len(order)]
            else:
                tone = self.harmony.pitch_class(wanted, over=degree)
                if step in _STRONG:
                    tone = min(chord[:3], key=lambda member: min((member - tone) % 12, (tone - member) % 12))
                pitch = near(tone, LEAD_LOWEST)
            held = max(length, 2) * self.step
            level = 0.95 if step in _STRONG else 0.75
            self.score.notes.append(Note("lead", pitch, self._at(bar, step), held, level))

    def _land(self, bar: int) -> None:
        """The last bar: one stroke, and the tonic chord ringing out."""
        chord = self.harmony.chord(TONIC)
        start = self._at(bar, 0)
        self.score.strokes += [Stroke("kick", start, 1.0), Stroke("crash", start, 0.6)]
        self.score.notes.append(Note("bass", near(chord[0], BASS_LOWEST), start, STEPS * self.step, 1.0))
        self._strike(bar, 0, STEPS, chord, 0.9)
        self.score.notes.append(Note("lead", near(chord[0], LEAD_LOWEST), start, STEPS * self.step, 0.8))


def _held(line: str) -> list[tuple[int, int]]:
    """Where a line strikes, and for how many steps it holds on."""
    found = []
    for step, mark in enumerate(line):
        if mark not in ".-":
            rest = line[step + 1 :]
            found.append((step, 1 + len(rest) - len(rest.lstrip("-"))))
    return found

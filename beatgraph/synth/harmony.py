"""Notes, chords and progressions, as MIDI numbers (60 is middle C).

Every progression starts on the tonic and passes through the dominant, which in minor is a major chord: its raised
seventh is what tells a key from its relative.
"""

from beatgraph.synth.beats import KEYS

_STEPS = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
TONIC, DOMINANT = 1, 5
PROGRESSIONS = {
    "major": (
        *((1, 4, 1, 5), (1, 6, 4, 5), (1, 4, 2, 5), (1, 1, 4, 5), (1, 3, 4, 5), (1, 1, 2, 5)),
        *((1, 6, 2, 5), (1, 4, 6, 5), (1, 2, 4, 5), (1, 1, 6, 5), (1, 2, 1, 5), (1, 5, 4, 1)),
    ),
    "minor": (
        *((1, 4, 1, 5), (1, 6, 4, 5), (1, 1, 4, 5), (1, 6, 1, 5), (1, 1, 6, 5), (1, 4, 6, 5)),
        *((1, 2, 5, 1), (1, 5, 4, 1), (1, 7, 6, 5), (1, 4, 5, 1), (1, 6, 5, 1), (1, 1, 7, 5)),
    ),
}


class Harmony:
    """One key and scale, asked by degree: 1 is the tonic, 8 the tonic above."""

    def __init__(self, key: str, scale: str) -> None:
        self.scale = scale
        self.tonic = KEYS.index(key)

    def pitch_class(self, degree: int, *, over: int = TONIC) -> int:
        """The degree's pitch class; over the dominant of a minor key the seventh is raised to lead home."""
        octave, step = divmod(degree - 1, 7)
        raised = self.scale == "minor" and over == DOMINANT and step == 6
        return (self.tonic + _STEPS[self.scale][step] + raised + 12 * octave) % 12

    def chord(self, degree: int, *, seventh: bool = False) -> tuple[int, ...]:
        """Pitch classes of the chord on a degree, root first."""
        thirds = (0, 2, 4, 6) if seventh else (0, 2, 4)
        return tuple(self.pitch_class(degree + third, over=degree) for third in thirds)


def near(pitch_class: int, lowest: int) -> int:
    """The note of a pitch class in the octave that begins at `lowest`."""
    return lowest + (pitch_class - lowest) % 12

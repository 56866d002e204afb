"""A beat before it sounds: what a producer would write on the project file."""

from dataclasses import dataclass
from random import Random

from beatgraph.synth.styles import STYLES, Style
from beatgraph.synth.words import describe, entitle

KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
SCALES = ("major", "minor")
BEATS_A_BAR = 4
SHORTEST = 18.0
LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat, in 4/4. Equal beats sound alike to the last sample, `title` and other words apart.

    `bpm` is in quarter notes a minute, `swing` the delay of every second sixteenth as a part of a sixteenth.
    """

    style: str
    bpm: float
    key: str
    scale: str
    bars: int
    seed: int
    swing: float = 0.0
    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise ValueError(f"unknown style: {self.style}")
        if self.key not in KEYS or self.scale not in SCALES:
            raise ValueError(f"unknown key: {self.key} {self.scale}")
        if not 40 <= self.bpm <= 240 or not 1 <= self.bars <= 512 or not 0 <= self.swing <= 0.5 or self.seed < 0:
            raise ValueError("bpm is 40 to 240, bars 1 to 512, swing 0 to 0.5, seed not negative")

    @property
    def duration(self) -> int:
        """Milliseconds from the first downbeat to the end of the last bar."""
        return round(self.seconds * 1000)

    @property
    def seconds(self) -> float:
        return self.bars * BEATS_A_BAR * 60 / self.bpm

    @property
    def genre(self) -> str:
        return STYLES[self.style].genre


def compose(rng: Random | int, style: str | None = None) -> Beat:
    """Draws a plausible beat of 18 to 30 seconds; the same seed, or a generator in the same state, draws the same."""
    rng = rng if isinstance(rng, Random) else Random(rng)  # noqa: S311
    manner = STYLES[style or rng.choice(tuple(STYLES))]
    bpm = _tempo(rng, manner)
    mood = rng.choice(manner.moods)
    key = rng.choice(KEYS)
    scale = "minor" if rng.random() < manner.minor else "major"
    return Beat(
        style=manner.name,
        bpm=bpm,
        key=key,
        scale=scale,
        bars=_bars(rng, bpm),
        seed=rng.randrange(2**31),
        swing=round(manner.swing * rng.uniform(0.7, 1.1), 2),
        title=entitle(rng),
        description=describe(rng, manner.name, mood, f"{key} {scale}"),
        tags=(mood, *rng.sample(manner.tags, 3)),
    )


def _tempo(rng: Random, style: Style) -> float:
    """Producers type whole numbers, and now and then a half."""
    whole = rng.randint(style.slowest, style.fastest)
    return whole + 0.5 if whole < style.fastest and rng.random() < 0.08 else whole


def _bars(rng: Random, bpm: float) -> int:
    bar = BEATS_A_BAR * 60 / bpm
    return rng.choice([bars for bars in range(8, 29, 4) if SHORTEST <= bars * bar <= LONGEST] or [8])

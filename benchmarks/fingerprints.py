"""What it costs to find a sound among many: `python -m benchmarks.fingerprints --tracks 5000`.

Fingerprints are made up, with neighbouring words alike as in music; a temporary SQLite file, or `--database URL` that
is migrated and empty.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from beatgraph import migrations
from beatgraph.audio import likeness
from beatgraph.database import Database
from beatgraph.models import Fingerprint, FingerprintStatus, FingerprintWord, SoundPrint, Track, Upload, User
from beatgraph.services import bulk, matching
from beatgraph.services.indexing import ALGORITHM, signed
from beatgraph.settings import Settings
from beatgraph.work import Work

WORDS = 948
"""Of two minutes."""
BATCH = 500
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PROBES, PROBED = 24, slice(64, 184)


def made_up(number: int, bits: int = 3) -> list[int]:
    """Words of which each differs from the one before in a few bits, and which come again after eight seconds."""
    chance = random.Random(number)
    word, words = chance.getrandbits(32), list[int]()
    for place in range(WORDS):
        if place >= 64 and chance.random() < 0.5:
            word = words[place - 64]
        for _ in range(chance.randrange(2 * bits)):
            word ^= 1 << chance.randrange(32)
        words.append(word)
    return words


def worn(words: Sequence[int], share: float, number: int) -> list[int]:
    """With so many of the bits turned."""
    chance = random.Random(number)
    return [word ^ sum(1 << bit for bit in range(32) if chance.random() < share) for word in words]


async def fill(work: Work, first: int, count: int) -> None:
    tracks = range(first, first + count)
    stamps: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
    made = {number: made_up(number) for number in tracks}
    for number in tracks:
        work.session.add(
            Upload(id=number, user_id=1, kind="audio", name="a", storage_key=str(number), mime="audio/wav",
                   extension="wav", size=1, sha256=f"{number:064x}", duration=120_000, **stamps)
        )  # fmt: skip
    await work.session.flush()
    for number in tracks:
        work.session.add(Track(id=number, name=f"Track {number}", user_id=1, upload_id=number, **stamps))
    await work.session.flush()
    for number, words in made.items():
        work.session.add(
            SoundPrint(upload_id=number, algorithm=ALGORITHM, words=likeness.packed(words), probes=b"", probe_length=0)
        )
        status = FingerprintStatus.COMPLETED
        work.session.add(Fingerprint(id=number, track_id=number, upload_id=number, status=status, **stamps))
    await work.session.flush()
    places = [
        (signed(place.word), number, place.position) for number in made for place in likeness.indexed(made[number])
    ]
    await bulk.write(work, FingerprintWord, ("word", "track_id", "position"), sorted(places))


@dataclass
class Kind:
    """A kind of question: what it took each time, in milliseconds, and how often it found what it should."""

    name: str
    times: list[float] = field(default_factory=list)
    right: int = 0

    def line(self) -> str:
        slow = statistics.quantiles(self.times, n=20)[-1]
        return f"{self.name:<46}{statistics.median(self.times):8.1f}{slow:8.1f}{self.right / len(self.times):8.2f}"


def print_of(words: Sequence[int], probes: Sequence[Sequence[int]] = ()) -> SoundPrint:
    return SoundPrint(
        upload_id=0,
        algorithm=ALGORITHM,
        words=likeness.packed(words),
        probes=b"".join(map(likeness.packed, probes)),
        probe_length=len(probes[0]) if probes else 0,
    )


async def ask(work: Work, kind: Kind, heard: SoundPrint, meant: int | None) -> None:
    began = time.perf_counter()
    found = await matching.like(work, heard)
    kind.times.append((time.perf_counter() - began) * 1000)
    certain = {track_id for track_id, similarity in found.items() if similarity >= likeness.DUPLICATE}
    kind.right += certain == ({meant} if meant else set())


async def run(settings: Settings, tracks: int, questions: int) -> None:
    database = Database(settings.database)
    async with database.writing() as session:
        session.add(User(id=1, email="a@example.com", display_name="A", password_hash="-", created_at=NOW))
    for first in range(1, tracks + 1, BATCH):
        async with database.writing() as session:
            await fill(Work(session, NOW, settings), first, min(BATCH, tracks + 1 - first))
    kinds = [
        Kind("the same, 5 % of the bits worn"),
        Kind("a clip of 15 s, 3 % worn"),
        Kind("the same at another speed: 24 probes"),
        Kind("a sound that nothing is like: 24 probes"),
    ]
    async with database.reading() as session:
        work, chance = Work(session, NOW, settings), random.Random(5)
        for turn in range(questions):
            number, strange = chance.randrange(1, tracks + 1), 10_000_000 + turn * 100
            words = made_up(number)
            at = chance.randrange(WORDS - 104)
            others = [made_up(strange + place)[PROBED] for place in range(PROBES)]
            slower = [*others[:-1], worn(words, 0.03, turn)[PROBED]]
            await ask(work, kinds[0], print_of(worn(words, 0.05, turn)), number)
            await ask(work, kinds[1], print_of(worn(words[at : at + 104], 0.03, turn)), number)
            await ask(work, kinds[2], print_of(made_up(strange + 50), slower), number)
            await ask(work, kinds[3], print_of(made_up(strange + 50), others), None)
    await database.close()
    print(f"{tracks} tracks, {questions} questions of each kind\n{'':<46}{'median':>8}{'p95':>8}{'right':>8}")
    for kind in kinds:
        print(kind.line())


def main() -> None:
    parser = argparse.ArgumentParser(description="What it costs to find a sound among many.")
    parser.add_argument("--tracks", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="beatgraph-bench-") as folder:
        address = given.database or f"sqlite:///{folder}/bench.db"
        settings = Settings(_env_file=None, database_url=address)
        migrations.upgrade(settings.migrations_database)
        asyncio.run(run(settings, given.tracks, given.questions))


if __name__ == "__main__":
    main()

"""Matching: which tracks have the sound of a file, byte for byte or by ear, and who may be told their names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Integer, any_, literal
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.audio import likeness
from beatgraph.audio.likeness import DUPLICATE, POSSIBLE, Alignment, Posting, Words
from beatgraph.errors import ConflictError
from beatgraph.models import Fingerprint, FingerprintStatus, FingerprintWord, SoundPrint, Track, Upload
from beatgraph.services import turns, upserts
from beatgraph.services.indexing import signed
from beatgraph.work import Work

MATCHES_AT_MOST = 10
COMPARED_AT_MOST = 10
"""Tracks that a fingerprint is laid upon, those that share most words with it."""
COMPARED_TO_PROBE = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A track that sounds alike and that the viewer may see; `similarity` is 0 to 1."""

    track_id: int
    name: str
    similarity: float
    compared_to: int | None = None
    """The track whose sound was asked about, if it was a track's."""

    @property
    def certain(self) -> bool:
        """Whether it is taken for one recording, and not only for something related."""
        return self.similarity >= DUPLICATE


@dataclass(frozen=True, slots=True)
class Matches:
    """What the viewer may be told of, the most alike first; and how alike private tracks of others are."""

    found: list[Match] = field(default_factory=list)
    hidden: list[float] = field(default_factory=list)

    @property
    def duplicates(self) -> list[Match]:
        return [match for match in self.found if match.certain]

    @property
    def any_duplicate(self) -> bool:
        return bool(self.duplicates) or any(similarity >= DUPLICATE for similarity in self.hidden)


async def of_sound(work: Work, sound: Upload, *, besides: Collection[int] = ()) -> dict[int, float]:
    """How alike tracks are to an uploaded sound, by track: 1 for the same bytes."""
    found: dict[int, float] = {}
    heard = await work.session.get(SoundPrint, sound.id)
    if heard is not None:
        found = await like(work, heard, besides=besides)
    statement = (
        select(Track.id)
        .join(Upload, col(Upload.id) == Track.upload_id)
        .where(col(Upload.sha256) == sound.sha256, col(Track.deleted_at).is_(None), col(Track.id).not_in(besides))
        .order_by(col(Track.id))
        .limit(MATCHES_AT_MOST)
    )
    return found | dict.fromkeys((await work.session.exec(statement)).all(), 1.0)


async def like(work: Work, heard: SoundPrint, *, besides: Collection[int] = ()) -> dict[int, float]:
    """How alike tracks are, by track; at other speeds only if nothing is one at its own.

    Takes two statements, or four: however many tracks there are, the work is bounded.
    """
    words = likeness.unpacked(heard.words)
    found = await _alike(work, [words], besides, COMPARED_AT_MOST)
    if not any(similarity >= DUPLICATE for similarity in found.values()):
        for track_id, similarity in (await _alike(work, _probes(heard), besides, COMPARED_TO_PROBE)).items():
            found[track_id] = max(similarity, found.get(track_id, 0.0))
    return {track_id: similarity for track_id, similarity in found.items() if similarity >= POSSIBLE}


def _probes(heard: SoundPrint) -> list[Words]:
    words, length = likeness.unpacked(heard.probes), heard.probe_length
    return [words[start : start + length] for start in range(0, len(words), length)] if length else []


async def _alike(work: Work, askings: Sequence[Words], besides: Collection[int], at_most: int) -> dict[int, float]:
    postings = await _postings(work, {place.word for words in askings for place in likeness.telling(words)}, besides)
    placed: list[tuple[Words, Alignment]] = [
        (words, alignment) for words in askings for alignment in likeness.alignments(words, postings, at_most=at_most)
    ]
    others = await _words(work, {alignment.owner for _, alignment in placed})
    found: dict[int, float] = {}
    for words, alignment in placed:
        if alignment.owner in others:
            similarity = likeness.likeness(words, others[alignment.owner], alignment.shift)
            found[alignment.owner] = max(similarity, found.get(alignment.owner, 0.0))
    return found


async def _postings(work: Work, words: Collection[int], besides: Collection[int]) -> list[Posting]:
    found: list[Posting] = []
    unsigned = {signed(word): word for word in words}
    for chunk in upserts.chunks(sorted(unsigned)):
        word, track_id = col(FingerprintWord.word), col(FingerprintWord.track_id)
        statement = select(word, track_id, col(FingerprintWord.position)).where(_among(work, word, chunk))
        rows = (await work.session.execute(statement)).all()
        found += [Posting(unsigned[row[0]], row[1], row[2]) for row in rows if row[1] not in besides]
    return found


def _among(work: Work, column: Mapped[int], values: Sequence[int]) -> ColumnElement[bool]:
    """Thousands of values are one parameter to PostgreSQL, which takes long to plan for as many."""
    if upserts.is_sqlite(work):
        return column.in_(values)
    return column == any_(literal(list(values), postgresql.ARRAY(Integer)))


async def _words(work: Work, track_ids: Collection[int]) -> Mapping[int, Words]:
    """The whole fingerprints of tracks that are there."""
    if not track_ids:
        return {}
    statement = (
        select(Fingerprint.track_id, SoundPrint.words)
        .join(SoundPrint, col(SoundPrint.upload_id) == Fingerprint.upload_id)
        .join(Track, col(Track.id) == Fingerprint.track_id)
        .where(
            col(Fingerprint.track_id).in_(track_ids),
            col(Fingerprint.status) == FingerprintStatus.COMPLETED,
            col(Track.deleted_at).is_(None),
        )
    )
    return {track_id: likeness.unpacked(words) for track_id, words in (await work.session.execute(statement)).all()}


async def told(
    work: Work, alike: Mapping[int, float], visible: SelectOfScalar[Track], compared_to: int | None = None
) -> Matches:
    """The most alike of these tracks, with the names of those among the visible ones."""
    best = sorted(alike.items(), key=lambda each: (-each[1], each[0]))[:MATCHES_AT_MOST]
    if not best:
        return Matches()
    statement = visible.where(col(Track.id).in_([track_id for track_id, _ in best]))
    names = {track.id: track.name for track in (await work.session.exec(statement)).all()}
    found = Matches()
    for track_id, similarity in best:
        rounded = round(similarity, 4)
        if track_id in names:
            found.found.append(Match(track_id, names[track_id], rounded, compared_to))
        else:
            found.hidden.append(rounded)
    return found


async def refuse_duplicate(work: Work, sound: Upload, visible: SelectOfScalar[Track]) -> None:
    """The same recording behind another live track is a conflict that names the track to those who may see it.

    Who asks about the same bytes meanwhile waits, and then finds the track that is made now.
    """
    await turns.take(work, bytes.fromhex(sound.sha256))
    alike = await of_sound(work, sound)
    certain = {track_id: similarity for track_id, similarity in alike.items() if similarity >= DUPLICATE}
    if certain:
        raise DuplicateAudioError(await told(work, certain, visible))


class DuplicateAudioError(ConflictError):
    """The same sound is already behind other tracks."""

    code = "DUPLICATE_AUDIO"
    message = "This audio is already on the platform."

    def __init__(self, matches: Matches) -> None:
        super().__init__(field="src")
        self.matches = matches

    @property
    def details(self) -> dict[str, object]:
        named = [
            {"track_id": match.track_id, "name": match.name, "similarity": match.similarity}
            for match in self.matches.found
        ]
        return {"duplicates": named, "hidden": self.matches.hidden}

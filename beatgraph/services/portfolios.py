"""Portfolios: the credits that artists have on releases elsewhere, in the order that they choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func
from sqlmodel import col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.portfolios import (
    CREDITS_AT_MOST,
    AlbumCreditsDraft,
    CreditChanges,
    CreditDetails,
    CreditDraft,
)
from beatgraph.errors import ConflictError, InvalidError, NotFoundError
from beatgraph.models import Artist, ArtistCredit, ArtistCreditRole, CreditRole
from beatgraph.paging import Order, Slice, SortKey, Window, slices_of
from beatgraph.services import artists, uploads
from beatgraph.services.batches import grouped, pairs
from beatgraph.work import Work

IN_ORDER = Order("position", (SortKey(col(ArtistCredit.position), int), SortKey(col(ArtistCredit.id), int)))
DESCRIBED = ("title", "artist_name", "album_name", "release_year", "spotify_url", "popularity")


@dataclass(frozen=True)
class Added:
    """Credits that were added to, and how many of them are new."""

    credits: Sequence[ArtistCredit]
    created: int


@dataclass(frozen=True)
class Known:
    """A release that is in a portfolio, and the roles on it."""

    credit: ArtistCredit
    roles: Sequence[CreditRole]


def visible(viewer: Viewer) -> SelectOfScalar[ArtistCredit]:
    """Every read starts here: the portfolios of artists that the viewer may see."""
    seen = artists.visible(viewer).with_only_columns(col(Artist.id))
    return select(ArtistCredit).where(col(ArtistCredit.artist_id).in_(seen))


async def get(work: Work, credit_id: int) -> ArtistCredit:
    credit = (await by_ids(work, [credit_id])).get(credit_id)
    if credit is None:
        raise NotFoundError("Credit")
    return credit


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, ArtistCredit]:
    rows = await work.session.exec(visible(work.viewer).where(col(ArtistCredit.id).in_(ids)))
    return {row.id: row for row in rows}


async def of_artist(work: Work, artist_id: int) -> Sequence[ArtistCredit]:
    """The whole portfolio, which has an end."""
    artist = await artists.get(work, artist_id)
    return await _all(work, artist.id)


async def by_artists(
    work: Work, artist_ids: Sequence[int], piece: Window, _options: object
) -> dict[int, Slice[ArtistCredit]]:
    return await slices_of(work, visible(work.viewer), col(ArtistCredit.artist_id), artist_ids, IN_ORDER, piece)


async def count_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    artist = col(ArtistCredit.artist_id)
    statement = (
        visible(work.viewer).where(artist.in_(artist_ids)).with_only_columns(artist, func.count()).group_by(artist)
    )
    return await pairs(work, statement)


async def roles(work: Work, credit_ids: Sequence[int]) -> dict[int, list[CreditRole]]:
    """What was done on many releases, in the order in which it was said."""
    credit = col(ArtistCreditRole.credit_id)
    statement = (
        select(ArtistCreditRole)
        .where(credit.in_(credit_ids))
        .order_by(credit, col(ArtistCreditRole.position), col(ArtistCreditRole.role))
    )
    found = await grouped(work, statement, credit)
    return {credit_id: [CreditRole(row.role) for row in rows] for credit_id, rows in found.items()}


async def add(work: Work, artist_id: int, draft: CreditDraft) -> ArtistCredit:
    """Add a release, or more roles on one that is there; a role that is there already is a conflict."""
    artist = await artists.owned(work, artist_id)
    known = await _known(work, artist.id, [draft])
    again = known and set(draft.roles) & set(known[draft.spotify_id].roles)
    if again:
        raise ConflictError(f"This release is in the portfolio already, with the role {min(again)}.")
    return (await _add(work, artist.id, [draft], known)).credits[0]


async def add_album(work: Work, artist_id: int, draft: AlbumCreditsDraft) -> Added:
    """Add the songs of an album; roles that are there already are passed over, but something must be new."""
    artist = await artists.owned(work, artist_id)
    songs = draft.songs
    known = await _known(work, artist.id, songs)
    if all(song.spotify_id in known and set(song.roles) <= set(known[song.spotify_id].roles) for song in songs):
        raise ConflictError("All of these credits are in the portfolio already.")
    added = await _add(work, artist.id, songs, known)
    for credit in added.credits:
        credit.spotify_album_id = draft.spotify_album_id
    await work.session.flush()
    return added


async def change(work: Work, credit_id: int, changes: CreditChanges, *, artist_id: int | None = None) -> ArtistCredit:
    """Correct a credit, and replace its roles if any are given; `artist_id` says whose it is expected to be."""
    credit = await _owned(work, credit_id, artist_id)
    await _describe(work, [credit], [changes])
    if changes.roles is not None:
        await work.session.exec(delete(ArtistCreditRole).where(col(ArtistCreditRole.credit_id) == credit.id))
        _give(work, credit.id, changes.roles)
    await work.session.flush()
    return credit


async def remove(work: Work, credit_id: int, *, artist_id: int | None = None) -> None:
    """Take a release out of a portfolio, with all its roles; those below it move up."""
    credit = await _owned(work, credit_id, artist_id)
    await work.session.exec(delete(ArtistCredit).where(col(ArtistCredit.id) == credit.id))
    below = (col(ArtistCredit.artist_id) == credit.artist_id) & (col(ArtistCredit.position) > credit.position)
    await work.session.exec(update(ArtistCredit).where(below).values(position=col(ArtistCredit.position) - 1))


async def reorder(work: Work, artist_id: int, ids: Sequence[int]) -> Artist:
    """Put a portfolio in another order, which must name every credit of it once."""
    artist = await artists.owned(work, artist_id)
    here = [row.id for row in await _all(work, artist.id)]
    if sorted(here) != sorted(ids):
        raise InvalidError("The ids must be those of all credits of the artist, each once.", field="ids")
    if ids:
        places = {credit_id: position for position, credit_id in enumerate(ids, start=1)}
        await work.session.exec(
            update(ArtistCredit)
            .where(col(ArtistCredit.artist_id) == artist.id)
            .values(position=case(places, value=col(ArtistCredit.id)))
            .execution_options(synchronize_session=False)
        )
    return artist


async def _all(work: Work, artist_id: int) -> Sequence[ArtistCredit]:
    statement = visible(work.viewer).where(col(ArtistCredit.artist_id) == artist_id)
    return (await work.session.exec(statement.order_by(col(ArtistCredit.position), col(ArtistCredit.id)))).all()


async def _owned(work: Work, credit_id: int, artist_id: int | None) -> ArtistCredit:
    """A credit that the viewer may change; its artist is held until they have."""
    policy.signed_in(work.viewer)
    credit = await get(work, credit_id)
    if artist_id not in (None, credit.artist_id):
        raise NotFoundError("Credit")
    await artists.owned(work, credit.artist_id)
    # Read anew, now that the portfolio is held: somebody else may have just changed it.
    statement = visible(work.viewer).where(col(ArtistCredit.id) == credit_id)
    held = (await work.session.exec(statement.execution_options(populate_existing=True))).first()
    if held is None:
        raise NotFoundError("Credit")
    return held


async def of_owned(work: Work, artist_id: int, credit_id: int) -> ArtistCredit:
    """A credit of this artist, which the viewer may change."""
    return await _owned(work, credit_id, artist_id)


async def _known(work: Work, artist_id: int, drafts: Sequence[CreditDraft]) -> dict[str, Known]:
    """Which of these releases, all of one type, are in the portfolio."""
    statement = visible(work.viewer).where(
        col(ArtistCredit.artist_id) == artist_id,
        col(ArtistCredit.type) == drafts[0].type,
        col(ArtistCredit.spotify_id).in_([draft.spotify_id for draft in drafts]),
    )
    rows = (await work.session.exec(statement)).all()
    there = await roles(work, [row.id for row in rows]) if rows else {}
    return {row.spotify_id: Known(row, there.get(row.id, [])) for row in rows}


async def _add(work: Work, artist_id: int, drafts: Sequence[CreditDraft], known: Mapping[str, Known]) -> Added:
    length = (await count_by_artists(work, [artist_id])).get(artist_id, 0)
    new = [draft for draft in drafts if draft.spotify_id not in known]
    if length + len(new) > CREDITS_AT_MOST:
        raise InvalidError(f"A portfolio has at most {CREDITS_AT_MOST} credits.", field="credits")
    made = {
        draft.spotify_id: ArtistCredit(
            artist_id=artist_id, type=draft.type, spotify_id=draft.spotify_id, position=position
        )
        for position, draft in enumerate(new, start=length + 1)
    }
    credits = [made[each.spotify_id] if each.spotify_id in made else known[each.spotify_id].credit for each in drafts]
    await _describe(work, credits, drafts)
    work.session.add_all(made.values())
    await work.session.flush()
    for credit, draft in zip(credits, drafts, strict=True):
        before = known[draft.spotify_id].roles if draft.spotify_id in known else []
        _give(work, credit.id, [role for role in draft.roles if role not in before], after=len(before))
    await work.session.flush()
    return Added(credits, created=len(made))


async def _describe(work: Work, credits: Sequence[ArtistCredit], drafts: Sequence[CreditDetails]) -> None:
    # The songs of an album share its picture, which is looked up once.
    wanted = {draft.image for draft in drafts if "image" in draft.given}
    pictures = {image: await uploads.picture(work, image) for image in wanted}
    for credit, draft in zip(credits, drafts, strict=True):
        given = draft.given
        for name in DESCRIBED:
            if name in given:
                setattr(credit, name, given[name])
        if "image" in given:
            credit.image = pictures[draft.image]


def _give(work: Work, credit_id: int, given: Sequence[CreditRole], *, after: int = 0) -> None:
    for position, role in enumerate(given, start=after):
        work.session.add(ArtistCreditRole(credit_id=credit_id, role=role, position=position))

"""Tokens: from a bearer's secret to the viewer behind it, and personal access tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.tokens import PERSONAL_PREFIX, Signer, digest, is_personal, new_secret
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.tokens import DAYS, TokenDraft
from beatgraph.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from beatgraph.models import AccessToken, Artist, ArtistMember, ArtistStatus, RevokedSession, User, UserPermission
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, page_of, slices_of
from beatgraph.services.batches import pairs
from beatgraph.work import Work

NEWEST = Order(
    "newest", (SortKey(col(AccessToken.created_at), datetime), SortKey(col(AccessToken.id), int)), descending=True
)


async def identify(work: Work, signer: Signer, token: str) -> Viewer:
    """The viewer behind an access token or a personal access token; anything else is `UnauthenticatedError`."""
    if is_personal(token):
        row = (await work.session.exec(select(AccessToken).where(AccessToken.token_hash == digest(token)))).first()
        if row is None or row.revoked_at is not None or row.expires_at <= work.now:
            raise UnauthenticatedError
        return await viewer_of(work, row.user_id, token_id=row.id)
    claims = signer.read(token, work.now)
    if await work.session.get(RevokedSession, claims.session) is not None:
        raise UnauthenticatedError
    return await viewer_of(work, claims.user_id, session=claims.session)


async def holder(work: Work, signer: Signer, token: str) -> int | None:
    """Whose token it is, in one statement at most; a good one of a sign-in that has ended counts as well."""
    if is_personal(token):
        standing = col(AccessToken.revoked_at).is_(None) & (col(AccessToken.expires_at) > work.now)
        statement = select(AccessToken.user_id).where(col(AccessToken.token_hash) == digest(token), standing)
        return (await work.session.exec(statement)).first()
    try:
        return signer.read(token, work.now).user_id
    except UnauthenticatedError:
        return None


async def viewer_of(work: Work, user_id: int, *, session: str | None = None, token_id: int | None = None) -> Viewer:
    user = await work.session.get(User, user_id)
    if user is None or user.deleted_at is not None:
        raise UnauthenticatedError
    if user.suspended_at is not None:
        raise ForbiddenError("This account is suspended.")
    profiles = (
        await work.session.exec(
            select(Artist.id, (col(Artist.status) == ArtistStatus.ACTIVE) & col(Artist.upload_access))
            .join(ArtistMember, col(ArtistMember.artist_id) == Artist.id)
            .where(col(ArtistMember.user_id) == user_id, col(Artist.deleted_at).is_(None))
            .order_by(col(Artist.id))
        )
    ).all()
    permissions = await work.session.exec(select(UserPermission.permission).where(UserPermission.user_id == user_id))
    return Viewer(
        user_id=user_id,
        is_admin=user.is_admin,
        permissions=frozenset(permissions.all()),
        artist_ids=tuple(artist_id for artist_id, _ in profiles),
        uploading_ids=tuple(artist_id for artist_id, may_upload in profiles if may_upload),
        session=session,
        token_id=token_id,
    )


@dataclass(frozen=True, slots=True)
class NewToken:
    """A personal access token and its secret, which is shown once."""

    row: AccessToken
    secret: str = field(repr=False)


async def issue(work: Work, user_id: int, name: str, *, days: int = DAYS, family: str | None = None) -> NewToken:
    secret = new_secret(PERSONAL_PREFIX)
    row = AccessToken(
        user_id=user_id,
        family=family,
        name=name,
        token_hash=digest(secret),
        expires_at=work.now + timedelta(days=days),
    )
    return NewToken(await work.add(row), secret)


async def create(work: Work, draft: TokenDraft) -> NewToken:
    """A personal access token of the viewer's, by the name they give it."""
    return await issue(work, policy.signed_in(work.viewer), draft.name, days=draft.days)


async def revoke(work: Work, token_id: int) -> AccessToken:
    """Refuse one of the viewer's personal access tokens from now on."""
    policy.signed_in(work.viewer)
    row = (await work.session.exec(own(work).where(col(AccessToken.id) == token_id))).first()
    if row is None:
        raise NotFoundError("Access token")
    row.revoked_at = work.now
    return await work.add(row)


def own(work: Work) -> SelectOfScalar[AccessToken]:
    """Every list starts here: the viewer's own personal access tokens that are in force."""
    return select(AccessToken).where(
        col(AccessToken.user_id) == work.viewer.user_id,
        col(AccessToken.revoked_at).is_(None),
        col(AccessToken.expires_at) > work.now,
    )


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, AccessToken]:
    rows = await work.session.exec(own(work).where(col(AccessToken.id).in_(ids)))
    return {row.id: row for row in rows}


async def page(work: Work, page: Page) -> Paged[AccessToken]:
    policy.signed_in(work.viewer)
    return await page_of(work, own(work), NEWEST, page)


async def by_users(
    work: Work, user_ids: Sequence[int], piece: Window, _: object = None
) -> dict[int, Slice[AccessToken]]:
    """A window of people's tokens; of anybody but the viewer, none."""
    return await slices_of(work, own(work), col(AccessToken.user_id), user_ids, NEWEST, piece)


async def counts_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    statement = own(work).with_only_columns(col(AccessToken.user_id), func.count())
    return await pairs(work, statement.where(col(AccessToken.user_id).in_(user_ids)).group_by(col(AccessToken.user_id)))

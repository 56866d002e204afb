"""Tokens: from a bearer's secret to the viewer behind it."""

from sqlmodel import col, select

from beatgraph.auth.tokens import Signer, digest, is_personal
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import ForbiddenError, UnauthenticatedError
from beatgraph.models import AccessToken, Artist, ArtistMember, RevokedSession, User, UserPermission
from beatgraph.work import Work


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


async def viewer_of(work: Work, user_id: int, *, session: str | None = None, token_id: int | None = None) -> Viewer:
    user = await work.session.get(User, user_id)
    if user is None or user.deleted_at is not None:
        raise UnauthenticatedError
    if user.suspended_at is not None:
        raise ForbiddenError("This account is suspended.")
    profiles = (
        await work.session.exec(
            select(Artist)
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
        artist_ids=tuple(profile.id for profile in profiles),
        upload_access=any(profile.upload_access for profile in profiles),
        session=session,
        token_id=token_id,
    )

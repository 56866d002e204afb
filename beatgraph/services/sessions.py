"""Sign-ins: a short access token and a refresh token at a time, one family until it ends."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, delete, select, update

from beatgraph.auth.tokens import Signer, digest, new_secret
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import UnauthenticatedError
from beatgraph.models import AccessToken, RefreshToken, RevokedSession, User
from beatgraph.services import tokens, upserts
from beatgraph.work import Work

DAY_LONG = timedelta(days=1)
"""How long access tokens of the label app live: its clients know no refresh. None lives longer."""
MARGIN = timedelta(hours=1)
"""How much longer than the last of its tokens the end of a sign-in is remembered."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who came in, and their proofs; these are shown once."""

    viewer: Viewer
    user: User
    token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
    """Life of the access token, in seconds."""
    personal: str | None = field(default=None, repr=False)
    """A personal access token, if one was asked for."""


async def begin(
    work: Work, signer: Signer, user_id: int, *, token_name: str | None = None, lifetime: timedelta | None = None
) -> SignIn:
    """A new sign-in; with a personal access token of this name, which ends with it."""
    family = secrets.token_hex(16)
    await _forget_dead(work, user_id)
    begun = await _granted(work, signer, user_id, family, lifetime)
    if token_name is None:
        return begun
    personal = await tokens.issue(work, user_id, token_name, family=family)
    return SignIn(begun.viewer, begun.user, begun.token, begun.refresh_token, begun.expires_in, personal.secret)


async def renew(work: Work, signer: Signer, secret: str) -> SignIn | None:
    """The next pair of a sign-in, or nothing.

    A token that was used before has been copied: its whole family ends, which has to be kept although the caller is
    refused. So the refusal is not raised here, but by whoever has committed.
    """
    family = await _family(work, secret)
    if family is None:
        return None
    await _take_turn(work, family)
    row = (await work.session.exec(select(RefreshToken).where(RefreshToken.token_hash == digest(secret)))).first()
    if row is None or row.revoked_at is not None or await work.session.get(RevokedSession, family) is not None:
        return None
    if row.used_at is not None:
        await end(work, family)
        return None
    if row.expires_at <= work.now:
        return None
    row.used_at = work.now
    return await _granted(work, signer, row.user_id, row.family)


async def end(work: Work, family: str) -> None:
    """Refuse every token of a sign-in from now on."""
    await _take_turn(work, family)
    for kind in (RefreshToken, AccessToken):
        statement = update(kind).where(col(kind.family) == family, col(kind.revoked_at).is_(None))
        await work.session.execute(statement.values(revoked_at=work.now).execution_options(synchronize_session=False))
    longest = max(DAY_LONG, timedelta(days=work.settings.refresh_days))
    await upserts.once(work, RevokedSession(family=family, expires_at=work.now + longest + MARGIN))
    await work.session.execute(delete(RevokedSession).where(col(RevokedSession.expires_at) <= work.now))


async def sign_out(work: Work, refresh_token: str | None = None) -> None:
    """End the sign-in behind a refresh token or, without one, the one that the viewer acts in."""
    if refresh_token is not None:
        family = await _family(work, refresh_token)
        if family is None:
            raise UnauthenticatedError
        await end(work, family)
    elif work.viewer.session is not None:
        await end(work, work.viewer.session)
    elif work.viewer.token_id is not None:
        personal = await work.session.get(AccessToken, work.viewer.token_id)
        if personal is not None and personal.family is not None:
            await end(work, personal.family)
        else:
            await tokens.revoke(work, work.viewer.token_id)
    else:
        raise UnauthenticatedError


async def _take_turn(work: Work, family: str) -> None:
    """Wait until nobody else renews or ends this sign-in. SQLite has one writer at a time anyhow.

    To be done before any of its rows is touched: an end would miss the token of a renewal that is not on disk yet.
    """
    if not upserts.is_sqlite(work):
        await work.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(family, 0))))


async def _family(work: Work, secret: str) -> str | None:
    """The sign-in of a refresh token; the token itself is read when it is one's turn."""
    statement = select(RefreshToken.family).where(col(RefreshToken.token_hash) == digest(secret))
    return (await work.session.exec(statement)).first()


async def _granted(work: Work, signer: Signer, user_id: int, family: str, lifetime: timedelta | None = None) -> SignIn:
    user = await work.session.get(User, user_id)  # held here, so that it is read once
    viewer = await tokens.viewer_of(work, user_id, session=family)
    if user is None:
        raise UnauthenticatedError
    secret = new_secret()
    await work.add(
        RefreshToken(
            user_id=user_id,
            family=family,
            token_hash=digest(secret),
            expires_at=work.now + timedelta(days=work.settings.refresh_days),
        )
    )
    token = signer.sign(user_id, family, work.now, lifetime=lifetime)
    return SignIn(viewer, user, token, secret, int((lifetime or signer.lifetime).total_seconds()))


async def _forget_dead(work: Work, user_id: int) -> None:
    """Rows of tokens that have run out prove nothing any more; a user's own are swept as they come in."""
    for kind in (RefreshToken, AccessToken):
        await work.session.execute(
            delete(kind)
            .where(col(kind.user_id) == user_id, col(kind.expires_at) <= work.now)
            .execution_options(synchronize_session=False)
        )

"""Users: who they are to others, and how they come to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import passwords, policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.users import CredentialsDraft
from beatgraph.errors import CredentialsError, EmailTakenError, NotFoundError
from beatgraph.models import User
from beatgraph.work import Work

NAMELESS = "New listener"
"""How somebody is called who gave no name; never by their e-mail, which is nobody's business."""


def visible(viewer: Viewer) -> SelectOfScalar[User]:
    """Every read starts here: accounts in good standing, and one's own."""
    statement = select(User).where(col(User.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    standing = col(User.suspended_at).is_(None)
    return statement.where(or_(standing, col(User.id) == viewer.user_id) if viewer.user_id else standing)


def is_private_to(viewer: Viewer, user: User) -> bool:
    """Whether the viewer may read what only a person and admins see: the e-mail, rights, sign-in."""
    return viewer.is_admin or viewer.user_id == user.id


async def get(work: Work, user_id: int) -> User:
    user = (await work.session.exec(visible(work.viewer).where(col(User.id) == user_id))).first()
    if user is None:
        raise NotFoundError("User")
    return user


async def me(work: Work) -> User:
    return await get(work, policy.signed_in(work.viewer))


async def listen_privately(work: Work, *, privately: bool) -> User:
    """Whether artists see the caller's plays as a guest's, past ones as well; doing so twice changes nothing."""
    user = await me(work)
    user.listens_privately = privately
    return user


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, User]:
    rows = await work.session.exec(visible(work.viewer).where(col(User.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_uuids(work: Work, uuids: Sequence[UUID]) -> dict[UUID, User]:
    rows = await work.session.exec(visible(work.viewer).where(col(User.uuid).in_(uuids)))
    return {row.uuid: row for row in rows}


async def by_email(work: Work, email: str) -> User | None:
    """The account behind an e-mail, whoever asks: for signing in and for the command line."""
    statement = select(User).where(col(User.email) == email.lower(), col(User.deleted_at).is_(None))
    return (await work.session.exec(statement)).first()


async def proven(work: Work, credentials: CredentialsDraft) -> int:
    """The id of whom these credentials belong to; a wrong e-mail and a wrong password are one and the same."""
    user = await by_email(work, credentials.email)
    # Hashing takes its time; the connection need not wait for it.
    await work.session.close()
    right = await passwords.matches(user.password_hash if user else None, credentials.password)
    if user is None or not right:
        raise CredentialsError
    return user.id


@dataclass(frozen=True, slots=True)
class Account:
    """What is to be known of a new user."""

    email: str
    password_hash: str = field(repr=False)
    name: str | None = None
    username: str | None = None
    phone: str | None = None
    is_admin: bool = False
    verified: bool = False


async def create(work: Work, account: Account) -> User:
    """A new account, unless its e-mail is taken: of two at once, one comes too late."""
    user = User(
        email=account.email,
        password_hash=account.password_hash,
        display_name=account.name or account.username or NAMELESS,
        username=account.username,
        phone=account.phone,
        is_admin=account.is_admin,
        email_verified_at=work.now if account.verified else None,
    )
    try:
        async with work.session.begin_nested():
            work.session.add(user)
    except IntegrityError as error:
        holder = await work.session.exec(select(User.uuid).where(col(User.email) == account.email))
        raise EmailTakenError(account.email, holder.one()) from error
    return user

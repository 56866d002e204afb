"""Grants: what the approval of an application gives, and its revocation takes away."""

from sqlmodel import col, func, select

from beatgraph.errors import ConflictError
from beatgraph.models import Application, ApplicationType, Artist, ArtistMember, ArtistStatus, MemberRole
from beatgraph.services.artists import MEMBERS_AT_MOST
from beatgraph.work import Work


async def owned(work: Work, user_id: int, artist_id: int | None = None) -> Artist | None:
    """An artist that somebody owns, held until this work is done: the named one, or the oldest that is active."""
    statement = (
        select(Artist)
        .join(ArtistMember, col(ArtistMember.artist_id) == Artist.id)
        .where(col(ArtistMember.user_id) == user_id, col(ArtistMember.role) == MemberRole.OWNER)
        .where(col(Artist.deleted_at).is_(None))
    )
    named = col(Artist.id) == artist_id if artist_id is not None else col(Artist.status) == ArtistStatus.ACTIVE
    held = statement.where(named).order_by(col(Artist.id)).limit(1).with_for_update(of=Artist)
    return (await work.session.exec(held)).first()


async def give(work: Work, application: Application) -> None:
    """Act on an approval, the first one or a reinstatement."""
    kind = ApplicationType(application.type)
    if kind is ApplicationType.VERIFY_ARTIST:
        named = application.artist_id is not None
        artist = await (
            owned(work, application.user_id, application.artist_id) if named else _profile(work, application)
        )
        if artist is None:
            raise ConflictError("The applicant owns no such artist.")
        artist.verified = True
        artist.upload_access = artist.upload_access or application.upload_access_taken
    else:
        # Who claims an artist whom the platform does not have becomes that artist.
        claims = kind is ApplicationType.CLAIM_ARTIST and application.artist_id is not None
        artist = await (_claimed(work, application) if claims else _profile(work, application))
        artist.upload_access = True
    application.artist_id = artist.id
    application.upload_access_taken = False


async def take(work: Work, application: Application) -> None:
    """Act on a revocation. Tracks, albums and a profile that was made stay: they are the applicant's work."""
    artist = await work.session.get(Artist, application.artist_id, with_for_update=True)
    if artist is None:
        return
    application.upload_access_taken = artist.upload_access
    artist.upload_access = False
    if application.type == ApplicationType.VERIFY_ARTIST:
        artist.verified = False
    if application.type == ApplicationType.CLAIM_ARTIST:
        await _unclaim(work, application, artist.id)


async def _profile(work: Work, application: Application) -> Artist:
    """The profile that somebody becomes an artist with: the one they named, their oldest, or a new one."""
    user_id = application.user_id
    artist = await owned(work, user_id, application.artist_id)
    if artist is None and application.artist_id is not None:
        artist = await owned(work, user_id)
    if artist is None:
        artist = await work.add(Artist(name=application.artist_name, user_id=user_id))
        work.session.add(ArtistMember(artist_id=artist.id, user_id=user_id, role=MemberRole.OWNER))
    return artist


async def _claimed(work: Work, application: Application) -> Artist:
    """The claimed artist, which the applicant owns from now on, beside those who ran it before."""
    artist = await work.session.get(Artist, application.artist_id, with_for_update=True)
    if artist is None or artist.deleted_at is not None:
        raise ConflictError("The claimed artist is gone.")
    member = await work.session.get(ArtistMember, (artist.id, application.user_id))
    application.role_before = member.role if member else None
    if member is not None:
        member.role = MemberRole.OWNER
        return artist
    there = select(func.count()).where(col(ArtistMember.artist_id) == artist.id)
    if (await work.session.exec(there)).one() >= MEMBERS_AT_MOST:
        raise ConflictError(f"An artist is run by {MEMBERS_AT_MOST} people at most.")
    work.session.add(ArtistMember(artist_id=artist.id, user_id=application.user_id, role=MemberRole.OWNER))
    return artist


async def _unclaim(work: Work, application: Application, artist_id: int) -> None:
    """Make the claimant again what they were to the artist before."""
    member = await work.session.get(ArtistMember, (artist_id, application.user_id))
    if member is None:
        return
    if application.role_before is None:
        await work.session.delete(member)
    else:
        member.role = application.role_before

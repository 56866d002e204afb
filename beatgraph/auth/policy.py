"""May they? Each gate raises, or gives back what it has proven, in the order of the design."""

from beatgraph.auth.viewer import Viewer
from beatgraph.errors import ForbiddenError, NoProfileError, UnauthenticatedError


def signed_in(viewer: Viewer) -> int:
    """The viewer's user id."""
    if viewer.user_id is None:
        raise UnauthenticatedError
    return viewer.user_id


def producer(viewer: Viewer) -> int:
    """The viewer's own artist profile, the oldest if there are several."""
    signed_in(viewer)
    if not viewer.artist_ids:
        raise NoProfileError
    return viewer.artist_ids[0]


def uploader(viewer: Viewer) -> int:
    """The viewer's user id, if one of their profiles may upload, or they are an admin."""
    user_id = signed_in(viewer)
    if not (viewer.artist_ids or viewer.is_admin):
        raise ForbiddenError("This needs an artist profile.")
    if not (viewer.uploading_ids or viewer.is_admin):
        raise ForbiddenError("Your artist profile has no upload access.")
    return user_id


def publishes_for(viewer: Viewer, artist_id: int) -> bool:
    """Whether the viewer may publish in the name of an artist: their own, active, with upload access."""
    return viewer.is_admin or artist_id in viewer.uploading_ids


def permitted(viewer: Viewer, permission: str) -> int:
    """The viewer's user id, if they hold a right by name; admins hold every right."""
    user_id = signed_in(viewer)
    if not holds(viewer, permission):
        raise ForbiddenError
    return user_id


def holds(viewer: Viewer, permission: str) -> bool:
    return viewer.is_admin or permission in viewer.permissions


def acts_for(viewer: Viewer, artist_id: int) -> bool:
    return viewer.is_admin or artist_id in viewer.artist_ids

"""The viewer: on whose behalf a piece of work is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, or nobody in particular; built once a request."""

    user_id: int | None = None
    is_admin: bool = False
    permissions: frozenset[str] = frozenset()
    artist_ids: tuple[int, ...] = ()
    """Artist profiles the person may act for, the oldest first: that one is the profile behind `/artist/*`."""
    uploading_ids: tuple[int, ...] = ()
    """Those of them that are active and have upload access, the oldest first."""
    session: str | None = None
    """The sign-in behind an access token; None for personal access tokens."""
    token_id: int | None = None
    """The personal access token in use, if one is."""

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None


ANONYMOUS = Viewer()


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from; used and forgotten, never stored."""

    address: str = ""
    user_agent: str = ""
    prefetches: bool = False
    """Whether it only fetches ahead of what somebody may ask for."""
    private: bool = False
    """Whether they ask not to be tracked (`DNT`, `Sec-GPC`): an id of their own that they send is not read."""

"""Edges to playlists, to what is in them, and to those who edit and follow them."""

from beatgraph.models import Playlist, PlaylistInvitation, Track, User
from beatgraph.services import invitations, playlist_followers, playlist_tracks, playlists
from loaders.base import Many, One, Pages


class PlaylistById(One[int, Playlist]):
    fetch = staticmethod(playlists.by_ids)


class PlaylistEditable(One[int, bool]):
    """Whether the viewer may change its tracks."""

    fetch = staticmethod(playlists.editable)


class PlaylistManageable(One[int, bool]):
    fetch = staticmethod(playlists.manageable)


class PlaylistFollowed(One[int, bool]):
    """Whether the viewer follows it; None for nobody."""

    fetch = staticmethod(playlist_followers.followed)


class PlaylistCountByOwner(One[int, int]):
    fetch = staticmethod(playlists.count_by_owners)


class PlaylistsByOwner(Pages[int, Playlist]):
    fetch = staticmethod(playlists.by_owners)
    count = PlaylistCountByOwner


class PlaylistCountByEditor(One[int, int]):
    fetch = staticmethod(playlists.count_by_editors)


class PlaylistsByEditor(Pages[int, Playlist]):
    fetch = staticmethod(playlists.by_editors)
    count = PlaylistCountByEditor


class PlaylistCountByFollower(One[int, int]):
    fetch = staticmethod(playlist_followers.count_by_followers)


class PlaylistsByFollower(Pages[int, Playlist]):
    fetch = staticmethod(playlist_followers.by_followers)
    count = PlaylistCountByFollower


class CoverByPlaylist(One[int, str]):
    fetch = staticmethod(playlist_tracks.covers_by_playlists)


class TrackCountByPlaylist(One[int, int]):
    fetch = staticmethod(playlist_tracks.count_by_playlists)


class DurationByPlaylist(One[int, int]):
    fetch = staticmethod(playlist_tracks.durations_by_playlists)


class TracksByPlaylist(Pages[int, Track]):
    fetch = staticmethod(playlist_tracks.by_playlists)
    count = TrackCountByPlaylist


class EditorsByPlaylist(Many[int, User]):
    fetch = staticmethod(invitations.editors_by_playlists)


class InvitationById(One[int, PlaylistInvitation]):
    fetch = staticmethod(invitations.by_ids)


class PlaylistNameByInvitation(One[int, str]):
    """Whatever the invited person may see of it."""

    fetch = staticmethod(invitations.names)


class InvitationsByPlaylist(Many[int, PlaylistInvitation]):
    fetch = staticmethod(invitations.by_playlists)


class InvitationCountByInvitee(One[int, int]):
    fetch = staticmethod(invitations.count_by_invitees)


class InvitationsByInvitee(Pages[int, PlaylistInvitation]):
    fetch = staticmethod(invitations.by_invitees)
    count = InvitationCountByInvitee

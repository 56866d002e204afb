"""The plan's people do what they do, through the services, each act at its moment and as whom it is of."""

from collections.abc import Sequence

from beatgraph.auth.viewer import Viewer
from beatgraph.cli.demo import acts
from beatgraph.cli.demo.acts import Act, Who
from beatgraph.cli.demo.history import Ids
from beatgraph.cli.demo.plan import Plan
from beatgraph.drafts.applications import DecisionDraft
from beatgraph.drafts.comments import CommentDraft
from beatgraph.drafts.lyrics import LyricDraft
from beatgraph.drafts.playlists import PlaylistDraft
from beatgraph.drafts.portfolios import CreditDraft
from beatgraph.drafts.posts import PostDraft
from beatgraph.services import (
    applications,
    comments,
    follows,
    invitations,
    lyrics,
    notifications,
    pins,
    playlist_followers,
    playlist_tracks,
    playlists,
    portfolios,
    posts,
    reposts,
    tokens,
)
from beatgraph.services.signals import ItemKind
from beatgraph.work import Work


class Life:
    """All of it is one piece of work: a demo has it whole or not at all."""

    def __init__(self, work: Work, plan: Plan, ids: Ids, admin_id: int) -> None:
        self._work, self._plan, self._ids, self._admin_id = work, plan, ids, admin_id
        self._viewers: dict[int, Viewer] = {}
        self._playlists: dict[str, int] = {}
        self._comments: dict[str, int] = {}
        self._applications: dict[int, int] = {}

    async def live(self, happening: Sequence[Act]) -> None:
        for act in happening:
            doer = self._admin_id if isinstance(act, acts.Decide) else self._user(act.who)
            await self._do(Work(self._work.session, act.at, self._work.settings, await self._viewer(doer)), act)

    async def _do(self, work: Work, act: Act) -> None:
        match act:
            case acts.Pin():
                await pins.pin(work, self._ids.artists[act.who.producer or 0], self._ids.tracks[act.release])
            case acts.Lyrics():
                draft = LyricDraft.read({"track_id": self._ids.tracks[act.release], "text": act.text})
                await lyrics.create(work, draft)
            case acts.Portfolio():
                await portfolios.add(work, self._ids.artists[act.who.producer or 0], CreditDraft.read(act.credit))
            case acts.Comment():
                await self._comment(work, act)
            case acts.Post():
                track_id = None if act.release is None else self._ids.tracks[act.release]
                await posts.create(work, PostDraft.read({"content": act.text, "track_id": track_id}))
            case acts.FollowPerson():
                await follows.follow_user(work, self._user(act.whom))
            case acts.Repost():
                await self._repost(work, act)
            case acts.Apply():
                await self._apply(work, act)
            case acts.Decide():
                decide = applications.approve if act.approved else applications.deny
                decision = DecisionDraft.read({"notes": act.notes})
                await decide(work, self._applications[self._user(act.who)], decision)
            case acts.ReadNotifications():
                await notifications.mark_read(work)
            case _:
                await self._collect(work, act)

    async def _collect(self, work: Work, act: Act) -> None:
        match act:
            case acts.NewPlaylist():
                fields = ("name", "description", "public", "collaborative")
                draft = PlaylistDraft.read({field: getattr(act, field) for field in fields})
                playlist_id = self._playlists[act.name] = (await playlists.create(work, draft)).id
                await self._add(work, playlist_id, act.releases)
            case acts.Invite():
                await invitations.invite(work, self._playlists[act.playlist], self._user(act.whom))
            case acts.Accept():
                await invitations.accept(work, self._playlists[act.playlist])
            case acts.AddTracks():
                await self._add(work, self._playlists[act.playlist], act.releases)
            case acts.FollowPlaylist():
                await playlist_followers.follow(work, self._playlists[act.playlist])
            case _:
                raise TypeError(f"Nobody knows how to {type(act).__name__}.")

    async def _comment(self, work: Work, act: acts.Comment) -> None:
        parent_id = None if act.answers is None else self._comments[act.answers]
        draft = CommentDraft.read({"content": act.text, "position": act.position, "parent_id": parent_id})
        comment = await comments.add(work, ItemKind.TRACK, self._ids.tracks[act.release], draft)
        self._comments[act.name] = comment.id

    async def _repost(self, work: Work, act: acts.Repost) -> None:
        if act.release is not None:
            await reposts.repost(work, ItemKind.TRACK, self._ids.tracks[act.release])
        elif act.album is not None:
            await reposts.repost(work, ItemKind.ALBUM, self._ids.albums[act.album])

    async def _apply(self, work: Work, act: acts.Apply) -> None:
        place = act.who.producer
        about = {} if place is None else {"artist_id": self._ids.artists[place]}
        name = self._plan.listeners[act.who.listener or 0].name if place is None else self._plan.producers[place].name
        values = {"type": act.type, "artist_name": name, "data": act.data, **about}
        self._applications[self._user(act.who)] = (await applications.create(work, values)).id

    async def _add(self, work: Work, playlist_id: int, releases: Sequence[int]) -> None:
        if releases:
            await playlist_tracks.add(work, playlist_id, [self._ids.tracks[each] for each in releases])

    def _user(self, who: Who) -> int:
        if who.producer is not None:
            return self._ids.owners[who.producer]
        return self._ids.listeners[who.listener or 0]

    async def _viewer(self, user_id: int) -> Viewer:
        if user_id not in self._viewers:
            self._viewers[user_id] = await tokens.viewer_of(self._work, user_id)
        return self._viewers[user_id]

"""Audiences: what somebody does stands, and it counts unless they run the thing, are an admin, or are no person."""

import pytest
from sqlmodel import select

from beatgraph.auth.viewer import Client, Viewer
from beatgraph.drafts.comments import CommentDraft
from beatgraph.models import (
    ArtistDay,
    ArtistLifetime,
    Comment,
    Follow,
    Like,
    Playlist,
    PlaylistFollower,
    PostLifetime,
    Repost,
    Save,
    Share,
    TrackDay,
    TrackLifetime,
    UserFollow,
    UserLifetime,
)
from beatgraph.services import comments, follows, likes, playlist_followers, reposts, saves, shares, views
from beatgraph.services.signals import ItemKind

BROWSER = Client("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0")
BOT = Client("203.0.113.7", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
AHEAD = Client(BROWSER.address, BROWSER.user_agent, prefetches=True)
STANDING = (Like, Repost, Save, Share, Comment, Follow, UserFollow, PlaylistFollower)


@pytest.mark.parametrize(
    ("client", "is_admin", "each"), [(BROWSER, False, 1), (BOT, False, 0), (AHEAD, False, 0), (BROWSER, True, 0)]
)
async def test_what_bots_and_admins_do_stands_and_counts_nowhere(workshop, make, client, is_admin, each):
    track, post, playlist, someone = await make.track(), await make.post(), await make.playlist(), await make.user()
    (artist_id,) = await make.artists_of(track)
    fan = await make.user(is_admin=is_admin)

    async with workshop.writing(Viewer(fan.id, is_admin=is_admin), client) as work:
        for kind, item in ((ItemKind.TRACK, track), (ItemKind.POST, post)):
            await likes.like_item(work, kind, item.id)
            await saves.save(work, kind, item.id)
            await shares.share(work, kind, item.id)
            await comments.add(work, kind, item.id, CommentDraft(content="Nice"))
            await views.record(work, kind, item.id)
        await reposts.repost(work, ItemKind.TRACK, track.id)
        await follows.follow(work, artist_id)
        await follows.follow_user(work, someone.id)
        await playlist_followers.follow(work, playlist.id)

    async with workshop.reading() as work:

        async def sums(table, *names):
            row = (await work.session.exec(select(table))).first()
            return [getattr(row, name) if row else 0 for name in names]

        stands = [len((await work.session.exec(select(table))).all()) for table in STANDING]
        assert stands == [1, 1, 2, 2, 2, 1, 1, 1]
        kinds = ("likes", "saves", "shares", "comments", "views")
        assert await sums(PostLifetime, *kinds) == [each] * 5
        assert await sums(TrackLifetime, *kinds, "reposts") == [each] * 6
        on_day = ("likes_added", "saves_added", "reposts_added", "shares", "comments", "views")
        assert await sums(TrackDay, *on_day) == [each] * 6
        assert await sums(ArtistDay, *on_day, "follows_added") == [each] * 7
        assert await sums(ArtistLifetime, "followers") == [each]
        assert await sums(UserLifetime, "followers") == [each]
        assert await sums(Playlist, "follower_count") == [each]


async def test_a_like_that_counts_is_taken_back_whoever_ends_it(workshop, make):
    track, fan = await make.track(), await make.user()
    for client, verb in ((BROWSER, likes.like), (BOT, likes.unlike), (BOT, likes.like), (BROWSER, likes.unlike)):
        async with workshop.writing(Viewer(fan.id), client) as work:
            await verb(work, track.id)

    assert (await make.again(TrackLifetime(track_id=track.id))).likes == 0

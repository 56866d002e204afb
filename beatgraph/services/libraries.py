"""Libraries: many tracks and albums liked, and many artists followed, in one go."""

from collections.abc import Collection, Mapping

from beatgraph.auth import policy
from beatgraph.services import engagements, follows, items, standings
from beatgraph.services.engagements import Pair, Wish
from beatgraph.services.signals import ItemKind
from beatgraph.services.subjects import ALBUM_LIKES, ARTISTS, TRACKS, Subject
from beatgraph.work import Work

SUBJECTS: dict[ItemKind, Subject] = {
    ItemKind.TRACK: TRACKS,
    ItemKind.ALBUM: ALBUM_LIKES,
    ItemKind.ARTIST: ARTISTS,
}
Named = Mapping[ItemKind, Collection[int]]
"""Ids by kind."""


async def add(work: Work, named: Named) -> None:
    """Like or follow all of these or, if one cannot be seen or there is no room, none."""
    user_id = policy.signed_in(work.viewer)
    found = {kind: await items.get_all(work, kind, [*ids]) for kind, ids in named.items()}
    await engagements.take_turn(work, user_id)
    wishes: list[Wish] = []
    for kind, rows in found.items():
        subject = SUBJECTS[kind]
        wished = [Wish(subject, Pair(user_id, item.id), item.counted) for item in rows]
        before = await engagements.standing(work, subject, [wish.pair for wish in wished])
        new = [wish for wish in wished if wish.pair not in before]
        if new and kind is ItemKind.ARTIST:
            await follows.make_room(work, user_id, len(new))
        elif new:
            await standings.make_room(work, subject, user_id, len(new))
        wishes += new
    await engagements.set_standings(work, wishes, wanted=True)


async def remove(work: Work, named: Named) -> None:
    """No longer like or follow these; what has been hidden meanwhile can be let go as well."""
    user_id = policy.signed_in(work.viewer)
    await engagements.take_turn(work, user_id)
    wishes: list[Wish] = []
    for kind, ids in named.items():
        subject = SUBJECTS[kind]
        held = await engagements.standing(work, subject, [Pair(user_id, each) for each in ids])
        await items.get_all(work, kind, [each for each in ids if Pair(user_id, each) not in held])
        wishes += [Wish(subject, pair) for pair in held]
    await engagements.set_standings(work, wishes, wanted=False)

"""What becomes of a plan among its people: drawn from the seed, of one size however large the catalogue is."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from beatgraph.cli.demo import sayings
from beatgraph.cli.demo.acts import (
    Accept,
    Act,
    AddTracks,
    Apply,
    Comment,
    Decide,
    FollowPerson,
    FollowPlaylist,
    Invite,
    Lyrics,
    NewPlaylist,
    Pin,
    Portfolio,
    Post,
    ReadNotifications,
    Repost,
    Who,
)
from beatgraph.cli.demo.plan import Plan

SHOWN, NAMED = 24, 6
"""So many tracks, and so many of the producers and of the listeners, are the ones that people talk about."""

OPEN_FOR = timedelta(days=2)
"""How old the invitations are that nobody has answered at the end."""

FIRST = Who(producer=0)
BARS_A_LINE, BEATS_A_BAR = 4, 4


def acts(plan: Plan) -> list[Act]:
    """Everything that people do, in the order in which it happens."""
    return sorted(Society(plan).acts(), key=lambda act: act.at)


class Society:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rng = Random(f"{plan.seed} society")  # noqa: S311
        self._shown = [place for place, release in enumerate(plan.releases) if not release.private][:SHOWN]
        standing = [place for place, producer in enumerate(plan.producers) if not producer.inactive]
        self._producers = [Who(producer=place) for place in standing[:NAMED]]
        self._listeners = [Who(listener=place) for place in range(NAMED)]

    def acts(self) -> Iterator[Act]:
        yield from self._pins()
        yield from self._lyrics()
        yield from self._portfolios()
        yield from self._comments()
        yield from self._posts()
        yield from self._follows()
        yield from self._reposts()
        yield from self._playlists()
        yield from self._requests()

    def _pins(self) -> Iterator[Act]:
        for who in self._producers:
            if own := self._releases_of(who):
                best = max(own, key=lambda place: self._plan.releases[place].appeal)
                yield Pin(self._after(self._out(best)), who, best)

    def _lyrics(self) -> Iterator[Act]:
        texts = [*map(self._synced, self._shown[:2], sayings.SYNCED), *sayings.PLAIN]
        for place, text in zip(self._shown, texts, strict=False):
            yield Lyrics(self._after(self._out(place)), self._lead(place), place, text)

    def _synced(self, place: int, lines: Sequence[str]) -> str:
        line_s = BARS_A_LINE * BEATS_A_BAR * 60 / self._plan.releases[place].beat.bpm
        times = [int(line_s * number * 100) for number in range(1, len(lines) + 1)]
        return "\n".join(
            f"[{at // 6000:02}:{at // 100 % 60:02}.{at % 100:02}] {line}" for at, line in zip(times, lines, strict=True)
        )

    def _portfolios(self) -> Iterator[Act]:
        roles = ("producer", "co-producer", "mixing", "songwriter", "beat-maker")
        for number, song in enumerate(sayings.SONGS):
            who = FIRST if number < 4 else self._producers[1]
            credit = {
                "type": "song",
                "spotify_id": f"demo-{number + 1}",
                "title": song,
                "artist_name": self._rng.choice(sayings.SINGERS),
                "album_name": self._rng.choice(sayings.RECORDS),
                "release_year": self._plan.until.year - self._rng.randint(1, 6),
                "roles": self._rng.sample(roles, self._rng.randint(1, 2)),
            }
            yield Portfolio(self._after(self._joined(who)), who, credit)

    def _comments(self) -> Iterator[Act]:
        deck = list(sayings.COMMENTS)
        for place in self._shown[:8]:
            words = self._rng.sample(deck, self._rng.randint(3, 5))
            for number, (who, text) in enumerate(zip(self._rng.sample(self._listeners, 5), words, strict=False)):
                at = self._after(self._out(place), self._joined(who))
                name = f"{place} {number}"
                length = self._plan.releases[place].beat.duration
                position = int(length * self._rng.uniform(0.05, 0.9)) if self._rng.random() < 0.7 else None
                yield Comment(at, who, place, name, text, position)
                if number == 0:
                    answer = self._rng.choice(sayings.ANSWERS)
                    yield Comment(self._soon(at), self._lead(place), place, f"{name} answer", answer, answers=name)

    def _posts(self) -> Iterator[Act]:
        for number, text in enumerate(sayings.POSTS):
            who = FIRST if number < 2 else self._producers[number % len(self._producers)]
            own = self._releases_of(who)
            place = self._rng.choice(own) if own else None
            since = self._joined(who) if place is None else self._out(place)
            yield Post(self._after(since), who, text, place)
        who = self._listeners[0]
        yield Post(self._after(self._joined(who)), who, sayings.LISTENERS_POST)

    def _follows(self) -> Iterator[Act]:
        for who in (*self._listeners, *self._producers):
            others = [each for each in self._producers if each not in (who, FIRST)]
            for whom in (FIRST, *self._rng.sample(others, min(2, len(others)))):
                if whom != who:
                    yield FollowPerson(self._after(self._joined(who), self._joined(whom)), who, whom)
        listener = self._listeners[0]
        yield FollowPerson(self._after(self._joined(listener), self._joined(FIRST)), FIRST, listener)

    def _reposts(self) -> Iterator[Act]:
        for who in (*self._listeners[:4], *self._producers[:2]):
            others = [place for place in self._shown if who.producer not in self._plan.releases[place].producers]
            for place in self._rng.sample(others, min(2, len(others))):
                yield Repost(self._after(self._out(place), self._joined(who)), who, release=place)
        if self._plan.albums:
            who = self._listeners[0]
            yield Repost(self._after(self._plan.albums[0].at, self._joined(who)), who, album=0)

    def _playlists(self) -> Iterator[Act]:
        first, second, third = self._listeners[:3]
        yield from self._shared(0, FIRST, editors=(first, second), invited=third)
        yield from self._shared(3, third, editors=(FIRST,), invited=first)
        for number, owner in ((1, first), (2, second)):
            yield self._playlist(number, owner, public=number == 2)
        for number, follower in ((0, self._listeners[3]), (2, first), (2, FIRST)):
            # By then every playlist is there.
            yield FollowPlaylist(self._between(0.9, 0.99), follower, sayings.PLAYLISTS[number])

    def _shared(self, number: int, owner: Who, *, editors: Sequence[Who], invited: Who) -> Iterator[Act]:
        playlist = self._playlist(number, owner, collaborative=True)
        yield playlist
        for editor in editors:
            at = self._between(0.85, 0.88)
            yield Invite(at, owner, playlist.name, editor)
            yield Accept(self._soon(at), editor, playlist.name)
            yield AddTracks(self._between(0.93, 0.97), editor, playlist.name, self._some(2))
        at = max(self._between(0.9, 0.9), self._plan.until - OPEN_FOR)
        yield Invite(at, owner, playlist.name, invited)

    def _playlist(self, number: int, owner: Who, *, public: bool = True, collaborative: bool = False) -> NewPlaylist:
        name, description = sayings.PLAYLISTS[number], sayings.DESCRIPTIONS[number]
        at = self._between(0.75, 0.84)
        return NewPlaylist(at, owner, name, description, self._some(6), public, collaborative)

    def _requests(self) -> Iterator[Act]:
        yield from self._verification(FIRST)
        listener, waiting = self._listeners[:2]
        yield Apply(self._between(0.6, 0.65), listener, "become-artist", sayings.REQUESTS["listener"])
        yield Decide(self._between(0.7, 0.75), listener, approved=False, notes=sayings.DENIED)
        yield Apply(self._between(0.95, 0.98), waiting, "become-artist", sayings.REQUESTS["listener"])
        hopeful = [each for each in self._producers if not self._plan.producers[each.producer or 0].verified]
        if hopeful:
            yield Apply(self._between(0.9, 0.95), hopeful[0], "verify-artist", sayings.REQUESTS["other"])

    def _verification(self, who: Who) -> Iterator[Act]:
        """Of the producer who is verified: asked for twice, granted once."""
        day = (self._plan.until - self._plan.since) / 100
        first, again = self._plan.since + day, self._plan.since + 6 * day
        yield Apply(first, who, "verify-artist", sayings.REQUESTS["first"])
        yield Decide(first + 2 * day, who, approved=False, notes=sayings.DENIED)
        yield ReadNotifications(first + 3 * day, who)
        yield Apply(again, who, "verify-artist", sayings.REQUESTS["again"])
        yield Decide(again + 2 * day, who, approved=True)

    def _releases_of(self, who: Who) -> list[int]:
        return [place for place in self._shown if self._plan.releases[place].producers[0] == who.producer]

    def _lead(self, place: int) -> Who:
        return Who(producer=self._plan.releases[place].producers[0])

    def _some(self, number: int) -> tuple[int, ...]:
        """Tracks that are out when playlists are made."""
        early = [place for place in self._shown if self._out(place) < self._between(0.75, 0.75)]
        return tuple(self._rng.sample(early, min(number, len(early))))

    def _out(self, place: int) -> datetime:
        return self._plan.releases[place].at

    def _joined(self, who: Who) -> datetime:
        if who.producer is not None:
            return self._plan.producers[who.producer].person.joined
        return self._plan.listeners[who.listener or 0].joined

    def _after(self, *since: datetime) -> datetime:
        """Some time between the latest of these and the end."""
        start = max(since)
        return start + (self._plan.until - start) * self._rng.uniform(0.02, 0.95)

    def _soon(self, since: datetime) -> datetime:
        return since + min(timedelta(hours=20), (self._plan.until - since) / 5) * self._rng.uniform(0.2, 1)

    def _between(self, start: float, end: float) -> datetime:
        """Some time between two shares of the plan's days."""
        return self._plan.since + (self._plan.until - self._plan.since) * self._rng.uniform(start, end)

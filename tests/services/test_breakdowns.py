"""Breakdowns and audiences: whose plays they were, in exact numbers."""

import pytest

from beatgraph import models
from beatgraph.analytics.segments import Segments, segments
from beatgraph.drafts.insights import Span
from beatgraph.services import audience, breakdowns
from beatgraph.services.breakdowns import SourceKind
from beatgraph.services.readers import Whose
from tests.services.test_events import Load, line
from tests.services.test_insights import DAY, told

pytestmark = pytest.mark.anyio


@pytest.fixture
def load(workshop):
    return Load(workshop)


class Played:
    """A track of an artist's album; `play` makes lines, one a minute."""

    def __init__(self, make) -> None:
        self.make, self.minute = make, 0

    async def begin(self):
        self.artist = await self.make.artist()
        self.track = await self.make.track(self.artist)
        self.album = await self.make.album(self.artist, tracks=(self.track,))
        return self

    def play(self, day, who, track=None, **fields):
        self.minute += 1
        listener = {"anonymous_id": who} if isinstance(who, str) else {"user_id": who.id}
        return line(at=day * DAY + 60 * self.minute, track_id=(track or self.track).id, **listener, **fields)


async def cut(workshop, whose, thing, **asked):
    return (await told(workshop, whose, thing, read=breakdowns.by, **asked))[thing.id]


def shown(slices):
    return [(each.value, each.plays, each.share, each.listeners) for each in slices]


async def test_every_cut_is_all_plays(load, make, workshop):
    played = await Played(make).begin()
    ada, bob = await make.user(display_name="Ada"), await make.user(display_name="Bob", avatar="https://pic.example/b")
    german = {"country": "DE", "city": "Berlin", "device": "mobile", "platform": "ios", "source": "search"}
    american = {"country": "US", "device": "desktop", "platform": "linux", "source": "feed"}
    await load(
        *(played.play(40, ada, **german) for _ in range(3)),
        *(played.play(40, bob, **american) for _ in range(2)),
        *(played.play(40, f"guest {number}", country="DE", city="Hamburg") for number in range(5)),
        played.play(1, "long ago", country="FR"),
    )

    found = await cut(workshop, Whose.TRACK, played.track)
    of_artist, of_album = (
        await cut(workshop, Whose.ARTIST, played.artist),
        await cut(workshop, Whose.ALBUM, played.album),
    )

    assert (found.plays, found.listeners) == (10, 7)
    assert shown(found.countries) == [("DE", 8, 80.0, 6), ("US", 2, 20.0, 1)]
    assert shown(found.cities) == [("Hamburg, DE", 5, 50.0, 5), ("other", 3, 30.0, 1), ("unknown", 2, 20.0, 1)]
    assert shown(found.devices) == [("mobile", 3, 30.0, 1), ("desktop", 2, 20.0, 1), ("unknown", 5, 50.0, 5)]
    assert shown(found.platforms) == [("ios", 3, 30.0, 1), ("linux", 2, 20.0, 1), ("unknown", 5, 50.0, 5)]
    assert shown(found.sources) == [("search", 3, 30.0, 1), ("feed", 2, 20.0, 1), ("unknown", 5, 50.0, 5)]
    assert [each.kind for each in found.sources] == [SourceKind.ACTIVE, SourceKind.PROGRAMMED, SourceKind.UNKNOWN]
    assert (found.active_share, found.programmed_share) == (30.0, 20.0)
    assert shown(found.top_listeners) == [("Ada", 3, 30.0, 1), ("Bob", 2, 20.0, 1), ("guest", 5, 50.0, 5)]
    assert [(each.user_id, each.avatar) for each in found.top_listeners[1:]] == [
        (bob.id, "https://pic.example/b"),
        (None, None),
    ]
    assert found.tracks == []
    assert of_artist == of_album
    assert (of_artist.countries, of_artist.top_listeners) == (found.countries, found.top_listeners)
    assert [(each.track_id, each.plays, each.share) for each in of_artist.tracks] == [(played.track.id, 10, 100.0)]


async def test_four_platforms_are_shown_and_the_rest_is_other(load, make, workshop):
    played = await Played(make).begin()
    plays = {"windows": 4, "macos": 3, "ios": 3, "web": 2, "linux": 1, "other": 1}
    await load(
        *(
            played.play(40, f"{name} {number}", platform=name)
            for name, times in plays.items()
            for number in range(times)
        )
    )

    found = await cut(workshop, Whose.TRACK, played.track)

    assert [(each.value, each.plays) for each in found.platforms] == [
        ("windows", 4),
        ("ios", 3),
        ("macos", 3),
        ("web", 2),
        ("other", 2),
    ]


async def test_a_listener_may_be_known_in_part(load, make, workshop):
    played = await Played(make).begin()
    await load(played.play(40, "ada", source="search"), played.play(40, "ada"), played.play(40, "bob", source="album"))

    found = await cut(workshop, Whose.TRACK, played.track)

    assert shown(found.sources) == [("album", 1, 33.3, 1), ("search", 1, 33.3, 1), ("unknown", 1, 33.3, 1)]


async def test_who_has_no_public_profile_is_a_guest_and_the_eleventh_is_another(load, make, workshop):
    played = await Played(make).begin()
    fans = [await make.user() for _ in range(12)]
    await load(
        *(played.play(40, fan) for fan in fans[:2] for _ in range(9)), *(played.play(40, fan) for fan in fans[2:])
    )
    await make.change(fans[0], suspended_at=make.now())

    found = await cut(workshop, Whose.TRACK, played.track)

    assert found.top_listeners[0].user_id == fans[1].id
    assert shown(found.top_listeners)[10:] == [("other", 1, 3.6, 1), ("guest", 9, 32.1, 1)]
    assert sum(each.plays for each in found.top_listeners) == found.plays == 28


async def test_who_listens_privately_is_a_guest(load, make, workshop):
    played = await Played(make).begin()
    ada, bob = await make.user(display_name="Ada", listens_privately=True), await make.user(display_name="Bob")
    await load(*(played.play(40, ada) for _ in range(3)), played.play(40, bob), played.play(40, "guest"))

    found = await cut(workshop, Whose.TRACK, played.track)

    assert shown(found.top_listeners) == [("Bob", 1, 20.0, 1), ("guest", 4, 80.0, 2)]


async def test_an_audience_is_new_or_back_and_follows_or_not(load, make, workshop):
    played = await Played(make).begin()
    ada, bob, cyd = [await make.user() for _ in range(3)]
    await load(
        line("follow", at=0, artist_id=played.artist.id, user_id=ada.id),
        played.play(1, ada, source="search"),
        played.play(1, cyd, source="search"),
        played.play(40, ada, source="search"),
        played.play(40, ada, source="search"),
        played.play(40, bob, source="feed"),
        played.play(40, "guest"),
        line("follow", at=40.4 * DAY, artist_id=played.artist.id, user_id=bob.id),
        line("save", at=40.4 * DAY, track_id=played.track.id, user_id=bob.id),
    )

    kinds = {Whose.TRACK: played.track, Whose.ALBUM: played.album, Whose.ARTIST: played.artist}
    found = [
        (await told(workshop, whose, thing, read=audience.by, span=Span.WEEK))[thing.id]
        for whose, thing in kinds.items()
    ]

    assert found[0] == found[1] == found[2]
    (week, *_) = found
    assert (week.listeners, week.monthly_listeners) == (3, 3)
    assert (week.new_listeners, week.returning_listeners) == (2, 1)
    assert week.segments == Segments(active=1, super=0, moderate=0, light=1, previously_active=1, programmed=1)
    assert (week.follower_share, week.follower_play_share, week.follower_conversion) == (66.7, 50.0, 50.0)
    assert (week.save_rate, week.plays_per_listener) == (33.3, 1.3)


async def test_who_listened_years_ago_is_back(load, make, workshop, clock):
    played = await Played(make).begin()
    ada = await make.user()
    await load(played.play(0, ada))
    clock.forward(days=900)
    today = (clock.now.timestamp() - 1_769_990_400) / DAY  # days since the 2nd of February 2026
    await load(played.play(int(today), ada))

    found = (await told(workshop, Whose.TRACK, played.track, read=audience.by, span=Span.WEEK))[played.track.id]

    assert (found.listeners, found.returning_listeners) == (1, 1)
    assert found.segments.previously_active == 0


def test_the_best_two_per_cent_with_ten_plays_are_super_listeners():
    plays = dict.fromkeys(range(100), 2) | {0: 40, 1: 30, 2: 29, 3: 3}

    assert segments(plays, range(100), ()) == Segments(100, 2, 2, 96, 0, 0)
    assert segments({1: 9}, [1], [2, 1]) == Segments(1, 0, 1, 0, 1, 0)
    assert segments({1: 1}, [], []) == Segments(0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize("read", [breakdowns.by, audience.by])
async def test_many_cost_as_many_statements_as_one(doors, load, make, workshop, read):
    played = [await Played(make).begin() for _ in range(5)]
    fan = await make.user()
    await load(*(each.play(40, fan, source="search", country="DE") for each in played))

    for whose, name in ((Whose.TRACK, "track"), (Whose.ALBUM, "album"), (Whose.ARTIST, "artist")):
        things, costs = [getattr(each, name) for each in played], []
        for some in (things[:1], things):
            doors.forget()
            assert len(await told(workshop, whose, *some, read=read)) == len(some)
            costs.append(len(doors.reads))
        assert costs[0] == costs[1]


async def test_producer_analytics_are_the_same_figures_at_once(doors, load, make, workshop):
    played = await Played(make).begin()
    await load(
        *(played.play(40, name) for name in ("ada", "bob")),
        line("follow", at=0, artist_id=played.artist.id, user_id=(await make.user()).id),
        line("download", at=40 * DAY, track_id=played.track.id, user_id=(await make.user()).id),
    )
    owner, stranger = await make.owner(played.track), await make.user()
    label = await make.user()
    row = await make.row(models.Label(name="Label", user_id=label.id))
    await make.change(played.artist, label_id=row.id)

    found = {}
    for noun in ("track", "album", "artist"):
        path = f"/api/v1/{noun}s/{getattr(played, noun).id}/producer-analytics"
        answer = await doors.get(path, owner, params={"period": "7-days"})
        assert answer.status_code == 200
        found[noun] = answer.json()["analytics"]
        assert [(await doors.get(path, each)).status_code for each in (None, stranger, label)] == [401, 403, 200]
        # Who may not is told so before what is wrong with the request.
        assert (await doors.get(path, stranger, params={"period": "ages"})).status_code == 403
        assert (await doors.get(path, owner, params={"period": "ages"})).status_code == 422

    for each in found.values():
        assert each["plays"] == {"total": 2, "period": 2, "previous": 0, "change": 100.0, "qualified_plays": 0}
        assert (each["downloads"], each["contribution_value"], each["last_updated"]) == (1, 0.0, None)
        assert [day["value"] for day in each["plays_over_time"]] == [0] * 6 + [2]
        assert each["top_listeners"][0]["value"] == "guest"
    assert found["track"]["track"] == {"id": played.track.id, "name": played.track.name, "image": None}
    assert (found["album"]["tracks"][0]["plays"], found["artist"]["top_tracks"][0]["share"]) == (2, 100.0)
    assert (found["artist"]["followers"], found["artist"]["tracks"]) == (1, {"total": 1, "period": 1})

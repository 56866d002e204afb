"""Pinned tracks in the graph."""

from resolvers.base.ids import encode

PIN = """mutation ($input: PinInput!) {
  pinTrack(input: $input) { artist { pinnedTrack { name } } errors { code field } }
}"""
UNPIN = """mutation ($input: PinInput!) {
  unpinTrack(input: $input) { artist { pinnedTrack { name } } errors { code field } }
}"""
PINNED = "query ($id: ID!) { artist(id: $id) { pinnedTrack { name } } }"


def given(artist, track):
    return {"artistId": encode("Artist", artist.id), "trackId": encode("Track", track.id)}


async def test_an_artist_pins_a_track_that_guests_see_and_takes_it_away(ask, make):
    artist = await make.artist()
    track, owner = await make.track(artist, name="Tides"), await make.owner(artist)

    done = await ask(PIN, owner, input=given(artist, track))
    seen = await ask(PINNED, id=encode("Artist", artist.id))
    gone = [await ask(UNPIN, owner, input=given(artist, track)) for _ in range(2)]

    assert done["pinTrack"] == {"artist": {"pinnedTrack": {"name": "Tides"}}, "errors": []}
    assert seen == {"artist": {"pinnedTrack": {"name": "Tides"}}}
    assert gone == [{"unpinTrack": {"artist": {"pinnedTrack": None}, "errors": []}}] * 2


async def test_refusals_stand_in_the_payload(ask, make):
    artist = await make.artist()
    track, other, hidden = await make.track(artist), await make.track(), await make.track(private=True)
    owner = await make.owner(artist)
    errors = []
    for asker, what in ((None, track), (await make.user(), track), (owner, other), (owner, hidden)):
        answer = (await ask(PIN, asker, input=given(artist, what)))["pinTrack"]
        assert answer["artist"] is None
        errors += [(error["code"], error["field"]) for error in answer["errors"]]

    assert errors == [
        ("UNAUTHENTICATED", None),
        ("FORBIDDEN", None),
        ("INVALID", "trackId"),
        ("NOT_FOUND", None),
    ]
    assert (await make.again(artist)).pinned_track_id is None


async def test_what_became_private_is_null_to_strangers_and_not_to_the_owner(ask, make):
    artist = await make.artist()
    track = await make.track(artist, name="Tides", private=True)
    await make.change(artist, pinned_track_id=track.id)

    answers = [
        (await ask(PINNED, asker, id=encode("Artist", artist.id)))["artist"]["pinnedTrack"]
        for asker in (None, await make.user(), await make.owner(artist))
    ]

    assert answers == [None, None, {"name": "Tides"}]


async def test_what_ten_artists_have_pinned_costs_one_statement(doors, make):
    for number in range(10):
        artist = await make.artist(name=f"A{number}")
        await make.change(artist, pinned_track_id=(await make.track(artist, name=f"T{number}")).id)
    doors.forget()

    data = await doors.ask("{ artists(first: 10) { nodes { pinnedTrack { name } } } }")

    assert [node["pinnedTrack"]["name"] for node in data["artists"]["nodes"]] == [f"T{number}" for number in range(10)]
    assert len(doors.reads) == 2

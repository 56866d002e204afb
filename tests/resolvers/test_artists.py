"""Artists in the graph."""

import pytest

from beatgraph.models import ArtistLink, ArtistStatus, Label, TrackGenre, TrackLifetime, UploadKind
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

ARTIST = """query ($id: ID!) { artist(id: $id) { name bio website verified city country status
  socialLinks { network address } label { name } genres { name } similar { name } viewerCanEdit } }"""
MEMBERS = "query ($id: ID!) { artist(id: $id) { members { role user { displayName } } viewerCanEdit } }"
CREATE = """mutation ($input: CreateArtistInput!) {
  createArtist(input: $input) { artist { name bio viewerCanEdit members { role } socialLinks { network address } }
    errors { code field message } }
}"""
UPDATE = """mutation ($input: UpdateArtistInput!) {
  updateArtist(input: $input) { artist { name bio website status socialLinks { network address } }
    errors { code field } }
}"""
DELETE = "mutation ($input: ArtistInput!) { deleteArtist(input: $input) { deletedId errors { code } } }"
RESTORE = "mutation ($input: ArtistInput!) { restoreArtist(input: $input) { artist { name } errors { code } } }"


async def test_an_artist_answers_its_columns_and_edges(ask, make):
    owner = await make.user()
    label = await make.row(Label(name="Tidal", user_id=owner.id))
    artist = await make.artist(owner, name="Drift", bio="Quiet.", city="Turku", label_id=label.id, verified=True)
    await make.row(ArtistLink(artist_id=artist.id, network="twitter", address="@drift"))
    genre = await make.genre(await make.track(artist), "lo-fi")
    await make.row(TrackGenre(track_id=(await make.track(await make.artist(name="Nova"))).id, genre_id=genre.id))

    data = await ask(ARTIST, await make.user(), id=encode("Artist", artist.id))

    assert data["artist"] == {
        "name": "Drift",
        "bio": "Quiet.",
        "website": None,
        "verified": True,
        "city": "Turku",
        "country": None,
        "status": "ACTIVE",
        "socialLinks": [{"network": "TWITTER", "address": "@drift"}],
        "label": {"name": "Tidal"},
        "genres": [{"name": "lo-fi"}],
        "similar": [{"name": "Nova"}],
        "viewerCanEdit": False,
    }


async def test_a_guest_gets_the_name_and_is_told_to_sign_in_for_the_rest(doors, make):
    artist = await make.artist(name="Drift", bio="Quiet.")

    answer = await doors.graph(
        "query ($id: ID!) { artist(id: $id) { name bio label { name } tracks { nodes { name } } viewerCanEdit } }",
        id=encode("Artist", artist.id),
    )

    assert answer["data"]["artist"] == {
        "name": "Drift",
        "bio": None,
        "label": None,
        "tracks": {"nodes": []},
        "viewerCanEdit": False,
    }
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [
        (["artist", "bio"], "UNAUTHENTICATED"),
        (["artist", "label"], "UNAUTHENTICATED"),
    ]


async def test_artists_are_found_by_a_part_of_the_name_in_either_order(ask, make):
    for name in ("Nova", "Drift", "Drifter"):
        await make.artist(name=name)
    query = "query ($order: ArtistOrder!) { artists(query: %s, orderBy: $order) { totalCount nodes { name } } }"

    by_name = await ask(query % '"DRIFT"', order="NAME")
    newest = await ask(query % "null", order="NEWEST")

    assert by_name["artists"] == {"totalCount": 2, "nodes": [{"name": "Drift"}, {"name": "Drifter"}]}
    assert [each["name"] for each in newest["artists"]["nodes"]] == ["Drifter", "Drift", "Nova"]


async def test_nothing_holds_a_character_that_cannot_be_stored(ask, make):
    await make.album()

    data = await ask(r'{ artists(query: "\u0000") { totalCount } albums(query: "\u0000") { totalCount } }')

    assert data == {"artists": {"totalCount": 0}, "albums": {"totalCount": 0}}


async def test_an_artists_tracks_come_in_the_order_that_is_asked_for(ask, make, clock):
    artist = await make.artist()
    for name, plays in (("C", 1), ("A", 9), ("B", 5)):
        clock.forward(minutes=1)
        await make.row(TrackLifetime(track_id=(await make.track(artist, name=name)).id, plays=plays))
    query = """query ($id: ID!) { artist(id: $id) { newest: tracks { nodes { name } }
      best: tracks(orderBy: MOST_PLAYED, first: 2) { nodes { name } pageInfo { endCursor } }
      named: tracks(orderBy: NAME) { nodes { name } } } }"""

    found = (await ask(query, id=encode("Artist", artist.id)))["artist"]
    rest = await ask(
        "query ($id: ID!, $after: String) { artist(id: $id) "
        "{ tracks(orderBy: MOST_PLAYED, after: $after) { nodes { name } } } }",
        id=encode("Artist", artist.id),
        after=found["best"]["pageInfo"]["endCursor"],
    )

    names = {key: [node["name"] for node in found[key]["nodes"]] for key in found}
    assert names == {"newest": ["B", "A", "C"], "best": ["A", "B"], "named": ["A", "B", "C"]}
    assert rest["artist"]["tracks"]["nodes"] == [{"name": "C"}]


async def test_only_those_who_run_an_artist_learn_who_does(ask, make):
    artist = await make.artist(await make.user(display_name="Ada"))
    id = encode("Artist", artist.id)

    answers = [
        (await ask(MEMBERS, asker, id=id))["artist"]
        for asker in (await make.user(), await make.owner(artist), await make.user(is_admin=True))
    ]

    shown = {"members": [{"role": "OWNER", "user": {"displayName": "Ada"}}], "viewerCanEdit": True}
    assert answers == [{"members": [], "viewerCanEdit": False}, shown, shown]


async def test_an_artist_is_created_and_run_by_the_caller(ask, make):
    given = {"name": "Drift", "bio": "Quiet.", "socialLinks": [{"network": "INSTAGRAM", "address": "@drift"}]}

    data = await ask(CREATE, await make.user(), input=given)

    assert data["createArtist"] == {
        "artist": {
            "name": "Drift",
            "bio": "Quiet.",
            "viewerCanEdit": True,
            "members": [{"role": "OWNER"}],
            "socialLinks": [{"network": "INSTAGRAM", "address": "@drift"}],
        },
        "errors": [],
    }


async def test_a_bad_artist_is_refused_by_the_name_of_its_field(ask, make):
    given = {"name": " ", "website": "x", "socialLinks": [{"network": "YOUTUBE", "address": "me"}]}

    data = await ask(CREATE, await make.user(), input=given)

    assert data["createArtist"]["artist"] is None
    assert sorted((error["code"], error["field"]) for error in data["createArtist"]["errors"]) == [
        ("INVALID", "name"),
        ("INVALID", "socialLinks.youtube"),
        ("INVALID", "website"),
    ]


async def test_a_guest_creates_nothing(ask):
    data = await ask('mutation { createArtist(input: {name: "A"}) { artist { name } errors { code } } }')

    assert data["createArtist"] == {"artist": None, "errors": [{"code": "UNAUTHENTICATED"}]}
    assert (await ask("{ artists { totalCount } }"))["artists"]["totalCount"] == 0


async def test_an_update_sets_what_is_given_clears_what_is_null_and_leaves_the_rest(ask, make):
    artist = await make.artist(name="Drift", bio="Quiet.", website="https://example.com")
    await make.row(ArtistLink(artist_id=artist.id, network="twitter", address="@drift"))
    await make.row(ArtistLink(artist_id=artist.id, network="instagram", address="@drift"))
    links = [{"network": "TWITTER", "address": None}, {"network": "YOUTUBE", "address": "https://youtube.com/@drift"}]

    data = await ask(
        UPDATE,
        await make.owner(artist),
        input={"id": encode("Artist", artist.id), "name": "Nova", "bio": None, "socialLinks": links},
    )

    assert data["updateArtist"] == {
        "artist": {
            "name": "Nova",
            "bio": None,
            "website": "https://example.com",
            "status": "ACTIVE",
            "socialLinks": [
                {"network": "INSTAGRAM", "address": "@drift"},
                {"network": "YOUTUBE", "address": "https://youtube.com/@drift"},
            ],
        },
        "errors": [],
    }


async def test_a_picture_is_an_address_or_an_upload_and_null_takes_it_away(ask, make):
    artist = await make.artist(image="https://example.com/old.png")
    owner = await make.owner(artist)
    picture = await make.upload(owner, kind=UploadKind.IMAGE, storage_key="covers/drift.png")
    pictured = """mutation ($input: UpdateArtistInput!) {
      updateArtist(input: $input) { artist { image coverImage } errors { code } } }"""
    given = {"id": encode("Artist", artist.id), "coverImage": encode("FileEntry", picture.id)}

    covered = (await ask(pictured, owner, input=given))["updateArtist"]["artist"]
    bare = (await ask(pictured, owner, input={**given, "image": None, "coverImage": None}))["updateArtist"]["artist"]

    assert (covered["image"], covered["coverImage"].endswith("/covers/drift.png")) == (
        "https://example.com/old.png",
        True,
    )
    assert bare == {"image": None, "coverImage": None}


async def test_strangers_and_guests_change_and_delete_nothing(ask, make):
    artist = await make.artist(name="Drift")
    id = encode("Artist", artist.id)

    for asker, code in ((None, "UNAUTHENTICATED"), (await make.user(), "FORBIDDEN")):
        changed = await ask(UPDATE, asker, input={"id": id, "name": "Mine"})
        deleted = await ask(DELETE, asker, input={"id": id})
        assert [error["code"] for error in changed["updateArtist"]["errors"]] == [code]
        assert deleted["deleteArtist"] == {"deletedId": None, "errors": [{"code": code}]}
    kept = await make.again(artist)
    assert (kept.name, kept.deleted_at) == ("Drift", None)


async def test_an_inactive_artist_is_changed_by_admins_only(ask, make):
    artist = await make.artist(status=ArtistStatus.INACTIVE)
    given = {"id": encode("Artist", artist.id), "status": "ACTIVE"}

    by_owner = await ask(UPDATE, await make.owner(artist), input=given)
    by_stranger = await ask(UPDATE, await make.user(), input=given)
    by_admin = await ask(UPDATE, await make.user(is_admin=True), input=given)

    assert [error["code"] for error in by_owner["updateArtist"]["errors"]] == ["FORBIDDEN"]
    assert [error["code"] for error in by_stranger["updateArtist"]["errors"]] == ["NOT_FOUND"]
    assert by_admin["updateArtist"]["artist"]["status"] == "ACTIVE"


async def test_a_deleted_artist_comes_back_with_what_was_public_before(ask, make):
    artist, other = await make.artist(name="Drift"), await make.artist()
    led, kept = await make.track(artist, other, name="Led"), await make.track(artist, name="Kept", private=True)
    await make.track(other, artist, name="Featured")
    await make.album(artist, name="Out")
    await make.album(artist, name="In", private=True)
    id = encode("Artist", artist.id)
    seen = "{ tracks(orderBy: NAME) { nodes { name } } albums(orderBy: NAME) { nodes { name } } }"

    async def names():
        data = await ask(seen)
        return [node["name"] for key in ("tracks", "albums") for node in data[key]["nodes"]]

    deleted = await ask(DELETE, await make.owner(artist), input={"id": id})
    while_gone = await names()
    refused = await ask(RESTORE, await make.owner(artist), input={"id": id})
    restored = await ask(RESTORE, await make.user(is_admin=True), input={"id": id})

    assert deleted["deleteArtist"] == {"deletedId": id, "errors": []}
    assert while_gone == ["Featured"]
    assert refused["restoreArtist"] == {"artist": None, "errors": [{"code": "FORBIDDEN"}]}
    assert restored["restoreArtist"] == {"artist": {"name": "Drift"}, "errors": []}
    assert await names() == ["Featured", "Led", "Out"]
    assert ((await make.again(led)).private, (await make.again(kept)).private) == (False, True)


async def test_ten_artists_of_five_albums_of_five_tracks_cost_one_statement_an_edge_and_level(doors, make):
    reader, owner = await make.user(), await make.user()
    artists = [await make.artist(owner) for _ in range(10)]
    guest = await make.artist(owner, status=ArtistStatus.INACTIVE)
    sound = await make.upload(owner)
    async with make.at_once():
        for artist in artists:
            for _ in range(5):
                tracks = tuple([await make.track(artist, guest, upload_id=sound.id) for _ in range(5)])
                await make.album(artist, tracks=tracks)
    query = """{ artists(first: 10) { nodes { albums(first: 5) { nodes { tracks(first: 5) { nodes {
      artists { name } credits { role } genres { name } } } } } } } }"""
    doors.forget()

    data = await doors.ask(query, reader)

    albums = [album for artist in data["artists"]["nodes"] for album in artist["albums"]["nodes"]]
    assert (len(albums), sum(len(album["tracks"]["nodes"]) for album in albums)) == (50, 250)
    # who asks: user, profiles, permissions and session; artists, albums, tracks; artists, credits, genres of tracks
    assert len(doors.reads) == ASKING + 6


ASKING = 4


GRANT = """mutation ($input: GrantArtistInput!) {
  grantArtist(input: $input) { artist { uploadAccess verified } errors { code } }
}"""


async def test_an_admin_gives_an_artist_upload_access_and_nobody_else_does(ask, make):
    artist = await make.artist(upload_access=False)
    given = {"id": encode("Artist", artist.id), "uploadAccess": True}

    refused = await ask(GRANT, await make.owner(artist), input=given)
    granted = await ask(GRANT, await make.user(is_admin=True), input=given)

    assert refused["grantArtist"] == {"artist": None, "errors": [{"code": "FORBIDDEN"}]}
    assert granted["grantArtist"] == {"artist": {"uploadAccess": True, "verified": False}, "errors": []}
    assert (await make.again(artist)).upload_access is True

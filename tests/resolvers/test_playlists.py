"""Playlists in the graph."""

import pytest

from beatgraph.models import PlaylistFollower, UploadKind
from resolvers.base.ids import encode
from tests.rest.test_playlists import WORDS, people

ONE = """query ($id: ID!) { playlist(id: $id) {
  id databaseId name description public collaborative image trackCount totalDuration viewerFollows viewerCanEdit
  viewerCanManage tracks { totalCount nodes { name } } } }"""
PEOPLE = """query ($id: ID!) { playlist(id: $id) {
  owner { id } editors { id } invitations { user { id } } followerCount createdAt } }"""
LIST = """query ($text: String, $orderBy: PlaylistOrder! = NEWEST, $first: Int, $after: String) {
  playlists(query: $text, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { name } pageInfo { hasNextPage endCursor } } }"""
CREATE = """mutation ($input: CreatePlaylistInput!) { createPlaylist(input: $input) {
  playlist { name description image public collaborative owner { id } trackCount } errors { code field } } }"""
UPDATE = """mutation ($input: UpdatePlaylistInput!) { updatePlaylist(input: $input) {
  playlist { name description public } errors { code field } } }"""
DELETE = "mutation ($input: DeletePlaylistsInput!) { deletePlaylists(input: $input) { deletedIds errors { code } } }"
FOLLOW = """mutation ($input: FollowPlaylistInput!) { followPlaylist(input: $input) {
  playlist { followerCount viewerFollows } errors { code } } }"""
UNFOLLOW = FOLLOW.replace("followPlaylist(", "unfollowPlaylist(")
ADD = """mutation ($input: PlaylistTracksInput!) { addPlaylistTracks(input: $input) {
  playlist { trackCount tracks { nodes { name } } } addedCount duplicateCount errors { code field } } }"""
REMOVE = """mutation ($input: PlaylistTracksInput!) { removePlaylistTracks(input: $input) {
  playlist { trackCount tracks { nodes { name } } } removedCount errors { code field } } }"""
REORDER = """mutation ($input: ReorderPlaylistTracksInput!) { reorderPlaylistTracks(input: $input) {
  playlist { tracks { nodes { name } } } errors { code field } } }"""


def gid(playlist):
    return encode("Playlist", playlist.id)


def named(payload):
    return [node["name"] for node in payload["playlist"]["tracks"]["nodes"]]


async def test_a_guest_reads_a_public_playlist_and_its_tracks(ask, make):
    tracks = [await make.track(name=name, duration=1000) for name in "AB"]
    playlist = await make.playlist(name="Night drives", description=WORDS, tracks=tracks)

    found = (await ask(ONE, id=gid(playlist)))["playlist"]

    assert found == {
        "id": gid(playlist),
        "databaseId": playlist.id,
        "name": "Night drives",
        "description": WORDS,
        "public": True,
        "collaborative": True,
        "image": None,
        "trackCount": 2,
        "totalDuration": 2000,
        "viewerFollows": None,
        "viewerCanEdit": False,
        "viewerCanManage": False,
        "tracks": {"totalCount": 2, "nodes": [{"name": "A"}, {"name": "B"}]},
    }


async def test_who_is_behind_a_playlist_needs_a_token(doors, make):
    playlist = await make.playlist()

    answer = await doors.graph(PEOPLE, id=gid(playlist))

    assert answer["data"]["playlist"] == dict.fromkeys(
        ("owner", "editors", "invitations", "followerCount", "createdAt")
    )
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"] * 5


async def test_each_caller_is_told_what_they_may_do_and_the_owner_who_is_invited(ask, make):
    playlist, asking = await people(make)
    rights = {}
    for who, asker in asking.items():
        found = (await ask(ONE, asker, id=gid(playlist)))["playlist"]
        rights[who] = (found["viewerCanEdit"], found["viewerCanManage"], found["viewerFollows"])
    invited = {}
    for who in ("stranger", "invited", "editor", "owner", "admin"):
        found = (await ask(PEOPLE, asking[who], id=gid(playlist)))["playlist"]
        invited[who] = [each["user"]["id"] for each in found["invitations"]]
        assert found["owner"]["id"] == encode("User", asking["owner"].id)
        assert found["editors"] == [{"id": encode("User", asking["editor"].id)}]

    assert rights == {
        "guest": (False, False, None),
        "stranger": (False, False, False),
        "invited": (False, False, False),
        "follower": (False, False, True),
        "editor": (True, False, False),
        "owner": (True, True, False),
        "admin": (True, True, False),
    }
    them = [encode("User", asking["invited"].id)]
    assert invited == {"stranger": [], "invited": [], "editor": [], "owner": them, "admin": them}


async def test_a_private_playlist_is_forbidden_and_one_that_is_not_there_is_null(doors, make):
    playlist, asking = await people(make, public=False)
    node = "query ($id: ID!) { node(id: $id) { id } }"
    found = {}
    for who, asker in asking.items():
        answer = await doors.graph(ONE, asker, id=gid(playlist))
        codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
        found[who] = (codes, (await doors.ask(node, asker, id=gid(playlist)))["node"] is not None)

    missing = await doors.ask(ONE, id=encode("Playlist", 9999))

    assert {who: found[who] for who in ("guest", "stranger", "invited", "follower")} == dict.fromkeys(
        ("guest", "stranger", "invited", "follower"), (["FORBIDDEN"], False)
    )
    assert [found[who] for who in ("editor", "owner", "admin")] == [([], True)] * 3
    assert missing == {"playlist": None}


async def test_playlists_are_searched_ordered_and_paged(ask, make, clock):
    for name, followers in (("Dawn", 1), ("Dusk", 3), ("Noon", 2)):
        await make.playlist(name=name, follower_count=followers)
        clock.forward(hours=1)
    await make.playlist(name="Hidden dusk", public=False)

    first = (await ask(LIST, first=2))["playlists"]
    rest = (await ask(LIST, first=2, after=first["pageInfo"]["endCursor"]))["playlists"]
    orders = {
        order: [node["name"] for node in (await ask(LIST, orderBy=order))["playlists"]["nodes"]]
        for order in ("NEWEST", "NAME", "MOST_FOLLOWED")
    }
    sought = (await ask(LIST, text="DUSK"))["playlists"]

    assert [node["name"] for node in first["nodes"] + rest["nodes"]] == ["Noon", "Dusk", "Dawn"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (3, True, False)
    assert orders == {
        "NEWEST": ["Noon", "Dusk", "Dawn"],
        "NAME": ["Dawn", "Dusk", "Noon"],
        "MOST_FOLLOWED": ["Dusk", "Noon", "Dawn"],
    }
    assert sought["nodes"] == [{"name": "Dusk"}]


async def test_tracks_are_paged_in_their_order_without_those_the_caller_may_not_see(ask, make):
    tracks = [await make.track(name=name) for name in "ABCDE"]
    await make.change(tracks[1], private=True)
    playlist = await make.playlist(tracks=tracks)
    query = """query ($id: ID!, $after: String) { playlist(id: $id) { tracks(first: 3, after: $after) {
      totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }"""

    first = (await ask(query, id=gid(playlist)))["playlist"]["tracks"]
    rest = (await ask(query, id=gid(playlist), after=first["pageInfo"]["endCursor"]))["playlist"]["tracks"]

    assert [node["name"] for node in first["nodes"]] == ["A", "C", "D"]
    assert [node["name"] for node in rest["nodes"]] == ["E"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (4, True, False)


async def test_ones_own_playlists_stand_beside_those_one_edits_and_follows(ask, make):
    me, other = await make.user(), await make.user()
    await make.playlist(me, name="Mine", public=False)
    await make.playlist(other, name="Shared", editors=[me], public=False)
    await make.playlist(other, name="Theirs", public=False)
    for name, public in (("Kept", True), ("Closed since", False)):
        kept = await make.playlist(other, name=name, public=public)
        await make.row(PlaylistFollower(playlist_id=kept.id, user_id=me.id, created_at=kept.created_at))
    fields = "{ playlists { totalCount nodes { name } } %s }"
    private = "sharedPlaylists { totalCount nodes { name } } followedPlaylists { totalCount nodes { name } }"

    mine = (await ask("{ me " + fields % private + " }", me))["me"]
    theirs = await ask("query ($id: ID!) { user(id: $id) " + fields % private + " }", other, id=encode("User", me.id))
    seen = await ask("query ($id: ID!) { user(id: $id) " + fields % "" + " }", me, id=encode("User", other.id))

    nothing = {"totalCount": 0, "nodes": []}
    assert mine == {
        "playlists": {"totalCount": 1, "nodes": [{"name": "Mine"}]},
        "sharedPlaylists": {"totalCount": 1, "nodes": [{"name": "Shared"}]},
        "followedPlaylists": {"totalCount": 1, "nodes": [{"name": "Kept"}]},
    }
    assert theirs["user"] == {"playlists": nothing, "sharedPlaylists": nothing, "followedPlaylists": nothing}
    assert [node["name"] for node in seen["user"]["playlists"]["nodes"]] == ["Kept", "Shared"]


async def test_a_playlist_is_made_changed_and_deleted_by_its_owner(ask, make):
    owner = await make.user()
    picture = await make.upload(owner, kind=UploadKind.IMAGE)
    given = {"name": "Dawn", "description": WORDS, "image": encode("FileEntry", picture.id), "collaborative": True}

    made = (await ask(CREATE, owner, input=given))["createPlaylist"]
    id = (await ask("{ me { playlists { nodes { id } } } }", owner))["me"]["playlists"]["nodes"][0]["id"]
    changed = await ask(UPDATE, owner, input={"id": id, "name": "Dusk", "public": True})
    deleted = await ask(DELETE, owner, input={"ids": [id]})

    assert made["playlist"].pop("image").endswith(picture.storage_key)
    assert made == {
        "playlist": {
            "name": "Dawn",
            "description": WORDS,
            "public": False,
            "collaborative": True,
            "owner": {"id": encode("User", owner.id)},
            "trackCount": 0,
        },
        "errors": [],
    }
    assert changed["updatePlaylist"] == {
        "playlist": {"name": "Dusk", "description": WORDS, "public": True},
        "errors": [],
    }
    assert deleted["deletePlaylists"] == {"deletedIds": [id], "errors": []}
    assert await ask(ONE, owner, id=id) == {"playlist": None}


async def test_a_playlist_is_followed_and_unfollowed(ask, make):
    playlist, fan = await make.playlist(), await make.user()
    given = {"id": gid(playlist)}

    followed = [(await ask(FOLLOW, fan, input=given))["followPlaylist"] for _ in range(2)]
    unfollowed = [(await ask(UNFOLLOW, fan, input=given))["unfollowPlaylist"] for _ in range(2)]

    assert followed == [{"playlist": {"followerCount": 1, "viewerFollows": True}, "errors": []}] * 2
    assert unfollowed == [{"playlist": {"followerCount": 0, "viewerFollows": False}, "errors": []}] * 2


async def test_tracks_are_added_on_top_put_in_order_and_removed(ask, make):
    a, b, c = [encode("Track", (await make.track(name=name)).id) for name in "ABC"]
    owner = await make.user()
    playlist = await make.playlist(owner)
    of = {"playlistId": gid(playlist)}

    await ask(ADD, owner, input=of | {"ids": [a]})
    added = (await ask(ADD, owner, input=of | {"ids": [b, a, c]}))["addPlaylistTracks"]
    ordered = (await ask(REORDER, owner, input=of | {"ids": [a, c]}))["reorderPlaylistTracks"]
    removed = (await ask(REMOVE, owner, input=of | {"ids": [c, c]}))["removePlaylistTracks"]

    assert (added["addedCount"], added["duplicateCount"], added["playlist"]["trackCount"]) == (2, 1, 3)
    assert [named(each) for each in (added, ordered, removed)] == [["B", "C", "A"], ["A", "C", "B"], ["A", "B"]]
    assert (removed["removedCount"], removed["errors"]) == (1, [])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (UPDATE, "updatePlaylist"),
        (FOLLOW, "followPlaylist"),
        (UNFOLLOW, "unfollowPlaylist"),
        (ADD, "addPlaylistTracks"),
        (REMOVE, "removePlaylistTracks"),
        (REORDER, "reorderPlaylistTracks"),
    ],
)
async def test_what_is_refused_stands_in_the_payload(ask, make, query, field):
    track = await make.track()
    playlist = await make.playlist(tracks=[track], public=False)
    of_tracks = field.endswith("PlaylistTracks")

    async def code(asker, id):
        given = {"playlistId": id, "ids": [encode("Track", track.id)]} if of_tracks else {"id": id}
        return [error["code"] for error in (await ask(query, asker, input=given))[field]["errors"]]

    codes = [
        await code(None, gid(playlist)),
        await code(await make.user(), gid(playlist)),
        await code(await make.owner(playlist), encode("Playlist", 9999)),
    ]

    assert codes == [["UNAUTHENTICATED"], ["FORBIDDEN"], ["NOT_FOUND"]]


async def test_bad_values_are_refused_by_the_graphs_own_names(ask, make):
    owner = await make.user()
    playlist = await make.playlist(owner, name="There")
    of = {"playlistId": gid(playlist)}
    errors = []
    for query, field, given in (
        (CREATE, "createPlaylist", {"name": "THERE"}),
        (CREATE, "createPlaylist", {"name": "No", "description": "Short."}),
        (CREATE, "createPlaylist", {"name": "Another", "public": None}),
        (ADD, "addPlaylistTracks", of | {"ids": []}),
        (ADD, "addPlaylistTracks", of | {"ids": [encode("Track", 9999)]}),
        (REORDER, "reorderPlaylistTracks", of | {"ids": [encode("Track", 9999)]}),
    ):
        errors.append(
            [(each["code"], each["field"]) for each in (await ask(query, owner, input=given))[field]["errors"]]
        )

    assert errors == [
        [("INVALID", "name")],
        [("INVALID", "name"), ("INVALID", "description")],
        [("INVALID", "public")],
        [("INVALID", "ids")],
        [("INVALID", "ids")],
        [("INVALID", "ids")],
    ]


async def test_ten_playlists_cost_one_statement_an_edge(doors, make):
    asker = await make.user()
    for _ in range(10):
        tracks = [await make.track() for _ in range(3)]
        await make.playlist(tracks=tracks, editors=[await make.user()])
    doors.forget()
    await doors.ask("{ __typename }", asker)
    asking = len(doors.reads)
    doors.forget()

    data = await doors.ask(
        """{ playlists(first: 10) { nodes { image trackCount totalDuration owner { id } editors { id }
          tracks(first: 3) { totalCount nodes { name } } viewerCanEdit viewerFollows } } }""",
        asker,
    )

    assert [node["trackCount"] for node in data["playlists"]["nodes"]] == [3] * 10
    # playlists, covers, counts (for two fields), lengths, owners, editors, tracks, rights, follows
    assert len(doors.reads) - asking == 9

"""Portfolio credits in the graph."""

from beatgraph.models import ArtistCredit, CreditRole, UploadKind
from resolvers.base.ids import encode

OF_ARTIST = """query ($id: ID!, $first: Int, $after: String) { artist(id: $id) { credits(first: $first, after: $after) {
  totalCount nodes { title type roles position artist { id } } pageInfo { hasNextPage endCursor } } } }"""
ADD = """mutation ($input: AddCreditInput!) { addCredit(input: $input) {
  credit { id databaseId spotifyId type title artistName albumName image releaseYear spotifyUrl popularity available
    position roles } errors { code field } } }"""
ADD_ALBUM = """mutation ($input: AddAlbumCreditsInput!) { addAlbumCredits(input: $input) {
  credits { spotifyId spotifyAlbumId title albumName image roles } created errors { code field } } }"""
UPDATE = """mutation ($input: UpdateCreditInput!) { updateCredit(input: $input) {
  credit { title roles } errors { code field } } }"""
DELETE = "mutation ($input: DeleteCreditInput!) { deleteCredit(input: $input) { deletedId errors { code } } }"
REORDER = """mutation ($input: ReorderCreditsInput!) { reorderCredits(input: $input) {
  artist { credits { nodes { title position } } } errors { code field } } }"""


async def test_a_guest_pages_through_a_portfolio_in_its_order(ask, make):
    artist = await make.artist()
    for name in "ABC":
        await make.credit(artist, CreditRole.SONGWRITER, CreditRole.PRODUCER, title=name)
    id = encode("Artist", artist.id)

    first = (await ask(OF_ARTIST, id=id, first=2))["artist"]["credits"]
    rest = (await ask(OF_ARTIST, id=id, first=2, after=first["pageInfo"]["endCursor"]))["artist"]["credits"]

    assert first["totalCount"] == 3
    assert first["nodes"] == [
        {"title": name, "type": "SONG", "roles": ["SONGWRITER", "PRODUCER"], "position": position, "artist": {"id": id}}
        for position, name in ((1, "A"), (2, "B"))
    ]
    assert [node["title"] for node in rest["nodes"]] == ["C"]
    assert rest["pageInfo"]["hasNextPage"] is False


async def test_a_credit_is_added_changed_and_deleted_by_who_runs_the_artist(ask, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    details = {
        "spotifyId": "s1",
        "type": "SONG",
        "title": "Rain",
        "artistName": "Nova",
        "albumName": "Weather",
        "image": "https://images.example/rain.jpg",
        "releaseYear": 2024,
        "spotifyUrl": "https://open.spotify.com/track/s1",
        "popularity": 71,
        "roles": ["PRODUCER", "A_AND_R"],
    }

    added = (await ask(ADD, owner, input={"artistId": encode("Artist", artist.id), **details}))["addCredit"]
    id = added["credit"]["id"]
    changed = await ask(UPDATE, owner, input={"id": id, "roles": ["MIXING_ENGINEER"]})
    deleted = await ask(DELETE, owner, input={"id": id})
    gone = await ask("query ($id: ID!) { node(id: $id) { id } }", id=id)

    database_id = added["credit"]["databaseId"]
    assert added == {
        "credit": {"id": encode("Credit", database_id), "databaseId": database_id, "available": True, "position": 1}
        | details,
        "errors": [],
    }
    assert changed["updateCredit"] == {"credit": {"title": "Rain", "roles": ["MIXING_ENGINEER"]}, "errors": []}
    assert deleted["deleteCredit"] == {"deletedId": id, "errors": []}
    assert gone == {"node": None}


async def test_the_songs_of_an_album_are_added_with_its_cover(ask, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    picture = await make.upload(owner, kind=UploadKind.IMAGE)
    given = {
        "artistId": encode("Artist", artist.id),
        "spotifyAlbumId": "a1",
        "albumName": "Weather",
        "image": encode("FileEntry", picture.id),
        "tracks": [
            {"spotifyId": "s1", "title": "Rain", "roles": ["PRODUCER"]},
            {"spotifyId": "s2", "title": "Sun"},
            {"spotifyId": "s3", "roles": []},
        ],
    }

    answer = (await ask(ADD_ALBUM, owner, input=given))["addAlbumCredits"]

    assert (answer["created"], answer["errors"], len(answer["credits"])) == (1, [], 1)
    assert answer["credits"][0].pop("image").endswith(picture.storage_key)
    assert answer["credits"] == [
        {"spotifyId": "s1", "spotifyAlbumId": "a1", "title": "Rain", "albumName": "Weather", "roles": ["PRODUCER"]}
    ]


async def test_a_portfolio_is_put_in_another_order(ask, make):
    artist = await make.artist()
    credits = [encode("Credit", (await make.credit(artist, title=name)).id) for name in "ABC"]
    given = {"artistId": encode("Artist", artist.id), "ids": [credits[2], credits[0], credits[1]]}

    done = await ask(REORDER, await make.owner(artist), input=given)
    short = await ask(REORDER, await make.owner(artist), input=given | {"ids": credits[:2]})

    assert done["reorderCredits"] == {
        "artist": {"credits": {"nodes": [{"title": name, "position": at} for at, name in enumerate("CAB", start=1)]}},
        "errors": [],
    }
    assert short["reorderCredits"] == {"artist": None, "errors": [{"code": "INVALID", "field": "ids"}]}


async def test_a_portfolio_of_more_than_a_hundred_is_put_in_another_order(ask, make):
    artist = await make.artist()
    rows = [
        ArtistCredit(artist_id=artist.id, type="song", spotify_id=f"s{at}", title=str(at), position=at)
        for at in range(1, 151)
    ]
    await make.row(*rows)
    given = {"artistId": encode("Artist", artist.id), "ids": [encode("Credit", row.id) for row in reversed(rows)]}

    done = await ask(REORDER, await make.owner(artist), input=given)
    too_many = await ask(REORDER, await make.owner(artist), input=given | {"ids": [given["ids"][0]] * 501})

    first = done["reorderCredits"]["artist"]["credits"]["nodes"][:2]
    assert first == [{"title": "150", "position": 1}, {"title": "149", "position": 2}]
    assert too_many["reorderCredits"] == {"artist": None, "errors": [{"code": "INVALID", "field": "ids"}]}


async def test_refusals_stand_in_the_payload(ask, make):
    artist = await make.artist()
    owner, stranger = await make.owner(artist), await make.user()
    credit = await make.credit(artist, spotify_id="s1", title="Rain")
    of, id = {"artistId": encode("Artist", artist.id)}, encode("Credit", credit.id)
    song = {**of, "spotifyId": "s1", "type": "SONG", "roles": ["PRODUCER"]}
    album = {**of, "spotifyAlbumId": "a1", "tracks": [{"spotifyId": "s1", "roles": ["PRODUCER"]}]}
    errors = []
    for query, field, asker, given in (
        (ADD, "addCredit", owner, song),
        (ADD, "addCredit", owner, song | {"roles": []}),
        (ADD, "addCredit", owner, song | {"spotifyId": ""}),
        (ADD, "addCredit", stranger, song),
        (ADD, "addCredit", None, song),
        (ADD_ALBUM, "addAlbumCredits", owner, album),
        (ADD_ALBUM, "addAlbumCredits", owner, album | {"tracks": []}),
        (ADD_ALBUM, "addAlbumCredits", stranger, album),
        (UPDATE, "updateCredit", stranger, {"id": id, "roles": ["MUSICIAN"]}),
        (UPDATE, "updateCredit", None, {"id": id, "roles": ["MUSICIAN"]}),
        (UPDATE, "updateCredit", owner, {"id": encode("Credit", 999), "roles": ["MUSICIAN"]}),
        (DELETE, "deleteCredit", stranger, {"id": id}),
        (DELETE, "deleteCredit", None, {"id": id}),
        (REORDER, "reorderCredits", stranger, {**of, "ids": [id]}),
    ):
        answer = (await ask(query, asker, input=given))[field]
        errors += [(error["code"], error.get("field")) for error in answer["errors"]]

    assert errors == [
        ("CONFLICT", None),
        ("INVALID", "roles"),
        ("INVALID", "spotifyId"),
        ("FORBIDDEN", None),
        ("UNAUTHENTICATED", None),
        ("CONFLICT", None),
        ("INVALID", "tracks"),
        ("FORBIDDEN", None),
        ("FORBIDDEN", None),
        ("UNAUTHENTICATED", None),
        ("NOT_FOUND", None),
        ("FORBIDDEN", None),
        ("UNAUTHENTICATED", None),
        ("FORBIDDEN", None),
    ]
    kept = (await ask(OF_ARTIST, id=of["artistId"]))["artist"]["credits"]["nodes"]
    assert [(node["title"], node["roles"]) for node in kept] == [("Rain", ["PRODUCER"])]


async def test_a_hidden_artists_credits_are_no_nodes_for_strangers(ask, make):
    artist = await make.artist(status="inactive")
    id = encode("Credit", (await make.credit(artist)).id)
    query = "query ($id: ID!) { node(id: $id) { id } }"

    answers = [
        (await ask(query, asker, id=id))["node"] for asker in (None, await make.user(), await make.owner(artist))
    ]

    assert answers == [None, None, {"id": id}]


async def test_the_roles_stand_in_their_groups(ask):
    groups = (await ask("{ creditRoles { name roles { role slug name } } }"))["creditRoles"]

    assert [(group["name"], len(group["roles"])) for group in groups] == [
        ("Production", 3),
        ("Engineering", 3),
        ("Writing", 3),
        ("Performance", 3),
        ("Other", 3),
    ]
    assert groups[1]["roles"][0] == {"role": "MIXING_ENGINEER", "slug": "mixing", "name": "Mixing"}


async def test_the_portfolios_of_ten_artists_cost_one_statement_an_edge(doors, make):
    for _ in range(10):
        artist = await make.artist()
        for _ in range(3):
            await make.credit(artist, CreditRole.PRODUCER, CreditRole.VOCALIST)
    doors.forget()

    data = await doors.ask("{ artists(first: 10) { nodes { credits(first: 3) { totalCount nodes { roles } } } } }")

    found = [node["credits"] for node in data["artists"]["nodes"]]
    assert found == [{"totalCount": 3, "nodes": [{"roles": ["PRODUCER", "VOCALIST"]}] * 3}] * 10
    # artists, their credits, how many these are, the roles on them
    assert len(doors.reads) == 4

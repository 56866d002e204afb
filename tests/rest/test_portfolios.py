"""Portfolio credits over REST."""

import asyncio

import pytest

from beatgraph.models import ArtistCredit, ArtistCreditRole, CreditRole, UploadKind

SONG = {
    "spotify_id": "4iV5W9uYEdYUVa79Axb7Rh",
    "type": "song",
    "roles": ["songwriter", "producer"],
    "title": "Rain",
    "artist_name": "Nova",
    "album_name": "Weather",
    "image": "https://images.example/rain.jpg",
    "release_year": 2024,
    "spotify_url": "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh",
    "popularity": 71,
}
ALBUM = {
    "spotify_album_id": "album1",
    "album_name": "Weather",
    "artist_name": "Nova",
    "release_year": 2024,
    "tracks": [
        {"spotify_id": "s1", "title": "Rain", "roles": ["producer", "mixing", "producer"]},
        {"spotify_id": "s2", "title": "Sun", "roles": []},
        {"spotify_id": "s3", "title": "Snow", "roles": ["producer"], "artist_name": "Nova & Drift"},
        {"spotify_id": "s4", "title": "Hail"},
    ],
}


def path(artist, *rest):
    return "/".join(("/api/v1/artists", str(artist.id), "credits", *map(str, rest)))


async def portfolio(doors, artist, asker=None):
    answer = await doors.get(path(artist), asker)
    assert (answer.status_code, set(answer.json())) == (200, {"status", "credits"})
    return answer.json()["credits"]


async def test_a_song_is_added_as_it_was_described_and_guests_see_it(doors, make):
    artist = await make.artist()

    added = await doors.post(path(artist), await make.owner(artist), json=SONG)

    credit = added.json()["credit"]
    assert (added.status_code, added.json()["status"]) == (201, "success")
    assert credit == SONG | {"id": credit["id"], "spotify_album_id": None, "available": True, "position": 1}
    assert await portfolio(doors, artist) == [credit]


async def test_an_id_a_type_and_a_role_are_enough(doors, make):
    artist = await make.artist()
    body = {"spotify_id": "a1", "type": "album", "roles": ["executive-producer", "executive-producer"]}

    added = await doors.post(path(artist), await make.owner(artist), json=body)

    credit = added.json()["credit"]
    assert added.status_code == 201
    assert (credit["type"], credit["title"], credit["roles"]) == ("album", None, ["executive-producer"])


async def test_the_cover_may_be_an_uploaded_picture(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    picture = await make.upload(owner, kind=UploadKind.IMAGE)
    sound = await make.upload(owner)

    added = await doors.post(path(artist), owner, json=SONG | {"image": picture.id})
    refused = await doors.post(path(artist), owner, json=SONG | {"spotify_id": "other", "image": sound.id})

    assert added.json()["credit"]["image"].endswith(picture.storage_key)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["image"])


async def test_a_role_is_added_to_a_release_that_is_there_and_the_same_one_is_a_conflict(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    first = (await doors.post(path(artist), owner, json=SONG)).json()["credit"]

    again = await doors.post(path(artist), owner, json=SONG | {"roles": ["mixing", "producer"], "title": "Hail"})
    unchanged = await portfolio(doors, artist)
    more = await doors.post(
        path(artist), owner, json={"spotify_id": first["spotify_id"], "type": "song", "roles": ["mixing"]}
    )
    as_album = await doors.post(path(artist), owner, json=SONG | {"type": "album"})

    assert again.status_code == 409
    assert again.json() == {"message": "This release is in the portfolio already, with the role producer."}
    assert unchanged == [first]
    assert (more.status_code, more.json()["credit"]) == (
        201,
        first | {"roles": ["songwriter", "producer", "mixing"]},
    )
    assert (as_album.status_code, as_album.json()["credit"]["position"]) == (201, 2)


async def test_two_artists_may_have_a_part_in_one_release(doors, make):
    owner = await make.user()
    artists = [await make.artist(owner) for _ in range(2)]

    answers = [await doors.post(path(artist), owner, json=SONG) for artist in artists]

    assert [answer.status_code for answer in answers] == [201, 201]


async def test_of_the_same_credit_sent_at_once_one_is_kept_and_places_have_no_gaps(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    bodies = [SONG | {"spotify_id": f"s{number % 3}"} for number in range(9)]

    answers = await asyncio.gather(*(doors.post(path(artist), owner, json=body) for body in bodies))

    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 6
    assert [credit["position"] for credit in await portfolio(doors, artist)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"spotify_id": None}, "spotify_id"),
        ({"spotify_id": ""}, "spotify_id"),
        ({"spotify_id": "x" * 65}, "spotify_id"),
        ({"spotify_id": "a/b"}, "spotify_id"),
        ({"type": "track"}, "type"),
        ({"type": None}, "type"),
        ({"roles": []}, "roles"),
        ({"roles": None}, "roles"),
        ({"roles": "producer"}, "roles"),
        ({"roles": ["Producer"]}, "roles"),
        ({"roles": ["drummer"]}, "roles"),
        ({"roles": ["producer"] * 16}, "roles"),
        ({"title": "x" * 256}, "title"),
        ({"artist_name": 7}, "artist_name"),
        ({"image": "javascript:alert(1)"}, "image"),
        ({"release_year": 1859}, "release_year"),
        ({"release_year": 2101}, "release_year"),
        ({"release_year": 2024.5}, "release_year"),
        ({"spotify_url": "javascript:alert(1)"}, "spotify_url"),
        ({"popularity": 101}, "popularity"),
        ({"popularity": -1}, "popularity"),
        ({"title": "a\x00b"}, "body"),
    ],
)
async def test_a_bad_credit_is_refused_by_the_name_of_its_field(doors, make, change, field):
    artist = await make.artist()

    answer = await doors.post(path(artist), await make.owner(artist), json=SONG | change)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert await portfolio(doors, artist) == []


async def test_the_songs_of_an_album_are_added_without_those_that_have_no_roles(doors, make):
    artist = await make.artist()
    await make.credit(artist)

    added = await doors.post(path(artist, "album"), await make.owner(artist), json=ALBUM)

    shown = added.json()
    assert (added.status_code, set(shown), shown["created"]) == (201, {"status", "credits", "created"}, 2)
    assert shown["credits"] == (await portfolio(doors, artist))[1:]
    assert [
        (each["spotify_id"], each["type"], each["title"], each["artist_name"], each["roles"], each["position"])
        for each in shown["credits"]
    ] == [
        ("s1", "song", "Rain", "Nova", ["producer", "mixing"], 2),
        ("s3", "song", "Snow", "Nova & Drift", ["producer"], 3),
    ]
    assert {(each["spotify_album_id"], each["album_name"], each["release_year"]) for each in shown["credits"]} == {
        ("album1", "Weather", 2024)
    }


async def test_of_an_album_that_is_there_only_what_is_new_is_added(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    await doors.post(path(artist, "album"), owner, json=ALBUM)

    again = await doors.post(path(artist, "album"), owner, json=ALBUM)
    tracks = [
        {"spotify_id": "s1", "roles": ["producer", "arranger"]},
        {"spotify_id": "s5", "roles": ["vocalist"]},
        {"spotify_id": "s5", "roles": ["musician"]},
    ]
    more = await doors.post(path(artist, "album"), owner, json={"spotify_album_id": "album1", "tracks": tracks})

    assert (again.status_code, again.json()) == (409, {"message": "All of these credits are in the portfolio already."})
    assert (more.status_code, more.json()["created"]) == (201, 1)
    assert [(each["spotify_id"], each["title"], each["roles"]) for each in await portfolio(doors, artist)] == [
        ("s1", "Rain", ["producer", "mixing", "arranger"]),
        ("s3", "Snow", ["producer"]),
        ("s5", None, ["vocalist", "musician"]),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"spotify_album_id": None}, "spotify_album_id"),
        ({"tracks": None}, "tracks"),
        ({"tracks": []}, "tracks"),
        ({"tracks": [{"spotify_id": "s1", "roles": ["drummer"]}]}, "tracks"),
        ({"tracks": [{"roles": ["producer"]}]}, "tracks"),
        ({"tracks": [{"spotify_id": f"s{number}", "roles": ["producer"]} for number in range(201)]}, "tracks"),
        ({"tracks": [{"spotify_id": "s1", "roles": []}, {"spotify_id": "s2"}]}, "tracks"),
        ({"release_year": 0}, "release_year"),
    ],
)
async def test_a_bad_album_is_refused_as_a_whole(doors, make, change, field):
    artist = await make.artist()

    answer = await doors.post(path(artist, "album"), await make.owner(artist), json=ALBUM | change)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert await portfolio(doors, artist) == []


async def test_a_portfolio_has_five_hundred_credits_at_most(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    rows = [
        ArtistCredit(artist_id=artist.id, type="song", spotify_id=f"x{number}", position=number)
        for number in range(1, 500)
    ]
    await make.row(*rows)

    too_many = await doors.post(path(artist, "album"), owner, json=ALBUM)
    last = await doors.post(path(artist), owner, json=SONG)
    one_more = await doors.post(path(artist), owner, json=SONG | {"spotify_id": "y"})
    another_role = await doors.post(path(artist), owner, json=SONG | {"roles": ["mixing"]})

    assert (too_many.status_code, one_more.status_code) == (422, 422)
    assert one_more.json()["message"] == "A portfolio has at most 500 credits."
    assert (last.status_code, last.json()["credit"]["position"], another_role.status_code) == (201, 500, 201)
    assert len(await portfolio(doors, artist)) == 500


async def test_a_change_replaces_the_roles_and_corrects_what_is_given(doors, make):
    artist = await make.artist()
    credit = await make.credit(artist, CreditRole.PRODUCER, CreditRole.MIXING_ENGINEER, title="Rian", popularity=3)
    owner = await make.owner(artist)

    changed = await doors.put(path(artist, credit.id), owner, json={"roles": ["composer", "producer"], "title": "Rain"})
    cleared = await doors.put(path(artist, credit.id), owner, json={"roles": ["composer"], "popularity": None})

    shown = changed.json()["credit"]
    assert changed.status_code == 200
    assert (shown["roles"], shown["title"], shown["popularity"]) == (["composer", "producer"], "Rain", 3)
    assert cleared.json()["credit"] == shown | {"roles": ["composer"], "popularity": None}
    assert await portfolio(doors, artist) == [cleared.json()["credit"]]


@pytest.mark.parametrize("body", [{"roles": []}, {"roles": ["drummer"]}, {"roles": None}])
async def test_roles_that_cannot_be_change_nothing(doors, make, body):
    artist = await make.artist()
    credit = await make.credit(artist, title="Rain")

    answer = await doors.put(path(artist, credit.id), await make.owner(artist), json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["roles"])
    assert [(each["title"], each["roles"]) for each in await portfolio(doors, artist)] == [("Rain", ["producer"])]


async def test_a_change_without_roles_leaves_them(doors, make):
    artist = await make.artist()
    credit = await make.credit(artist, CreditRole.COMPOSER, title="Rian")

    answer = await doors.put(path(artist, credit.id), await make.owner(artist), json={"title": "Rain"})

    shown = answer.json()["credit"]
    assert (answer.status_code, shown["title"], shown["roles"]) == (200, "Rain", ["composer"])


async def test_a_release_goes_with_all_its_roles_and_the_ones_below_move_up(doors, make):
    artist, other = await make.artist(), await make.artist()
    credits = [await make.credit(artist, CreditRole.PRODUCER, CreditRole.VOCALIST, title=name) for name in "ABC"]
    kept = [await make.credit(other) for _ in range(2)]
    owner = await make.owner(artist)

    gone = await doors.delete(path(artist, credits[0].id), owner)
    again = await doors.delete(path(artist, credits[0].id), owner)

    assert (gone.status_code, gone.json()) == (200, {"status": "success"})
    assert (again.status_code, again.json()) == (404, {"message": "Credit not found"})
    assert [(each["title"], each["position"]) for each in await portfolio(doors, artist)] == [("B", 1), ("C", 2)]
    assert [each["position"] for each in await portfolio(doors, other)] == [1, 2]
    assert (await make.again(ArtistCreditRole(credit_id=kept[0].id, role="producer"))).position == 0
    with pytest.raises(AssertionError):
        await make.again(ArtistCreditRole(credit_id=credits[0].id, role="vocalist"))


async def test_deletions_and_additions_at_once_leave_no_gaps(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    credits = [await make.credit(artist) for _ in range(6)]

    answers = await asyncio.gather(
        *(doors.delete(path(artist, credit.id), owner) for credit in credits[:4] + credits[:2]),
        *(doors.post(path(artist), owner, json=SONG | {"spotify_id": f"new{number}"}) for number in range(3)),
    )

    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201] * 3 + [404] * 2
    kept = await portfolio(doors, artist)
    assert [credit["position"] for credit in kept] == [1, 2, 3, 4, 5]
    assert [credit["id"] for credit in kept[:2]] == [credit.id for credit in credits[4:]]


async def test_a_portfolio_is_put_in_another_order(doors, make):
    artist, other = await make.artist(), await make.artist()
    a, b, c = [(await make.credit(artist)).id for _ in range(3)]
    await make.credit(other)

    answer = await doors.post(path(artist, "reorder"), await make.owner(artist), json={"ids": [c, a, b]})

    assert (answer.status_code, answer.json()["status"]) == (200, "success")
    assert [(each["id"], each["position"]) for each in answer.json()["credits"]] == [(c, 1), (a, 2), (b, 3)]
    assert answer.json()["credits"] == await portfolio(doors, artist)
    assert [each["position"] for each in await portfolio(doors, other)] == [1]


async def test_an_order_names_every_credit_once(doors, make):
    artist = await make.artist()
    a, b = [(await make.credit(artist)).id for _ in range(2)]
    foreign = (await make.credit(await make.artist())).id
    owner = await make.owner(artist)

    wrong = ([a], [a, b, b], [a, a], [a, b, foreign], [a, foreign], [], None, "a,b", [a, "x"], [0], list(range(1, 502)))
    answers = [await doors.post(path(artist, "reorder"), owner, json={"ids": ids}) for ids in wrong]

    for answer in answers:
        assert (answer.status_code, list(answer.json()["errors"])) == (422, ["ids"])
    assert [each["id"] for each in await portfolio(doors, artist)] == [a, b]


async def test_an_empty_portfolio_has_an_empty_order(doors, make):
    artist = await make.artist()

    answer = await doors.post(path(artist, "reorder"), await make.owner(artist), json={"ids": []})

    assert (answer.status_code, answer.json()) == (200, {"status": "success", "credits": []})


async def requests(doors, artist, credit, asker):
    """What each writing route answers, in this order: song, album, change, order, deletion."""
    return [
        (await doors.post(path(artist), asker, json=SONG)).status_code,
        (await doors.post(path(artist, "album"), asker, json=ALBUM)).status_code,
        (await doors.put(path(artist, credit.id), asker, json={"roles": ["mixing"]})).status_code,
        (await doors.post(path(artist, "reorder"), asker, json={"ids": [credit.id]})).status_code,
        (await doors.delete(path(artist, credit.id), asker)).status_code,
    ]


async def test_only_who_runs_an_artist_and_admins_change_a_portfolio(doors, make):
    artist = await make.artist()
    credit = await make.credit(artist, title="Rain")

    assert await requests(doors, artist, credit, None) == [401] * 5
    assert await requests(doors, artist, credit, await make.owner(await make.artist())) == [403] * 5
    assert [(each["title"], each["roles"]) for each in await portfolio(doors, artist)] == [("Rain", ["producer"])]
    # By then there are three more, so that the order is not one of all.
    assert await requests(doors, artist, credit, await make.user(is_admin=True)) == [201, 201, 200, 422, 200]


async def test_the_portfolio_of_a_hidden_artist_is_hidden(doors, make):
    artist = await make.artist(status="inactive")
    credit = await make.credit(artist)
    stranger, owner = await make.user(), await make.owner(artist)

    assert (await doors.get(path(artist), stranger)).json() == {"message": "Artist not found"}
    assert await requests(doors, artist, credit, stranger) == [404] * 5
    assert await requests(doors, artist, credit, owner) == [403] * 5
    assert len(await portfolio(doors, artist, owner)) == 1


async def test_a_credit_is_found_in_the_portfolio_that_it_is_in_only(doors, make):
    owner = await make.user()
    artist, other = await make.artist(owner), await make.artist(owner)
    credit = await make.credit(other)

    answers = [
        await doors.put(path(artist, credit.id), owner, json={"roles": ["mixing"]}),
        await doors.delete(path(artist, credit.id), owner),
        await doors.delete(path(artist, "x"), owner),
        await doors.delete(path(artist, "album"), owner),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await portfolio(doors, other))[0]["roles"] == ["producer"]


async def test_a_credit_grants_nothing_on_the_platform(doors, make):
    artist = await make.artist()
    track = await make.track(private=True)
    await make.credit(artist)

    assert (await doors.get(f"/api/v1/tracks/{track.id}", await make.owner(artist))).status_code == 404
    assert (await doors.get(f"/api/v1/artists/{artist.id}/tracks")).json()["pagination"]["total"] == 0


async def test_the_roles_are_public_and_stand_in_their_groups(doors):
    answer = await doors.get("/api/v1/credits/roles")

    roles = answer.json()["roles"]
    assert (answer.status_code, answer.json()["status"], len(roles)) == (200, "success", 15)
    assert {role["slug"] for role in roles} == set(CreditRole)
    assert roles[1] == {"slug": "co-producer", "name": "Co-Producer", "category": "Production"}
    assert roles[13] == {"slug": "a-and-r", "name": "A&R", "category": "Other"}
    assert list(dict.fromkeys(role["category"] for role in roles)) == [
        "Production",
        "Engineering",
        "Writing",
        "Performance",
        "Other",
    ]


@pytest.mark.parametrize(
    "path", ["spotify-search?query=rain", "spotify-search?query=rain&type=album&limit=50", "spotify-album?id=a1"]
)
async def test_without_a_provider_a_look_up_says_that_it_is_unavailable(doors, make, path):
    guest = await doors.get(f"/api/v1/credits/{path}")
    answer = await doors.get(f"/api/v1/credits/{path}", await make.user())

    assert guest.status_code == 401
    assert (answer.status_code, answer.json()) == (
        503,
        {
            "message": "Spotify cannot be asked: no provider is configured. Credits can be added with their details.",
            "error_code": "unavailable",
        },
    )


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("spotify-search", "query"),
        ("spotify-search?query=r", "query"),
        ("spotify-search?query=rain&type=song", "type"),
        ("spotify-search?query=rain&limit=51", "limit"),
        ("spotify-search?query=rain&limit=0", "limit"),
        ("spotify-album", "id"),
        ("spotify-album?id=", "id"),
    ],
)
async def test_a_bad_look_up_is_refused_by_the_name_of_its_field(doors, make, path, field):
    answer = await doors.get(f"/api/v1/credits/{path}", await make.user())

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


async def test_a_portfolio_costs_the_same_however_long_it_is(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    costs = []
    for start in (0, 10):
        tracks = [{"spotify_id": f"s{start + number}", "roles": ["producer", "mixing"]} for number in range(10)]
        doors.forget()
        added = await doors.post(
            path(artist, "album"),
            owner,
            json={"spotify_album_id": "a", "image": "https://a.example/b", "tracks": tracks},
        )
        assert added.status_code == 201
        writing = len(doors.statements)
        doors.forget()
        assert len(await portfolio(doors, artist)) == start + 10
        costs.append((writing, len(doors.reads)))

    assert costs[0] == costs[1]
    # the artist, their credits, the roles on them
    assert costs[0][1] == 3

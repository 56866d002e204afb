"""Artists over REST."""

import pytest

from beatgraph.models import ArtistLink, ArtistMember, ArtistStatus, TrackGenre, TrackLifetime
from beatgraph.services import similar

pytestmark = pytest.mark.anyio

PUBLIC = {"id", "name", "model_type"}
WITH_TOKEN = PUBLIC | {
    "bio",
    "website",
    "verified",
    "status",
    "image",
    "image_small",
    "cover_image",
    "city",
    "country",
    "social_links",
    "created_at",
    "updated_at",
    "can_edit",
}
RELATIONS = {"similar", "genres", "albums", "top_tracks"}


async def test_a_guest_sees_the_public_keys_of_an_artist_and_no_others(doors, make):
    artist = await make.artist(name="Drift", bio="Quiet beats.")

    listed = (await doors.get("/api/v1/artists")).json()["artists"]["data"]
    shown = (await doors.get(f"/api/v1/artists/{artist.id}?with=albums,topTracks")).json()

    assert listed == [{"id": artist.id, "name": "Drift", "model_type": "artist"}]
    assert shown["artist"] == listed[0]
    assert set(shown) == {"status", "artist", "albums", "selectedAlbumLayout", "loader"}


async def test_artists_come_by_name_under_both_keys_fifteen_a_page(doors, make):
    owner = await make.user()
    for number in reversed(range(16)):
        await make.artist(owner, name=f"A{number:02}")

    answer = (await doors.get("/api/v1/artists")).json()

    assert answer["artists"] == answer["pagination"]
    assert [artist["name"] for artist in answer["artists"]["data"]] == [f"A{number:02}" for number in range(15)]
    assert {key: value for key, value in answer["pagination"].items() if key != "data"} == {
        "current_page": 1,
        "from": 1,
        "to": 15,
        "per_page": 15,
        "last_page": 2,
        "total": 16,
        "next_page": 2,
        "prev_page": None,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [("dri", ["Drift"]), ("É", ["Élan"]), ("elan", ["Élan"]), ("100%", ["100%", "1000"]), ("%", ["100%"])],
)
async def test_a_query_finds_artists_by_how_words_of_their_name_begin(doors, make, text, found):
    for name in ("Drift", "Élan", "100%", "1000"):
        await make.artist(name=name)

    answer = await doors.get("/api/v1/artists", params={"query": text})

    assert [artist["name"] for artist in answer.json()["artists"]["data"]] == found


async def test_a_token_adds_the_profile_and_what_stands_on_the_artists_page(doors, make):
    artist = await make.artist(name="Drift", bio="Quiet beats.", city="Turku", country="Finland", image="https://a/1")
    await make.row(ArtistLink(artist_id=artist.id, network="twitter", address="@drift"))
    twin, stranger = await make.artist(name="Nova"), await make.artist(name="Loud")
    quiet, played = await make.track(artist, name="Quiet"), await make.track(artist, name="Played")
    genre = await make.genre(quiet, "lo-fi")
    await make.row(TrackGenre(track_id=(await make.track(twin)).id, genre_id=genre.id))
    await make.genre(await make.track(stranger), "metal")
    await make.row(TrackLifetime(track_id=played.id, plays=7))
    album = await make.album(artist, name="Tides", tracks=(played,))

    shown = (await doors.get(f"/api/v1/artists/{artist.id}", await make.user())).json()["artist"]

    assert set(shown) == WITH_TOKEN | RELATIONS | {"profile", "profile_images", "links"}
    assert (shown["bio"], shown["can_edit"], shown["social_links"]) == ("Quiet beats.", False, {"twitter": "@drift"})
    assert shown["profile"] == {"id": artist.id, "description": "Quiet beats.", "city": "Turku", "country": "Finland"}
    assert shown["profile_images"] == [{"id": 1, "url": "https://a/1"}]
    assert shown["links"] == [{"id": 1, "url": "https://twitter.com/drift", "title": "Twitter"}]
    assert [other["name"] for other in shown["similar"]] == ["Nova"]
    assert [each["name"] for each in shown["genres"]] == ["lo-fi"]
    assert [track["name"] for track in shown["top_tracks"]] == ["Played", "Quiet"]
    assert (shown["albums"]["total"], shown["albums"]["data"][0]["id"]) == (1, album.id)
    assert shown["albums"]["data"][0]["plays"] == 7


async def test_with_names_what_stands_beside_an_artist(doors, make):
    artist = await make.artist()

    shown = (await doors.get(f"/api/v1/artists/{artist.id}?with=genres,albums", await make.user())).json()["artist"]

    assert set(shown) == WITH_TOKEN | {"profile", "profile_images", "links", "genres", "albums"}


async def test_the_most_alike_come_first_and_at_most_ten(doors, make):
    owner = await make.user()
    artist = await make.artist(owner, name="Drift")
    track = await make.track(artist)
    genres = [await make.genre(track, name) for name in ("lo-fi", "trap")]
    for number in range(11):
        other = await make.track(await make.artist(owner, name=f"Like {number}"))
        for genre in genres if number == 10 else genres[:1]:
            await make.row(TrackGenre(track_id=other.id, genre_id=genre.id))
    hidden = await make.track(await make.artist(owner, name="Hidden"), private=True)
    await make.row(TrackGenre(track_id=hidden.id, genre_id=genres[0].id))

    shown = (await doors.get(f"/api/v1/artists/{artist.id}?with=similar", await make.user())).json()["artist"]

    assert [other["name"] for other in shown["similar"]] == ["Like 10", *[f"Like {number}" for number in range(9)]]


async def test_an_inactive_artist_exists_for_its_members_and_admins_only(doors, make, clock):
    inactive = await make.artist(status=ArtistStatus.INACTIVE)
    deleted = await make.artist(deleted_at=clock())
    member, admin = await make.owner(inactive), await make.user(is_admin=True)

    for asker in (None, await make.user()):
        for path in ("", "/tracks", "/albums", "/check-ownership"):
            answer = await doors.get(f"/api/v1/artists/{inactive.id}{path}", asker)
            assert (answer.status_code, answer.json()) == (404, {"message": "Artist not found"})
    for asker in (member, admin):
        assert (await doors.get(f"/api/v1/artists/{inactive.id}", asker)).status_code == 200
        assert (await doors.get(f"/api/v1/artists/{deleted.id}", asker)).status_code == 404


@pytest.mark.parametrize("id", ["abc", "-1", "1.0", "99999999999999999999", "%00"])
async def test_a_malformed_id_is_an_artist_that_does_not_exist(doors, id):
    assert (await doors.get(f"/api/v1/artists/{id}")).status_code == 404


async def test_an_artists_tracks_and_albums_come_newest_first_twenty_a_page(doors, make, clock):
    artist, other = await make.artist(), await make.artist()
    for number in range(2):
        clock.forward(minutes=1)
        await make.track(other, artist, name=f"T{number}")
        await make.album(artist, name=f"A{number}", release_date=clock().date())
    await make.track(other)
    await make.album(other)
    await make.track(artist, private=True)
    await make.album(artist, private=True)

    tracks = (await doors.get(f"/api/v1/artists/{artist.id}/tracks")).json()
    albums = (await doors.get(f"/api/v1/artists/{artist.id}/albums?perPage=1")).json()

    assert [track["name"] for track in tracks["pagination"]["data"]] == ["T1", "T0"]
    assert (tracks["tracks"], tracks["pagination"]["per_page"]) == (tracks["pagination"], 20)
    assert (albums["albums"], albums["pagination"]["total"]) == (albums["pagination"], 2)
    assert albums["pagination"]["data"] == [
        {
            "id": albums["pagination"]["data"][0]["id"],
            "name": "A1",
            "image": None,
            "release_date": "2026-03-14",
            "model_type": "album",
        }
    ]


async def test_ownership_says_whether_anybody_runs_the_artist_and_whether_the_caller_does(doors, make):
    artist = await make.artist(name="Drift")
    owner, admin = await make.owner(artist), await make.user(is_admin=True)
    path = f"/api/v1/artists/{artist.id}/check-ownership"

    answers = {name: (await doors.get(path, asker)).json() for name, asker in (("guest", None), ("owner", owner))}

    body = {"status": "success", "owned": True, "artist_id": artist.id, "artist_name": "Drift"}
    assert answers == {"guest": body | {"is_owner": False}, "owner": body | {"is_owner": True}}
    assert (await doors.get(path, admin)).json()["is_owner"] is False


async def test_an_artist_whom_nobody_runs_is_not_owned(doors, make, workshop):
    artist = await make.artist()
    async with workshop.writing() as work:
        member = await work.session.get(ArtistMember, (artist.id, artist.user_id))
        await work.session.delete(member)

    answer = await doors.get(f"/api/v1/artists/{artist.id}/check-ownership", await make.user())

    assert (answer.json()["owned"], answer.json()["is_owner"]) == (False, False)


async def test_a_list_of_artists_costs_the_same_however_long_it_is(doors, make):
    reader, owner = await make.user(), await make.user()
    counts = []
    for _ in range(2):
        for _ in range(4):
            await make.artist(owner)
        doors.forget()
        await doors.get("/api/v1/artists", reader)
        counts.append(len(doors.reads))

    assert counts[0] == counts[1]


async def test_an_artists_page_brings_their_albums_and_tracks_as_lists_of_their_own(doors, make, settings):
    artist = await make.artist()
    album = await make.album(artist)
    tracks = [await make.track(artist, album_id=album.id) for _ in range(21)]
    home = f"{settings.public_url}/api/v1/artists/{artist.id}"

    for asker in (None, await make.user()):
        page = (await doors.get(f"/api/v1/artists/{artist.id}", asker)).json()
        listed = (await doors.get(f"/api/v1/artists/{artist.id}/tracks?paginate=simple", asker)).json()["tracks"]

        assert page["selectedAlbumLayout"] == "list"
        assert page["tracks"] == listed
        assert page["tracks"]["next_page_url"] == f"{home}/tracks?paginate=simple&page=2"
        assert [row["id"] for row in page["tracks"]["data"]] == [track.id for track in reversed(tracks[1:])]
        assert [row["id"] for row in page["albums"]["data"]] == [album.id]
        assert page["albums"]["path"] == f"{home}/albums"
        assert ("total" in page["albums"], "total" in page["artist"].get("albums", {"total": 1})) == (False, True)


async def test_only_relations_that_are_asked_for_stand_beside_an_artist(doors, make):
    artist = await make.artist()
    reader = await make.user()

    some = (await doors.get(f"/api/v1/artists/{artist.id}?with=genres", reader)).json()
    none = (await doors.get(f"/api/v1/artists/{artist.id}?with=", reader)).json()

    assert RELATIONS & set(some["artist"]) == {"genres"}
    assert RELATIONS & set(none["artist"]) == set()
    assert not {"albums", "tracks"} & (set(some) | set(none))


async def test_similar_artists_are_sought_among_the_latest_tracks_of_a_genre(doors, make, monkeypatch):
    monkeypatch.setattr(similar, "LATEST", 2)
    artist, lately, once = [await make.artist(name=name) for name in ("Drift", "Lately", "Once")]
    genre = await make.genre(await make.track(once), "trap")
    for maker in (lately, artist):
        await make.row(TrackGenre(track_id=(await make.track(maker)).id, genre_id=genre.id))

    shown = (await doors.get(f"/api/v1/artists/{artist.id}?with=similar", await make.user())).json()["artist"]

    assert [other["name"] for other in shown["similar"]] == ["Lately"]

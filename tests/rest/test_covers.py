"""Cover art over REST: templates, pictures made from them, and their use."""

from urllib.parse import urlsplit

import pytest

from beatgraph.covers import TEMPLATES, Press, PressError
from beatgraph.limits import COVERS
from beatgraph.pictures import Picture, read_picture
from resolvers.base.ids import encode

TEMPLATES_AT = "/api/v1/cover-art/templates"
MATCHING_AT = "/api/v1/cover-art/matching-templates"
PREVIEW_AT = "/api/v1/cover-art/preview"
KEYS = {"id", "name", "description", "preview_url", "image_url", "genres", "moods", "palettes", "model_type"}
TIDES = {"template_id": "after-hours", "title": "Tides", "artist": "Kosimba"}


class Counting(Press):
    """Draws, and remembers what."""

    def __init__(self):
        super().__init__()
        self.drawn = []

    async def render(self, design):
        self.drawn.append(design)
        return await super().render(design)


@pytest.fixture
def press(workshop):
    workshop.press = Counting()
    return workshop.press


async def test_templates_are_listed_whole_or_by_the_page(doors, make):
    user = await make.user()

    whole = (await doors.get(TEMPLATES_AT, user)).json()
    second = (await doors.get(f"{TEMPLATES_AT}?page=2&per_page=5", user)).json()

    assert set(whole) == {"status", "templates"}
    assert [each["id"] for each in whole["templates"]] == list(TEMPLATES)
    assert all(set(each) == KEYS for each in whole["templates"])
    assert second["templates"] == second["pagination"]["data"] == whole["templates"][5:10]
    page = {name: value for name, value in second["pagination"].items() if name != "data"}
    assert page == {
        "current_page": 2, "from": 6, "to": 10, "per_page": 5, "last_page": 3, "total": 12, "next_page": 3,
        "prev_page": 1,
    }  # fmt: skip


async def test_one_template_is_told_and_an_unknown_one_is_not_there(doors, make):
    user = await make.user()

    found = await doors.get(f"{TEMPLATES_AT}/eclipse", user)
    unknown = await doors.get(f"{TEMPLATES_AT}/nothing", user)

    assert found.json()["template"]["name"] == "Eclipse"
    assert found.json()["template"]["image_url"].endswith("/images/templates/eclipse-1.png")
    assert (unknown.status_code, unknown.json()) == (404, {"message": "Template not found"})


SEARCHES = [
    ("genre=Synthwave", ["night-drive", "side-a"]),
    ("genre=polka,synthwave&limit=1", ["night-drive"]),
    ("mood=hypnotic", ["ridges", "interference"]),
    ("genre=trap&mood=dark", ["eclipse"]),
    ("genre=polka", []),
    ("limit=3", list(TEMPLATES)[:3]),
]


async def test_templates_are_found_by_genre_and_mood(doors, make):
    user = await make.user()

    for query, found in SEARCHES:
        answer = await doors.get(f"{MATCHING_AT}?{query}", user)
        assert [each["id"] for each in answer.json()["templates"]] == found, query


OUT_OF_BOUNDS = [
    (f"{MATCHING_AT}?limit=0", "limit"),
    (f"{MATCHING_AT}?limit=51", "limit"),
    (f"{MATCHING_AT}?genre=a%00b", "query"),
    (f"{TEMPLATES_AT}?per_page=51", "per_page"),
    (f"{TEMPLATES_AT}?page=0", "page"),
]


async def test_a_search_out_of_bounds_is_refused(doors, make):
    user = await make.user()

    for path, field in OUT_OF_BOUNDS:
        answer = await doors.get(path, user)
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [field]), path


async def test_guests_get_no_cover_art(doors, press):
    for path in (TEMPLATES_AT, f"{TEMPLATES_AT}/eclipse", MATCHING_AT):
        assert (await doors.get(path)).status_code == 401
    refused = await doors.post(PREVIEW_AT, json=TIDES)

    assert (refused.status_code, refused.json()) == (401, {"message": "Unauthenticated."})
    assert press.drawn == []


REFUSED = [
    ({}, "template_id"),
    ({"title": "Tides"}, "template_id"),
    ({"template_id": "nothing"}, "template_id"),
    ({"template_id": 7}, "template_id"),
    ({"genres": []}, "genres"),
    ({"genres": ["a", "b", "c", "d"]}, "genres"),
    ({"genres": ["trap", "Trap "]}, "genres"),
    ({"genres": ["x" * 101]}, "genres"),
    ({"genres": [""]}, "genres"),
    ({**TIDES, "title": "x" * 121}, "title"),
    ({**TIDES, "title": "Low 😀 Tide"}, "title"),
    ({**TIDES, "artist": "y" * 81}, "artist"),
    ({**TIDES, "palette": "gold"}, "palette"),
]


async def test_a_cover_that_cannot_be_made_is_refused_with_its_reason(doors, make, press):
    user = await make.user()

    for body, field in REFUSED:
        answer = await doors.post(PREVIEW_AT, user, json=body)
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [field]), body
    assert press.drawn == []


PREVIEW = """mutation ($input: PreviewCoverInput!) {
  previewCover(input: $input) {
    cover { reference imageUrl previewUrl template { id name genres moods palettes imageUrl previewUrl } }
    errors { code field message }
  }
}"""


async def test_both_doors_make_the_same_cover_once_and_tracks_and_albums_take_it(doors, make, press):
    artist = await make.artist()
    owner = await make.owner(artist)
    track, album = await make.track(artist), await make.album(artist)
    graph = {"templateId": "after-hours", "title": " Tides ", "artist": "Kosimba"}

    made = (await doors.post(PREVIEW_AT, owner, json=TIDES)).json()
    again = (await doors.ask(PREVIEW, await make.user(), input=graph))["previewCover"]["cover"]

    template = made["template"]
    assert set(made) == {"status", "cover", "image_url", "preview_url", "template"}
    assert again == {
        "reference": made["cover"],
        "imageUrl": made["image_url"],
        "previewUrl": made["preview_url"],
        "template": {
            **{name: template[name] for name in ("id", "name", "genres", "moods", "palettes")},
            "imageUrl": template["image_url"],
            "previewUrl": template["preview_url"],
        },
    }
    assert [(design.template, design.title, design.artist) for design in press.drawn] == [
        ("after-hours", "Tides", "Kosimba")
    ]
    picture = await doors.get(urlsplit(made["image_url"]).path)
    small = await doors.get(urlsplit(made["preview_url"]).path)
    assert read_picture(picture.content) == Picture("png", 1000, 1000)
    assert read_picture(small.content) == Picture("webp", 480, 480)
    assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"

    over_rest = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"image": made["cover"]})
    update = "mutation ($input: UpdateAlbumInput!) { updateAlbum(input: $input) { album { image } errors { code } } }"
    in_graph = await doors.ask(update, owner, input={"id": encode("Album", album.id), "image": made["cover"]})
    assert over_rest.json()["track"]["image"] == made["image_url"]
    assert in_graph["updateAlbum"] == {"album": {"image": made["image_url"]}, "errors": []}


async def test_a_reference_that_was_made_up_is_no_image(doors, make):
    artist = await make.artist()
    track = await make.track(artist)

    for reference in (f"cover-{'0' * 32}-{'0' * 16}", "cover-", "cover-x"):
        answer = await doors.put(f"/api/v1/tracks/{track.id}", await make.owner(artist), json={"image": reference})
        assert (answer.status_code, answer.json()["errors"]) == (422, {"image": ["There is no such cover."]})
    assert (await make.again(track)).image is None


async def test_genres_choose_the_template_of_a_picture_without_words(doors, make, monkeypatch, press):
    async def drawn(design):
        press.drawn.append(design)
        raise PressError("Too many covers are being drawn.")

    monkeypatch.setattr(press, "render", drawn)
    answer = await doors.post(PREVIEW_AT, await make.user(), json={"genres": ["polka", "jazz"]})

    assert [(design.template, design.title, design.artist) for design in press.drawn] == [("after-hours", "", "")]
    assert answer.status_code == 503
    assert answer.json() == {"message": "Too many covers are being drawn.", "error_code": "unavailable"}


async def test_new_covers_are_limited(doors, make, workshop, press):
    user = await make.user()
    workshop.limits.enforced = True
    for _ in range(COVERS.amount):
        await workshop.limits.count(COVERS, f"user:{user.id}")

    answer = await doors.post(PREVIEW_AT, user, json=TIDES)

    assert (answer.status_code, answer.headers["x-ratelimit-limit"]) == (429, "30")
    assert press.drawn == []


async def test_a_sample_is_drawn_when_it_is_first_asked_for_and_stored(doors, press):
    small = await doors.get("/images/templates/after-hours-1.webp")
    large = await doors.get("/images/templates/after-hours-1.png")

    assert read_picture(small.content) == Picture("webp", 480, 480)
    assert read_picture(large.content) == Picture("png", 1000, 1000)
    assert [(design.title, design.artist) for design in press.drawn] == [("After Hours", "Beatgraph")]


NO_SAMPLES = [
    "nothing-1.png",
    "eclipse-2.png",
    "eclipse.png",
    "eclipse-1.gif",
    "..%2Fx-1.png",
]


async def test_no_other_sample_is_there(doors, press):
    for name in NO_SAMPLES:
        assert (await doors.get(f"/images/templates/{name}")).status_code == 404, name
    assert press.drawn == []

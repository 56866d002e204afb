"""Templates: each is well-formed, has its words on it, and is the same for the same words."""

import re
from io import BytesIO
from itertools import cycle
from xml.etree import ElementTree

import pytest
from PIL import Image

from beatgraph.covers import TEMPLATES, CoverError, best, designed, matching
from beatgraph.covers.drawing import SIDE
from beatgraph.covers.rendering import THUMBNAIL, draw, render
from beatgraph.pictures import Picture, read_picture

LONG = "Everything We Lost Between the Last Train Home and the First Light Over the River (Instrumental Version)"
KNOWN = {"svg", "g", "path", "rect", "circle", "linearGradient", "radialGradient", "stop", "clipPath"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_draws_every_kind_of_words_with_shapes_alone(name):
    template = TEMPLATES[name]
    words = [("Low Tide", "Kosimba"), (LONG, LONG[:80]), ("真夜中", ""), ("", "Полночь"), ("", "")]
    for (title, artist), palette in zip(words, cycle(template.palettes), strict=False):
        root = ElementTree.fromstring(draw(designed(template, title, artist, palette.name)))

        assert {each.tag.rpartition("}")[2] for each in root.iter()} <= KNOWN
        assert not any(each.text for each in root.iter())
        assert not any("href" in attribute for each in root.iter() for attribute in each.attrib)


@pytest.mark.parametrize("name", TEMPLATES)
def test_title_and_artist_are_on_the_picture(name):
    template = TEMPLATES[name]

    def outlines(title, artist):
        return set(re.findall(r' d="(M[^"]+Z)"', draw(designed(template, title, artist))))

    letters = outlines("Q", "") - outlines("", "")
    both = outlines("Q", "Ж")
    assert letters & both
    assert outlines("", "Ж") & both - letters


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_what_it_is_for(name):
    template = TEMPLATES[name]

    assert template.id == name
    assert re.fullmatch("[a-z]+(-[a-z]+)*", name)
    assert len(set(template.genres)) == len(template.genres) >= 3
    assert len(set(template.moods)) == len(template.moods) >= 3
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", word) for word in template.genres + template.moods)
    names = [palette.name for palette in template.palettes]
    assert len(set(names)) == len(names) >= 3
    colours = [
        getattr(each, part) for each in template.palettes for part in ("ground", "ink", "first", "second", "third")
    ]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


def test_a_picture_is_a_png_and_a_thumbnail_and_the_same_each_time():
    design = designed(TEMPLATES["after-hours"], "Low Tide", "Kosimba", "cobalt")

    once, again = render(design), render(design)

    assert read_picture(once.png) == Picture("png", SIDE, SIDE)
    assert read_picture(once.webp) == Picture("webp", THUMBNAIL, THUMBNAIL)
    assert len(once.png) < 1_500_000
    assert len(once.webp) < 150_000
    assert once == again


def test_words_darken_the_picture_where_they_stand():
    template = TEMPLATES["after-hours"]

    def ink(title):
        with Image.open(BytesIO(render(designed(template, title, "Kosimba", "cobalt")).png)) as picture:
            where = picture.convert("L").crop((56, 620, 944, 860))
        return sum(where.histogram()[:100])

    assert ink("") == 0
    assert ink("M") > 5000


@pytest.mark.parametrize(
    ("title", "artist", "palette", "field", "message"),
    [
        ("Low 😀 Tide", "", None, "title", "No typeface here has “😀” (U+1F600)."),
        ("Tide", "بيت", None, "artist", "No typeface here has “ب” (U+0628), “ي” (U+064A), “ت” (U+062A)."),
        ("a\x07", "", None, "title", "No typeface here has an invisible character (U+0007)."),
        ("x" * 121, "", None, "title", "The title has at most 120 characters."),
        ("x", "y" * 81, None, "artist", "The artist has at most 80 characters."),
        ("x", "", "gold", "palette", "The palettes of this template are ember, ice, violet, toxic."),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(title, artist, palette, field, message):
    with pytest.raises(CoverError) as refusal:
        designed(TEMPLATES["eclipse"], title, artist, palette)

    assert (refusal.value.field, refusal.value.message) == (field, message)


def test_spaces_and_ways_to_write_a_letter_make_no_other_design():
    assert designed(TEMPLATES["loud"], " e\u0301te\u0301 \n x ", "") == designed(TEMPLATES["loud"], "été x", "")


def ids(templates):
    return [template.id for template in templates]


def test_templates_match_by_genre_and_mood_the_best_first():
    assert ids(matching()) == list(TEMPLATES)
    assert ids(matching(["synthwave"])) == ["night-drive", "side-a"]
    assert ids(matching(["trap"], ["dark"])) == ["eclipse"]
    assert ids(matching(moods=["hypnotic"])) == ["ridges", "interference"]
    assert ids(matching(["polka"])) == []


@pytest.mark.parametrize("word", ["Drum & Bass", "drum_and_bass", "DnB", "drum and bass", "Liquid Drum & Bass"])
def test_a_genre_is_known_by_its_other_names(word):
    assert ids(matching([word])) == ["ridges", "interference"]


def test_genres_that_nothing_suits_always_get_the_same_template():
    assert best(["polka"]) is best(["Polka"])
    assert best(["polka", "synthwave"]).id == "night-drive"

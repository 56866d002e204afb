"""The invented people of the demo."""

import re

from beatgraph.synth import Names


def test_names_do_not_repeat_until_the_deck_is_dealt():
    names = Names(1)

    for deal, deck in ((names.producer, names.producers), (names.album, names.albums), (names.title, names.titles)):
        dealt = [deal() for _ in range(len(deck))]
        assert len(set(dealt)) == len(dealt) > 900
        assert deal() in dealt


def test_forty_producers_do_not_share_a_name():
    names = Names(4)

    calls = [names.producers.deal().first for _ in range(40)]

    assert len(set(calls)) == 40


def test_the_same_seed_deals_the_same_names():
    assert [Names(5).listener() for _ in range(3)] == [Names(5).listener() for _ in range(3)]
    assert [Names(5).producer() for _ in range(3)] != [Names(6).producer() for _ in range(3)]


def test_more_of_one_kind_leaves_the_others_as_they_were():
    few, many = Names(9), Names(9)

    for _ in range(50):
        many.producer()

    assert few.place() == many.place()
    assert few.bio() == many.bio()


def test_handles_are_plain_and_belong_to_one_listener():
    names = Names(2)

    handles = [names.listener().handle for _ in range(len(names.listeners))]

    assert len(set(handles)) == len(handles)
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+", handle) for handle in handles)


def test_places_name_a_country_by_its_code():
    names = Names(3)

    places = [names.place() for _ in range(len(names.places))]

    assert all(re.fullmatch("[A-Z]{2}", place.country) for place in places)
    assert "São Paulo" in {place.city for place in places if place.country == "BR"}

"""Both doors, asked the same of the same data, say the same."""

import pytest

from tests.parity.conftest import Stage
from tests.parity.deeds import Deed, filled, picked
from tests.parity.table import DEEDS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.same], ids=lambda deed: deed.name)
async def test_both_doors_give_the_same_values(stage: Stage, deed: Deed):
    route = (await stage.by_route(deed, deed.by)).json()
    graph = (await stage.by_graph(deed, deed.by, deed.see))["data"]
    root = deed.field.partition(".")[2] + "." if deed.field.startswith("Mutation.") else ""

    said = {place: picked(route, filled(place, stage.world.things)) for place in deed.same}

    assert said == {place: picked(graph, root + other) for place, other in deed.same.items()}
    assert any(value not in (None, [], 0) for value in said.values()), "nothing to compare"


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.then and deed.route], ids=lambda deed: deed.name)
async def test_both_doors_have_the_same_effect(stage: Stage, deed: Deed):
    before, by_route, by_graph = [await stage.after(deed, door) for door in ("", "route", "graph")]

    assert by_route == by_graph != before

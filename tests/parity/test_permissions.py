"""Who may do what, by either door."""

from typing import Any

import pytest

from tests.parity.conftest import Stage
from tests.parity.deeds import CALLERS, Deed
from tests.parity.table import DEEDS

pytestmark = pytest.mark.anyio


ON_ONE = pytest.mark.parametrize("stage", ["sqlite"], indirect=True)
"""Who may do what is decided above the database; what is read and written is compared on each (`test_values.py`)."""


@ON_ONE
@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.route], ids=lambda deed: deed.name)
async def test_a_route_answers_each_caller_as_the_table_says(stage: Stage, deed: Deed):
    found = {caller: (await stage.by_route(deed, caller)).status_code for caller in CALLERS}

    assert found == deed.statuses


@ON_ONE
@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.field], ids=lambda deed: f"{deed.field} {deed.about}")
async def test_the_graph_answers_each_caller_as_the_table_says(stage: Stage, deed: Deed):
    found = {caller: said(await stage.by_graph(deed, caller), deed) for caller in CALLERS}

    assert {caller: found[caller] in deed.says(caller) for caller in CALLERS} == dict.fromkeys(CALLERS, True), found


def said(answer: dict[str, Any], deed: Deed) -> str:
    """What the graph said: `ok`, `null`, or the code of what it refused."""
    for error in answer.get("errors", []):
        return str(error["extensions"]["code"])
    (value,) = answer["data"].values()
    if isinstance(value, dict):
        for error in value.get("errors", []):
            return str(error["code"])
    return "null" if value is None else "ok"

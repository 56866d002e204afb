"""Who may do what, by either door."""

from dataclasses import replace
from typing import Any

import pytest

from beatgraph.rest.table import OPERATIONS
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


GATED = {f"{each.method} {each.path}" for each in OPERATIONS if each.gate is not None}
BY_ITS_BODY = {"POST /api/v1/tracks/plays/{track}/update-duration"}
"""Whose play it is, its token says."""
OF_SOME = [
    deed
    for deed in DEEDS
    if deed.route in GATED - BY_ITS_BODY and "{" in deed.route and len(set(deed.statuses.values())) > 1
]
"""What some may do with a thing that others may not."""


def test_what_is_said_about_a_thing_has_a_gate():
    said = {f"{each.method} {each.path}" for each in OPERATIONS if each.body is not None and each.parameters}

    assert said - GATED == set()


@ON_ONE
@pytest.mark.parametrize("deed", OF_SOME, ids=lambda deed: deed.name)
async def test_who_may_not_is_told_so_before_what_is_wrong_with_the_request(stage: Stage, deed: Deed):
    wrong = replace(deed, body=["no object"], query={**deed.query, "as_of": "never"})

    found = {caller: (await stage.by_route(wrong, caller)).status_code for caller in CALLERS}

    refused = {caller: status for caller, status in deed.statuses.items() if status in (401, 403, 404)}
    assert {caller: found[caller] for caller in refused} == refused
    assert {found[caller] for caller in CALLERS if caller not in refused} <= {400, 422}


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

"""The reference taken at its word: requests made up from it, good ones and bad ones, are answered as it says."""

import contextlib
from functools import cache
from typing import Any
from uuid import UUID

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from sqlmodel import select

from beatgraph.models import Artist, Label
from beatgraph.rest import table
from beatgraph.server.reference import document

pytestmark = pytest.mark.anyio

KINDS = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
DRAWN = 2
"""How many requests of each kind are drawn for every operation; the last one is sent, the first is the simplest."""
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
EXPECTED_FAULTS = (502, 503, 504, 507)
"""What is no fault of ours where the reference tells of it."""
PLACE = UUID("a1b2c3d4-e5f6-4a5b-8c7d-9e8f7a6b5c4d")
"""Of the artist and the label that stand at the first place."""


DOCUMENT = document()


@cache
def cases() -> list[schemathesis.Case]:
    """Requests to all operations; those that take away, or end a sign-in, come last."""
    # Who asks is for the test to say.
    described = DOCUMENT | {
        "paths": {
            path: {method: {**each, "security": []} for method, each in methods.items()}
            for path, methods in DOCUMENT["paths"].items()
        }
    }
    operations = [each.ok() for each in schemathesis.openapi.from_dict(described).get_all_operations()]
    operations.sort(key=lambda each: (each.method == "delete" or each.path.endswith("logout"), each.method != "get"))
    return [case for each in operations for mode in KINDS for case in _drawn(each, mode)]


def _drawn(operation: Any, mode: GenerationMode) -> list[schemathesis.Case]:
    """The same ones in every run."""
    found: list[schemathesis.Case] = []
    first = {
        each.name: 1 if each.definition["schema"]["type"] == "integer" else each.definition["example"]
        for each in operation.path_parameters
    }

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=first))
    def draw(case: schemathesis.Case) -> None:
        found.append(case)

    with contextlib.suppress(Unsatisfiable):  # nothing of it can be wrong
        draw()
    return found[-1:]


async def answered_as_told(doors, case, asker):
    sent = case.as_transport_kwargs(base_url="http://beatgraph.test")
    sent["headers"] = {**sent["headers"], **doors.bearer(asker)}
    if "data" in sent:
        sent["content"] = sent.pop("data")
    sent.pop("cookies", None)
    if sent.get("files"):
        sent["files"] = [(name, _part(value)) for name, value in dict(sent["files"]).items()]
    request = doors.client.build_request(**sent)
    await request.aread()
    answer: httpx2.Response = await doors.client.send(request)
    told = str(answer.status_code) in DOCUMENT["paths"][case.path][case.method.lower()]["responses"]
    expected = told and answer.status_code in EXPECTED_FAULTS
    case.validate_response(answer, checks=CHECKS[1:] if expected else CHECKS)
    return answer.status_code


def _part(value: Any) -> Any:
    """A part of a form: what is no text of any kind is written as one."""
    if isinstance(value, tuple):
        return tuple(map(_part, value))
    return value if value is None or isinstance(value, str | bytes) else str(value)


@pytest.fixture
async def producer(make, workshop):
    """Somebody with one of everything, all of it at the first place."""
    found = await make.user()
    await make.everything(found)
    async with workshop.reading() as work:
        rows = [(await work.session.exec(select(kind))).first() for kind in (Artist, Label)]
    for row in rows:
        await make.change(row, uuid=PLACE)
    return found


async def test_a_producer_is_answered_as_the_reference_says(doors, producer):
    statuses = {await answered_as_told(doors, case, producer) for case in cases()}

    assert {200, 201, 404, 422} <= statuses


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_guest_is_answered_as_the_reference_says(doors, producer):
    open_to_guests = {(each.method, each.path) for each in table.OPERATIONS if not each.token}
    asked = [case for case in cases() if (case.method.upper(), case.path) in open_to_guests]

    statuses = {await answered_as_told(doors, case, None) for case in asked}

    assert {200, 404, 422} <= statuses

"""A stage: the world of all deeds, on each kind of database, built once."""

import functools
import io
import json
import struct
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from beatgraph.workshop import Workshop
from resolvers.schema import schema
from tests.clock import Clock
from tests.databases import Kind
from tests.doors import Doors
from tests.make import Make
from tests.parity import world
from tests.parity.deeds import Deed, filled
from tests.parity.rehearsal import Rehearsal
from tests.parity.world import World
from tests.workshops import kept_database, open_workshop, settings_for


@dataclass
class Stage:
    doors: Doors
    workshop: Rehearsal
    world: World

    async def by_route(self, deed: Deed, caller: str) -> httpx2.Response:
        """The route's answer, of which nothing stays."""
        async with self.workshop.scene():
            return await self._by_route(deed, caller)

    async def by_graph(self, deed: Deed, caller: str, selection: str = "") -> dict[str, Any]:
        """The graph's whole answer, of which nothing stays."""
        async with self.workshop.scene():
            return await self._by_graph(deed, caller, selection)

    async def after(self, deed: Deed, door: str = "") -> dict[str, Any]:
        """What is so after a deed by either door, or before it."""
        async with self.workshop.scene():
            if door == "route":
                await self._by_route(deed, deed.by)
            elif door == "graph":
                await self._by_graph(deed, deed.by, "")
            return await self.doors.ask(f"{{ {filled(deed.then, self.world.things)} }}", self.world.people[deed.by])

    async def _by_route(self, deed: Deed, caller: str) -> httpx2.Response:
        method, _, path = deed.route.partition(" ")
        for parameter in path.split("{")[1:]:
            name = parameter.partition("}")[0]
            path = path.replace(f"{{{name}}}", str(filled(deed.at.get(name, f"<{name}>"), self.world.things)))
        options: dict[str, Any] = {"params": filled(deed.query, self.world.things)}
        if deed.files:
            options["files"] = {name: ("rain.wav", sound(), "audio/wav") for name in deed.files}
        elif method in ("POST", "PUT", "PATCH"):
            options["json"] = filled(deed.body if deed.body is not None else {}, self.world.things)
        return await self.doors.client.request(
            method, path, headers=self.doors.bearer(self.world.people[caller]), **options
        )

    async def _by_graph(self, deed: Deed, caller: str, selection: str) -> dict[str, Any]:
        kind, _, name = deed.field.partition(".")
        selection = filled(selection or deed.ask, self.world.things)
        variables: dict[str, Any] = {}
        if kind == "Subscription":
            return await self.doors.first(f"subscription {{ {selection} }}", self.world.people[caller])
        if kind == "Mutation":
            assert schema._schema.mutation_type is not None
            argument = schema._schema.mutation_type.fields[name].args["input"].type
            selection = f"{name}(input: $input) {{ {selection} errors {{ code field message }} }}"
            document = f"mutation ($input: {argument}) {{ {selection} }}"
            variables = {"input": filled(deed.input or {}, self.world.things)}
        else:
            document = f"{{ {selection} }}"
        if deed.files:
            return await self._sent(document, variables, caller)
        return await self.doors.graph(document, self.world.people[caller], **variables)

    async def _sent(self, document: str, variables: dict[str, Any], caller: str) -> dict[str, Any]:
        """A document with a file, as the multipart specification has it."""
        form = {
            "operations": json.dumps({"query": document, "variables": variables}),
            "map": json.dumps({"0": ["variables.input.file"]}),
        }
        answer = await self.doors.client.post(
            "/graphql",
            data=form,
            files={"0": ("rain.wav", sound(), "audio/wav")},
            headers={"apollo-require-preflight": "true"} | self.doors.bearer(self.world.people[caller]),
        )
        found: dict[str, Any] = answer.json()
        return found


@functools.cache
def sound() -> bytes:
    """Two seconds of a square wave."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", 9000 if place % 100 < 50 else -9000) for place in range(44_100)))
    return written.getvalue()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    kind: Kind = request.getfixturevalue(request.param)
    with kind.copy() as url:
        settings, clock = settings_for(url, tmp_path_factory.mktemp("stage")), Clock()
        database = kept_database(settings)
        built = await world.build(Make(open_workshop(Workshop, settings, database, clock)))
        workshop = open_workshop(Rehearsal, settings, database, clock)
        async with Doors(workshop) as doors:
            yield Stage(doors, workshop, built)
        await workshop.report_press.close()
        await database.end()

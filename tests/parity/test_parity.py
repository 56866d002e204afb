"""The table is whole: every route, every operation of the graph, every documented route."""

import ast
import re

import pytest

from beatgraph.rest.table import OPERATIONS
from resolvers.schema import schema
from tests.parity import pages
from tests.parity.routes import DOCUMENTED, OPEN
from tests.parity.table import DEEDS

EXPORT = "POST /api/v1/producer-intelligence/insights/export"
EXPORTED = "tests/rest/test_exports.py::test_both_doors_export_the_same"
BY_OTHER_TESTS = {
    "GET /api/v1/tracks/{track}/download": "tests/resolvers/test_downloads.py::test_both_doors_give_the_same_bytes",
    "GET /api/v1/credits/spotify-search": "tests/test_lookups.py::test_both_doors_find_the_same_songs_and_albums",
    "GET /api/v1/credits/spotify-album": "tests/test_lookups.py::test_both_doors_show_the_same_album",
    f"{EXPORT}/csv": EXPORTED,
    f"{EXPORT}/json": EXPORTED,
    f"{EXPORT}/report": EXPORTED,
    f"{EXPORT}/pdf": "tests/rest/test_exports.py::test_both_doors_export_the_same_pdf",
}
"""Routes that answer files, or need what the world has not, and the tests that compare them."""
MOUNTED = {f"{operation.method} {operation.path}" for operation in OPERATIONS}


def test_all_97_documented_routes_are_listed_once():
    assert len(DOCUMENTED) == len({each.route for each in DOCUMENTED}) == 97


def test_every_documented_route_is_there_or_due_with_an_open_issue():
    missing = {each.route for each in DOCUMENTED if each.route not in MOUNTED and each.due not in OPEN}

    assert missing == set()


def test_what_is_there_is_not_due():
    assert {each.route for each in DOCUMENTED if each.route in MOUNTED and each.due} == set()


def test_every_route_is_in_the_table():
    assert MOUNTED - {deed.route for deed in DEEDS} == set()


def test_the_table_names_no_route_that_is_not_there():
    assert {deed.route for deed in DEEDS if deed.route} - MOUNTED == set()


def test_every_operation_of_the_graph_is_in_the_table():
    roots = schema._schema.query_type, schema._schema.mutation_type, schema._schema.subscription_type
    fields = {f"{root.name}.{field}" for root in roots if root is not None for field in root.fields}

    assert fields - {deed.field for deed in DEEDS} == set()


def test_every_documented_route_has_its_counterpart_in_the_graph():
    documented = {each.route for each in DOCUMENTED}
    alone = {deed.route for deed in DEEDS if deed.route in documented and not deed.field}

    assert alone == set()


def test_every_documented_route_is_compared_by_value_or_effect():
    documented = {each.route for each in DOCUMENTED if not each.due}
    compared = {deed.route for deed in DEEDS if deed.same or deed.then}

    assert documented - compared == set(BY_OTHER_TESTS)


@pytest.mark.parametrize(("route", "test"), BY_OTHER_TESTS.items())
def test_what_is_compared_elsewhere_is_compared_there_by_both_doors(route, test):
    path, _, name = test.partition("::")
    source = (pages.DOCS.parent / path).read_text()
    (written,) = [
        ast.get_source_segment(source, each) or ""
        for each in ast.parse(source).body
        if getattr(each, "name", "") == name
    ]
    noted = " ".join(deed.note for deed in DEEDS if deed.route == route)

    assert re.search(r"doors\.(get|post)\(", written), "asks no route"
    assert re.search(r"doors\.(ask|graph)\(", written), "asks no graph"
    assert f"`{path}`" in noted, "the table does not say so"


def test_what_differs_between_the_doors_is_explained():
    assert [deed.name for deed in DEEDS if (deed.graph or not deed.field) and not deed.note and deed.route] == []


def test_the_pages_are_current():
    assert (pages.DOCS / "parity.md").read_text() == pages.parity(), "run `make docs`"
    assert (pages.DOCS / "permissions.md").read_text() == pages.permissions(), "run `make docs`"

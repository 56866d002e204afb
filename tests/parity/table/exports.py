"""Exports of figures."""

from tests.parity.deeds import Deed, below

BASE = "/api/v1/producer-intelligence/insights/export"
MAY = "401 200 403 200 200 403"
NOTE = "A file: compared in `tests/rest/test_exports.py`. Administrators without a profile have nothing to export."

DEEDS = [
    Deed(
        f"GET {BASE}/formats",
        "Query.exportFormats",
        "401 200 200 200 200 200",
        ask="exportFormats { id name description }",
        same=below("formats.*", "exportFormats.*", {"id": "id", "name": "name", "description": "description"}),
    ),
    *(
        Deed(
            f"POST {BASE}/{name}",
            "Mutation.exportInsights",
            MAY,
            body={"type": "tracks", "period": "7-days"},
            ask="export { format fileName }",
            input={"format": word, "period": "7-days"},
            note=NOTE,
        )
        for name, word in (("csv", "CSV"), ("json", "JSON"), ("report", "REPORT"), ("pdf", "PDF"))
    ),
    Deed(
        "",
        "Query.export",
        "401 404 404 404 200 404",
        ask='export(id: "<export:id>") { fileName state progress url }',
        note="routes answer the file itself, and keep nothing",
    ),
    Deed(
        "",
        "Query.exports",
        "401 200 200 200 200 200",
        ask="exports(first: 10) { nodes { fileName state } }",
        note="one's own; routes answer the file itself, and keep nothing",
    ),
    Deed(
        "",
        "Subscription.exportProgress",
        "401 404 404 404 200 404",
        ask='exportProgress(id: "<export:id>") { state progress }',
        note="only the graph tells by itself; `tests/server/test_subscriptions.py` listens to it",
    ),
]

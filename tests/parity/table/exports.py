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
]

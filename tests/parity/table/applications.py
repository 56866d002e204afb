"""Backstage requests, and what their decisions tell people."""

from tests.parity.deeds import Deed, below

REQUEST = "databaseId type artistName status data notes createdAt updatedAt"
SAME = {
    "id": "databaseId",
    "artist_name": "artistName",
    "status": "status",
    "data": "data",
    "notes": "notes",
    "created_at": "createdAt",
    "updated_at": "updatedAt",
}
NEW = {key: value for key, value in SAME.items() if key != "id"}
FORM = {"beats_url": "https://beats.example/nova"}

DEEDS = [
    Deed(
        "GET /api/v1/backstage-request/submission-status",
        "Query.submissionStatus",
        "401 200 200 200 200 200",
        ask="submissionStatus { canSubmit blockReason message contactUrl blockingApplication { databaseId } }",
        same=below(
            "",
            "submissionStatus",
            {
                "can_submit": "canSubmit",
                "block_reason": "blockReason",
                "message": "message",
                "contact_url": "contactUrl",
                "blocking_request_id": "blockingApplication.databaseId",
            },
        ),
        by="other",
    ),
    Deed(
        "POST /api/v1/backstage-request",
        "Mutation.createApplication",
        "401 409 201 201 201 201",
        body={"type": "become-artist", "artist_name": "Another name", "data": FORM},
        ask=f"application {{ {REQUEST} }}",
        input={"type": "BECOME_ARTIST", "artistName": "Another name", "data": FORM},
        same=below("request", "application", NEW),
        graph="UNAUTHENTICATED BACKSTAGE_REQUEST_PENDING ok ok ok ok",
        note="The other user has one pending.",
    ),
    Deed(
        "GET /api/v1/backstage-request",
        "Query.applications",
        "401 200 200 200 200 200",
        ask=f"applications(first: 20) {{ totalCount nodes {{ {REQUEST} }} }}",
        same={"pagination.total": "applications.totalCount"} | below("pagination.data.*", "applications.nodes.*", SAME),
        by="admin",
        note="Those who decide see all, everybody else their own.",
    ),
    Deed(
        "GET /api/v1/backstage-request/{backstageRequest}",
        "Query.application",
        "401 200 404 404 404 200",
        at={"backstageRequest": "<pending>"},
        ask=f"application(by: {{ databaseId: <pending> }}) {{ {REQUEST} }}",
        same=below("request", "application", SAME),
        by="admin",
    ),
    Deed(
        "POST /api/v1/backstage-request/{backstageRequest}/approve",
        "Mutation.approveApplication",
        "401 403 403 403 403 200",
        at={"backstageRequest": "<pending>"},
        ask=f"application {{ {REQUEST} }}",
        input={"id": "<pending:id>"},
        same=below("request", "application", SAME),
        by="admin",
    ),
    Deed(
        "POST /api/v1/backstage-request/{backstageRequest}/deny",
        "Mutation.denyApplication",
        "401 403 403 403 403 200",
        at={"backstageRequest": "<pending>"},
        body={"notes": "Not yet."},
        ask=f"application {{ {REQUEST} }}",
        input={"id": "<pending:id>", "notes": "Not yet."},
        same=below("request", "application", SAME),
        by="admin",
    ),
    Deed(
        "POST /api/v1/backstage-request/{backstageRequest}/revoke",
        "Mutation.revokeApplication",
        "401 403 403 403 403 200",
        at={"backstageRequest": "<approved>"},
        body={"notes": "Against the rules."},
        ask=f"application {{ {REQUEST} }}",
        input={"id": "<approved:id>", "notes": "Against the rules."},
        same=below("request", "application", SAME),
        by="admin",
    ),
    Deed(
        "",
        "Mutation.markNotificationsRead",
        "401 200 200 200 200 200",
        ask="markedCount",
        input={"ids": ["<notice:id>"]},
    ),
]

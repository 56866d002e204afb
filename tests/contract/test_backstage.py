"""A client of the producer programme, written against the content page."""

import pytest

from beatgraph.models import ApplicationStatus
from tests.contract.shapes import Maybe, Some, misfits

pytestmark = pytest.mark.anyio

PENDING = {
    "message": "Your application is already under review. "
    "Please wait for the decision email before submitting another request.",
    "error_code": "backstage_request_pending",
}
REVOKED = {
    "message": "Your producer access was revoked. "
    "To appeal, contact support at /contact so admins can review your request for reinstatement.",
    "error_code": "backstage_request_revoked",
}
WANTED = {
    "type": "become-artist",
    "artist_name": "Nova",
    "artist_id": "CURRENT_USER",
    "data": {
        "first_name": "Nova",
        "last_name": "Reyes",
        "beats_url": "https://example.com/beats",
        "role": "producer",
        "company": "Second Floor",
    },
}
REQUEST = Some({"id": int, "type": "become-artist", "artist_name": "Nova", "status": str, "data": dict, "user_id": int})


async def test_a_request_is_sent_once_approved_revoked_and_approved_again(live):
    user = await live.account("backstage")
    client = await live.sign_in(user)
    admin = await live.sign_in(await live.account("backstage-admin", is_admin=True))
    status = "/api/v1/backstage-request/submission-status"

    free = await client.get(status)
    sent = await client.post("/api/v1/backstage-request", **WANTED)
    request = sent.json()["request"]
    path = f"/api/v1/backstage-request/{request['id']}"
    waiting, again = await client.get(status), await client.post("/api/v1/backstage-request")
    approved = await admin.post(f"{path}/approve")
    profile = await client.get("/api/v1/artist/profile")
    refused = await client.post(f"{path}/revoke")
    revoked = await admin.post(f"{path}/revoke", notes="Somebody else's beats.")
    blocked, barred = await client.get(status), await client.post("/api/v1/backstage-request", **WANTED)
    restored = await admin.post(f"{path}/approve")

    assert free.json() == {
        "can_submit": True,
        "block_reason": None,
        "message": None,
        "contact_url": None,
        "blocking_request_id": None,
    }
    assert (sent.status_code, misfits(sent.json(), {"status": "success", "request": REQUEST})) == (201, [])
    assert (request["status"], request["data"]) == (ApplicationStatus.PENDING, WANTED["data"])
    assert (
        misfits(
            waiting.json(),
            {
                "can_submit": False,
                "block_reason": "pending",
                "message": PENDING["message"],
                "contact_url": Maybe(str),
                "blocking_request_id": request["id"],
            },
        )
        == []
    )
    assert (again.status_code, again.json()) == (409, PENDING)
    assert (approved.status_code, profile.json()["data"]["upload_access"]) == (200, True)
    assert refused.status_code == 403
    assert (revoked.status_code, misfits(revoked.json(), {"status": "success", "request": REQUEST})) == (200, [])
    assert blocked.json() == {
        "can_submit": False,
        "block_reason": "revoked",
        "message": REVOKED["message"],
        "contact_url": "/contact",
        "blocking_request_id": request["id"],
    }
    assert (barred.status_code, barred.json()) == (409, REVOKED)
    assert (restored.status_code, restored.json()["request"]["status"]) == (200, ApplicationStatus.APPROVED)


@pytest.mark.parametrize("lacking", ["type", "artist_name", "data"])
async def test_a_request_needs_its_three_fields(live, lacking):
    client = live.client(await live.account(f"backstage-{lacking.replace('_', '-')}"))

    answer = await client.post("/api/v1/backstage-request", **{key: WANTED[key] for key in WANTED if key != lacking})

    assert (answer.status_code, misfits(answer.json(), Some({"message": str, "errors": {lacking: [str]}}))) == (422, [])


async def test_a_guest_is_told_to_sign_in(live):
    answer = await live.guest.post("/api/v1/backstage-request/1/revoke")

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})

"""Fingerprints, and what sounds alike."""

from tests.parity.deeds import Deed, below

ROW = "databaseId status hash duration fingerprintedAt"
SAME = {
    "id": "databaseId",
    "status": "status",
    "fingerprint_hash": "hash",
    "duration": "duration",
    "fingerprinted_at": "fingerprintedAt",
}

DEEDS = [
    Deed(
        "POST /api/v1/tracks/{track}/fingerprint",
        "Mutation.startFingerprint",
        "401 403 403 403 200 200",
        ask=f"fingerprint {{ {ROW} }}",
        input={"trackId": "<track:id>"},
        same=below("fingerprint", "fingerprint", SAME),
    ),
    Deed(
        "GET /api/v1/tracks/{track}/fingerprint/status",
        "Query.track",
        SEEN := "401 200 200 200 200 200",
        about="its fingerprint",
        ask=f"track(by: {{ databaseId: <track> }}) {{ fingerprint {{ {ROW} }} }}",
        same=below("fingerprint", "track.fingerprint", SAME),
    ),
    Deed(
        "POST /api/v1/fingerprints/{fingerprint}/retry",
        "Mutation.retryFingerprint",
        "401 403 403 403 200 200",
        at={"fingerprint": "<failed>"},
        ask=f"fingerprint {{ {ROW} }}",
        input={"id": "<failed:id>"},
        same=below("fingerprint", "fingerprint", SAME),
    ),
    Deed(
        "POST /api/v1/tracks/check-duplicates",
        "Query.checkDuplicates",
        SEEN,
        body={"track_ids": ["<track>"]},
        ask='checkDuplicates(input: { trackIds: ["<track:id>"] }) '
        "{ isDuplicate matches { similarity track { databaseId name } } }",
        same={"result.is_duplicate": "checkDuplicates.isDuplicate"}
        | below(
            "result.matches.*",
            "checkDuplicates.matches.*",
            {"track_id": "track.databaseId", "name": "track.name", "similarity": "similarity"},
        ),
    ),
]

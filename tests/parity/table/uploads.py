"""Uploaded files."""

from tests.parity.deeds import Deed, below

FILE = "databaseId name mime extension size url createdAt"
SAME = {
    "id": "databaseId",
    "name": "name",
    "mime": "mime",
    "extension": "extension",
    "file_size": "size",
    "created_at": "createdAt",
}

DEEDS = [
    *(
        Deed(
            route,
            "Mutation.uploadFile",
            "401 201 201 201 201 201",
            files=["file"],
            ask="upload { name mime extension size }",
            input={"file": None},
            same=below(
                "fileEntry",
                "upload",
                {"name": "name", "mime": "mime", "extension": "extension", "file_size": "size"},
            ),
        )
        for route in ("POST /api/v1/uploads", "POST /api/v1/file-entries")
    ),
    Deed(
        "GET /api/v1/file-entries/{fileEntry}",
        "",
        "401 403 403 403 200 200",
        at={"fileEntry": "<sound>"},
        note="Bytes. In the graph a file has a signed address, `url`.",
    ),
    Deed(
        "GET /api/v1/file-entries/{fileEntry}/model",
        "Query.upload",
        "401 403 403 403 200 200",
        at={"fileEntry": "<sound>"},
        ask=f"upload(by: {{ databaseId: <sound> }}) {{ {FILE} }}",
        same=below("fileEntry", "upload", SAME),
        graph="UNAUTHENTICATED null null null ok ok",
        note="The graph does not tell whether another's file is there.",
    ),
    Deed("", "Query.uploads", "401 200 200 200 200 200", ask="uploads(first: 5) { nodes { databaseId } }"),
    Deed(
        "POST /api/v1/tracks/{fileEntry}/extract-metadata",
        "Mutation.extractMetadata",
        "401 403 403 403 200 200",
        at={"fileEntry": "<fresh>"},
        ask="metadata { title duration bpm key }",
        input={"uploadId": "<fresh:id>"},
        same=below("metadata", "metadata", {"title": "title", "duration": "duration", "bpm": "bpm", "key": "key"}),
    ),
    Deed(
        "",
        "Subscription.uploadProgress",
        "401 403 403 403 200 200",
        ask='uploadProgress(id: "<sound:id>") { analysis { state } }',
        note="only the graph tells by itself; `tests/server/test_subscriptions.py` listens to it",
    ),
]

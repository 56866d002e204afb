"""Contribution values, levels and achievements."""

from tests.parity.deeds import Deed

DEEDS = [
    Deed(
        "POST /api/v1/producer/update-contributions",
        "Mutation.updateContributions",
        "401 200 404 200 200 404",
        ask="artist { databaseId } tracks lastUpdated",
        input={},
        same={
            "data.artist_id": "artist.databaseId",
            "data.tracks": "tracks",
            "data.last_updated": "lastUpdated",
        },
        note="An admin has no artist of their own.",
    ),
]

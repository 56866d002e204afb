"""Finding: what a text finds, and if it finds nothing, what somebody may have meant by it; the same at every door."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from beatgraph import spelling
from beatgraph.arrivals import Asking
from beatgraph.drafts.search import SearchDraft
from beatgraph.services import search
from beatgraph.services.search import Found
from beatgraph.services.searching import words_of
from beatgraph.work import Work
from beatgraph.workshop import Workshop

KNOWN_FOR = timedelta(minutes=10)
"""The words of all names are read again after this time: the names themselves are found at once."""


async def find(asking: Asking, wanted: SearchDraft) -> Found:
    async with asking.reading() as work:
        found = await search.find(work, wanted)
        typed = words_of(wanted.query)
        if not found.is_empty or not typed:
            return found
        known = await _known(asking.workshop, work)
    meant = await asyncio.to_thread(spelling.corrected, typed, known)
    if meant is None or meant == typed:
        return found
    async with asking.reading() as work:
        instead = await search.find(work, wanted.model_copy(update={"query": " ".join(meant)}))
    return replace(instead, query=found.query, corrected_query=instead.query)


async def _known(workshop: Workshop, work: Work) -> Mapping[str, int]:
    vocabulary = workshop.vocabulary
    if vocabulary.read_at is None or work.now - vocabulary.read_at >= KNOWN_FOR:
        vocabulary.words, vocabulary.read_at = await search.words(work), work.now
    return vocabulary.words

"""Repeats: what one listener does to one item again within a short time is not taken twice."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from beatgraph.models import PageView, Share
from beatgraph.services import gate, listeners
from beatgraph.services.items import Item
from beatgraph.services.listeners import Listener
from beatgraph.work import Work

Happening = type[PageView] | type[Share]


async def enter(work: Work, within: timedelta) -> Listener:
    """The caller, who is alone from now on until this work is done, with the keys that they had so long ago."""
    await gate.enter(work)
    listener = await listeners.of_caller(work, within)
    await gate.take_turn(work, listener.key)
    return listener


async def is_repeat(work: Work, table: Happening, item: Item, listener: Listener, within: timedelta) -> bool:
    """Whether the caller did the same less than so long ago; exactly so long ago is long enough."""
    subject = getattr(table, f"{item.kind}_id")
    keys = [listener.key, *listener.aliases]
    statement = (
        select(table.id)
        .where(col(table.listener_key).in_(keys), col(table.created_at) > work.now - within)
        .where(subject == item.id)
        .limit(1)
    )
    return (await work.session.exec(statement)).first() is not None


def row(work: Work, table: Happening, item: Item, listener: Listener, *, counted: bool) -> PageView | Share:
    fields: dict[str, Any] = {
        f"{item.kind}_id": item.id,
        "user_id": work.viewer.user_id,
        "listener_key": listener.key,
        "created_at": work.now,
        "counted": counted,
    }
    return table(**fields)

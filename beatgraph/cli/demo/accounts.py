"""The accounts that one may sign in with, once the demo is there."""

from dataclasses import dataclass

from sqlmodel import col, select

from beatgraph.cli.demo.drawing import DOMAIN
from beatgraph.models import User
from beatgraph.work import Work

PASSWORD = "beats-on-a-loop"
"""Of every demo account. It is no secret, so the demo does not run in production."""

MEANT = {
    f"admin@{DOMAIN}": "who sees and may do everything",
    f"producer@{DOMAIN}": "a producer with tracks, albums and a private track",
    f"label@{DOMAIN}": "who runs the label",
    f"listener@{DOMAIN}": "a listener who likes and follows",
}

LAST = f"admin@{DOMAIN}"
"""The account that is made when everything else is there."""


@dataclass(frozen=True, slots=True)
class Account:
    email: str
    name: str
    meaning: str


async def found(work: Work) -> list[Account]:
    """Those of the accounts that are there, in the order in which they are worth trying."""
    rows = await work.session.exec(select(User).where(col(User.email).in_(MEANT), col(User.deleted_at).is_(None)))
    names = {row.email: row.display_name for row in rows}
    return [Account(email, names[email], meaning) for email, meaning in MEANT.items() if email in names]


def described(accounts: list[Account]) -> str:
    """As lines of text."""
    widest = max(len(account.email) for account in accounts)
    lines = [f"  {account.email:<{widest}}  {account.name}, {account.meaning}" for account in accounts]
    return "\n".join([f"Demo accounts, all with the password {PASSWORD}:", *lines])

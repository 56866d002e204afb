"""`beatgraph demo`: fill an empty database with beats that the project synthesises."""

from beatgraph.cli.refusals import refuse
from beatgraph.settings import Settings


def fill_if_empty(_settings: Settings) -> None:
    refuse("The demo catalogue is not there yet.")

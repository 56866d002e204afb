"""Every route that the documents name is mounted, or is known to be due."""

import re

from beatgraph.rest import table
from tests.contract.routes import DOCUMENTED, DUE

MOUNTED = {f"{each.method} {re.sub(r'{[^}]+}', '{}', each.path)}" for each in table.OPERATIONS}


def test_the_documents_name_ninety_seven_routes():
    assert (len(DOCUMENTED), len(set(DOCUMENTED))) == (97, 97)


def test_what_is_documented_is_mounted_or_due():
    assert set(DOCUMENTED) - MOUNTED - DUE == set()


def test_what_is_mounted_is_no_longer_due():
    assert set() == DUE & MOUNTED


def test_only_what_is_documented_is_due():
    assert DUE - set(DOCUMENTED) == set()

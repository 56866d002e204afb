"""The spool: in any order in, in order out."""

import random

import pytest

from beatgraph.spool import Spool


@pytest.mark.parametrize("in_memory", [3, 10, 1000])
def test_what_is_put_in_comes_out_in_order_however_little_fits_into_memory(in_memory):
    numbers = [random.Random(7).randrange(50) for _ in range(100)]
    with Spool(lambda item: item[0], in_memory=in_memory) as spool:
        for place, number in enumerate(numbers):
            spool.put((number, place))

        found = list(spool)

    assert found == sorted((number, place) for place, number in enumerate(numbers))


def test_nothing_put_in_is_nothing_out():
    with Spool(lambda item: item) as spool:
        assert list(spool) == []

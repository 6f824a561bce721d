"""Sets of rows as packed bits, each operation against Python's own sets."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.rowset import RowSet

SIZES = st.sampled_from([0, 1, 7, 8, 63, 64, 65, 130])


@st.composite
def two_sets(draw: st.DrawFn) -> tuple[int, set[int], set[int]]:
    size = draw(SIZES)
    rows = st.sets(st.integers(0, size - 1)) if size else st.just(set[int]())
    return size, draw(rows), draw(rows)


@given(two_sets())
def test_rows_come_back_in_order_with_their_number(drawn: tuple[int, set[int], set[int]]) -> None:
    size, one, _ = drawn
    rows = RowSet.of_rows(sorted(one, reverse=True), size)
    assert rows.rows().tolist() == sorted(one)
    assert len(rows) == len(one)
    assert np.array_equal(RowSet.of_mask(rows.mask()).words, rows.words)


@given(two_sets())
def test_sets_combine_as_sets_do(drawn: tuple[int, set[int], set[int]]) -> None:
    size, one, other = drawn
    left, right = RowSet.of_rows(sorted(one), size), RowSet.of_rows(sorted(other), size)
    assert set((left & right).rows().tolist()) == one & other
    assert set((left | right).rows().tolist()) == one | other
    assert set((left - right).rows().tolist()) == one - other
    assert left.holds(np.arange(size)).tolist() == [row in one for row in range(size)]


@given(SIZES)
def test_everything_is_every_row_and_nothing_past_the_last(size: int) -> None:
    everything = RowSet.everything(size)
    assert len(everything) == size
    assert len(everything - RowSet.of_rows((), size)) == size

"""Wishes as a visitor might have said them, for any property of a search."""

from hypothesis import strategies as st

from bot.core.state import Slots
from corpus.models import Delivery, Level, State

SUBJECTS = ["Nursing", "Aged Care", "Accounting", "Cyber Security", "Beauty", "Graphic Design"]


def some(values: object, most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)  # type: ignore[call-overload]


wishes = st.builds(
    Slots,
    subjects=some(SUBJECTS, 1),
    excluded_subjects=some(["Massage", "Health"], 1),
    delivery=some(Delivery, 1),
    states=some(State, 1),
    levels=some(Level, 1),
    duration_weeks_max=st.none() | st.sampled_from([0.5, 2, 6, 26, 52]),
    price_aud_max=st.none() | st.sampled_from([0, 90, 450, 900, 2000]),
    funded=st.none() | st.just(True),
    pinned=some(["states", "price_aud_max", "delivery", "levels"], 1),
)

"""What a message says about the slots."""

import pytest

from bot.core.limits import duration_weeks_max, price_aud_max
from bot.core.slots import leave_open, merge
from bot.core.state import Slots
from bot.core.vocabulary import Vocabulary
from corpus.models import Delivery, Level, State
from tests.bot.core.hearing import heard


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "I want to change career, something with animals, online in Queensland",
            {
                "motivation": "career_change",
                "subjects": ["Animal Care"],
                "delivery": ["online"],
                "states": ["QLD"],
            },
        ),
        (
            "cert 3 in childcare in brisbane",
            {"subjects": ["Child Care"], "states": ["QLD"], "levels": ["Certificate III"]},
        ),
        (
            "online Cert IV in IT in Victoria",
            {
                "subjects": ["IT"],
                "delivery": ["online"],
                "states": ["VIC"],
                "levels": ["Certificate IV"],
            },
        ),
        ("under 12 months please", {"duration_weeks_max": 52.0}),
        ("nothing over my head, just for fun", {"motivation": "hobby"}),
        ("government funded diploma", {"levels": ["Diploma"], "funded": True}),
        ("cheapest bookkeeping course", {"subjects": ["Bookkeeping"], "sort": "cheapest"}),
        ("I live in 4000", {"states": ["QLD"]}),
        ("must be in ACT", {"states": ["ACT"], "pinned": ["states"]}),
    ],
)
def test_one_sentence_fills_every_slot_that_it_speaks_of(
    text: str, slots: dict[str, object], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.known() == slots


@pytest.mark.parametrize(
    "text", ["how long is it?", "make it online", "is it hard", "show it to me"]
)
def test_the_pronoun_it_is_not_the_field_it(text: str, vocabulary: Vocabulary) -> None:
    assert heard(text, vocabulary).slots.subjects == ()


@pytest.mark.parametrize("text", ["an IT course", "it courses in Perth", "a job in it"])
def test_the_field_it_is_heard_by_its_capitals_or_its_company(
    text: str, vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.subjects == ("IT",)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("I'm a chef and want to retrain as a bookkeeper", ("Bookkeeping",)),
        ("I work in retail but want something in marketing", ("Marketing",)),
        ("I've got a diploma of beauty therapy and want something in marketing", ("Marketing",)),
        ("i used to be a chef, now I want accounting", ("Accounting",)),
        ("I've been a carpenter, looking to get into counselling", ("Counselling",)),
    ],
)
def test_the_job_that_somebody_has_is_not_the_one_they_want(
    text: str, subjects: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.subjects == subjects


def test_a_study_mode_or_a_place_that_is_ruled_out_leaves_the_others(
    vocabulary: Vocabulary,
) -> None:
    slots = heard("graphic design, not online, anywhere but not in NSW", vocabulary).slots
    assert set(slots.delivery) == set(Delivery) - {Delivery.ONLINE}
    assert set(slots.states) == set(State) - {State.NSW}
    assert heard("in Perth, not online but blended", vocabulary).slots.delivery == (
        Delivery.BLENDED,
    )


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("actually not online, in person", {"delivery": ["in-class"]}),
        ("not Perth, Adelaide", {"states": ["SA"]}),
        ("I can pay up to 3000", {"price_aud_max": 3000.0}),
        ("under 2 grand", {"price_aud_max": 2000.0}),
        ("I have $300", {"price_aud_max": 300.0}),
        ("about 6 months", {"duration_weeks_max": 26.0}),
        ("nothing over a year", {"duration_weeks_max": 52.0}),
    ],
)
def test_what_people_say_for_limits_and_corrections_is_heard(
    text: str, slots: dict[str, object], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.known() == slots


def test_any_price_lets_the_limit_go_and_nothing_else(vocabulary: Vocabulary) -> None:
    before = merge(Slots(), heard("nursing in Perth under $500", vocabulary))
    after = merge(before, heard("ok back to melbourne, any price", vocabulary))
    assert after == Slots(subjects=("Nursing",), states=(State.VIC,), any=("price_aud_max",))


def test_a_new_field_lets_the_earlier_occupation_go(vocabulary: Vocabulary) -> None:
    slots = merge(Slots(), heard("I want to become a nurse", vocabulary))
    assert slots.occupation == "nurse"
    assert merge(slots, heard("something in accounting", vocabulary)).occupation is None


def test_a_year_is_not_a_postcode(vocabulary: Vocabulary) -> None:
    assert heard("starting in 2026", vocabulary).slots.states == ()


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("a nursing diploma, it must be in Perth", ("states",)),
        ("beauty, online only", ("delivery",)),
        ("it has to be under $500 and in Victoria", ("states", "price_aud_max")),
        ("nursing in Perth", ()),
    ],
)
def test_only_what_somebody_insists_on_is_pinned(
    text: str, pinned: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.pinned == pinned


def test_the_verb_act_is_not_the_territory(vocabulary: Vocabulary) -> None:
    assert heard("I have to act fast", vocabulary).slots.states == ()


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("health courses in SA, not aged care", ("Health",), ("Aged Care",)),
        ("also no nursing", (), ("Nursing",)),
        ("beauty but not nails or lash", ("Beauty",), ("Nail Technology", "Lash")),
        ("anything except accounting", (), ("Accounting",)),
        ("not sure, maybe nursing", ("Nursing",), ()),
        ("no wait, marketing", ("Marketing",), ()),
        ("not aged care, disability", ("Disability",), ("Aged Care",)),
        ("I don't want aged care, I want disability", ("Disability",), ("Aged Care",)),
        ("she doesn't want nursing", (), ("Nursing",)),
        ("I want out of retail, into marketing", ("Marketing",), ("Retail",)),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(
    text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    found = heard(text, vocabulary)
    assert (found.slots.subjects, found.excluded_subjects) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("under 6 months", 26.0),
        ("less than a year", 52.0),
        ("max 10 weeks", 10.0),
        ("6 weeks or less", 6.0),
        ("within half a year", 26.0),
        ("at most 19 hours", 0.5),
        ("a 2 year diploma", None),
        ("I am 35 years old", None),
    ],
)
def test_a_limit_on_duration_is_in_weeks(text: str, weeks: float | None) -> None:
    assert duration_weeks_max(text) == weeks


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("under $500", 500.0),
        ("up to $1,200", 1200.0),
        ("less than 2k dollars", 2000.0),
        ("$300 max", 300.0),
        ("a free online course", 0.0),
        ("free to talk?", None),
        ("in 500 days", None),
    ],
)
def test_a_limit_on_price_is_in_dollars(text: str, dollars: float | None) -> None:
    assert price_aud_max(text) == dollars


def test_the_last_word_on_a_slot_wins_and_the_rest_is_kept(vocabulary: Vocabulary) -> None:
    slots = Slots()
    for text in (
        "cert 3 in childcare in brisbane",
        "actually make that online",
        "no wait, blended",
    ):
        slots = merge(slots, heard(text, vocabulary))
    assert slots == Slots(
        subjects=("Child Care",),
        delivery=(Delivery.BLENDED,),
        states=(State.QLD,),
        levels=(Level.CERTIFICATE_III,),
    )


def test_exclusions_add_up_until_the_subject_is_asked_for_again(vocabulary: Vocabulary) -> None:
    slots = merge(Slots(), heard("health but not nursing", vocabulary))
    slots = merge(slots, heard("no massage either", vocabulary))
    assert slots.excluded_subjects == ("Nursing", "Massage")
    slots = merge(slots, heard("ok show me nursing", vocabulary))
    assert slots.excluded_subjects == ("Massage",)
    assert slots.subjects == ("Nursing",)


def test_a_slot_that_was_left_open_closes_when_it_is_answered(vocabulary: Vocabulary) -> None:
    slots = leave_open(Slots(states=(State.QLD,)), "states")
    assert (slots.states, slots.any) == ((), ("states",))
    slots = merge(slots, heard("in Perth", vocabulary))
    assert (slots.states, slots.any) == ((State.WA,), ())


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("up to one year", {"duration_weeks_max": 52.0}),
        ("max two years", {"duration_weeks_max": 104.0}),
        ("it can't take more than 12 months", {"duration_weeks_max": 52.0}),
        ("< 8 weeks", {"duration_weeks_max": 8.0}),
        ("I can't afford more than $2000", {"price_aud_max": 2000.0}),
        ("at most 2.5k", {"price_aud_max": 2500.0}),
        ("with a government subsidy please", {"funded": True}),
        ("as short as possible", {"sort": "shortest"}),
        ("definitely not plumbing", {}),
        ("I can only do online", {"delivery": ["online"], "pinned": ["delivery"]}),
    ],
)
def test_limits_and_insistence_are_heard_in_everyday_words(
    text: str, slots: dict[str, object], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).slots.known() == slots


@pytest.mark.parametrize(
    ("text", "wanted", "excluded"),
    [
        ("I'm not interested in retail", (), ("Retail",)),
        ("I'm not into retail", (), ("Retail",)),
        ("don't show me retail", (), ("Retail",)),
        ("get out of retail and into disability support", ("Disability",), ("Retail",)),
        ("had enough of hospitality, show me payroll", ("Payroll",), ("Hospitality",)),
        ("after 15 years in hospitality I'd like payroll", ("Payroll",), ()),
    ],
)
def test_what_somebody_leaves_behind_is_not_what_they_want(
    text: str, wanted: tuple[str, ...], excluded: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    said = heard(text, vocabulary)
    assert (said.slots.subjects, said.excluded_subjects) == (wanted, excluded)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("cost is not an issue", ("price_aud_max",)),
        ("not fussed where", ("states",)),
        ("I don't mind how long it takes", ("duration_weeks_max",)),
    ],
)
def test_what_does_not_matter_is_left_open(
    text: str, opened: tuple[str, ...], vocabulary: Vocabulary
) -> None:
    assert heard(text, vocabulary).opened == opened

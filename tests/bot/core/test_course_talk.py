"""Requests about courses that were shown are told from everything that only sounds like them."""

import pytest

from bot.core.accepting import accepted, bare_answer
from bot.core.acts import Act
from bot.core.blocks import Choice
from bot.core.course_talk import talk_of_courses
from bot.core.state import ConversationState
from bot.core.text import fold

SHOWN = ConversationState(last_course_ids=("a", "b", "c"), shortlist=("a",))
SAID = {
    Act.SAVE: [
        "save the second one",
        "Save it",
        "ok, please save that one for later",
        "can you shortlist the first two?",
        "bookmark number 3",
        "add it to my shortlist",
        "put the aged care one on my list please",
        "I like the second one, save it",
        "keep that one for later",
        "save both",
        "save all three",
        "add the Diploma of Nursing to my favourites",
    ],
    Act.UNSAVE: [
        "remove the second one from my shortlist",
        "take it off the list",
        "drop the first one",
        "unsave it",
        "get rid of the nursing one from my list",
        "delete that one",
    ],
    Act.CLEAR_SHORTLIST: ["clear my shortlist", "remove everything from my shortlist"],
    Act.SHORTLIST: [
        "shortlist",
        "show me my shortlist",
        "what have I saved so far?",
        "what's on my list?",
        "my saved courses",
        "which ones did I save?",
    ],
    Act.SHORTLIST_TEXT: ["export my shortlist", "give me my shortlist as text", "print my list"],
    Act.SHORTLIST_MAIL: [
        "email me my shortlist",
        "can you email it to me?",
        "send my shortlist to sam@example.com",
        "email these to me please",
        "send me the list by email",
        "mail me a copy of my list",
    ],
    Act.WHY: [
        "why this?",
        "why that one?",
        "why the second one?",
        "why did you suggest these?",
        "how did you pick them?",
        "how does it fit?",
        "what makes the first one a good fit?",
        "why?",
        "why is it first?",
    ],
    Act.WHY_NOT: [
        "why not the second one?",
        "why not the Diploma of Nursing?",
        "why isn't the Bachelor of Nursing there?",
        "why didn't you show me the barista course",
        "what's wrong with the first one?",
        "why was the coffee course left out?",
        "what would it take to see the diploma?",
        "why are there no nursing courses?",
        "how come the diploma is not shown?",
    ],
    Act.AGAIN: [
        "back to those courses",
        "ok back to the list please",
        "show me those again",
        "can you show those courses again?",
        "what were those courses again?",
        "go back to the courses you showed me",
        "where were we?",
    ],
}
OTHERWISE = [
    "save money on courses",
    "how do I save up for a degree?",
    "why do I need a USI?",
    "why is blended learning popular?",
    "I want to keep it under $500",
    "keep it online",
    "send me more courses",
    "email",
    "how do I get a course list from TAFE?",
    "back to work after kids",
    "I want to go back to study",
    "drop the price limit",
    "remove the price limit",
    "add evening classes",
    "compare my shortlist",
    "show me nursing courses",
    "put me on the mailing list",
    "why did TAFE fees go up?",
    "delete my data",
    "what was the first university?",
]


@pytest.mark.parametrize(("act", "text"), [(act, t) for act, texts in SAID.items() for t in texts])
def test_a_request_is_heard_in_many_wordings(act: Act, text: str) -> None:
    assert talk_of_courses(text, SHOWN) is act


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_only_sounds_like_a_request_is_left_to_others(text: str) -> None:
    assert talk_of_courses(text, SHOWN) is None


@pytest.mark.parametrize("text", ["why not the second one?", "back to those courses", "drop it"])
def test_nothing_that_was_never_shown_is_spoken_of(text: str) -> None:
    assert talk_of_courses(text, ConversationState()) is None


def test_a_yes_takes_the_only_proposal_and_none_of_several() -> None:
    one = Choice(id="open:states", label="Any place (4)")
    another = Choice(id="also:delivery:blended", label="Also Blended (2)")
    state = ConversationState(offered_choices=(one,))
    assert accepted("yes please", state) == one.id
    assert accepted("any place", state) == one.id
    assert accepted("ok then, any place please", state) == one.id
    both = ConversationState(offered_choices=(one, another))
    assert accepted("yes", both) is None
    assert accepted(fold("Also Blended."), both) == another.id
    assert accepted("yes online", both) is None


def test_a_bare_number_is_a_place_where_courses_were_shown() -> None:
    assert bare_answer("2", SHOWN) is Act.FOLLOW
    assert bare_answer("2", ConversationState()) is Act.UNCLEAR
    assert bare_answer("2000", SHOWN) is None, "a postcode"


def test_a_long_text_is_told_from_a_request_in_no_time() -> None:
    assert talk_of_courses("and so " * 600 + "save it", SHOWN) is None
    assert talk_of_courses("save " * 31, SHOWN) in (Act.SAVE, None)

"""A visitor's own list: kept by place, name or pronoun; shown, compared, mailed once, let go."""

import pytest

from bot.core.addresses import BadAddressError, checked_address, is_attempt
from bot.core.effects import DropAddress, Effect, MailShortlist
from bot.core.message import Message
from bot.core.steps.mailing import MAILS_MAX
from bot.core.steps.shortlisting import COURSES_MAX
from tests.bot.core.talk import Talk


@pytest.fixture
def shown(talk: Talk) -> Talk:
    """A conversation in which a page of courses stands."""
    talk.say("cyber security courses")
    assert len(talk.state.last_course_ids) == 3
    return talk


def test_courses_are_kept_by_place_name_and_pronoun_in_the_order_of_keeping(shown: Talk) -> None:
    first, second, third = shown.state.last_course_ids
    title = shown.knowledge.course(first)
    assert title
    shown.say("save the second one")
    shown.say(f"save the {title.title}")
    shown.say("the third one", "save it")
    assert shown.state.shortlist == (second, first, third)


def test_keeping_a_course_leaves_the_search_and_its_question_where_they_were(shown: Talk) -> None:
    before = shown.state
    document = shown.say("save the second one")
    assert document.step
    assert shown.state.slots == before.slots
    assert shown.state.offered_course_ids == before.offered_course_ids
    assert shown.state.expecting == before.expecting
    assert shown.say("show more").kind == "courses"


def test_several_are_kept_at_once_and_none_twice(shown: Talk) -> None:
    shown.say("save the first two", "save all three", "save the first one")
    assert shown.state.shortlist == shown.state.last_course_ids
    assert "already" in shown.say("save the last one").text


def test_what_is_meant_is_asked_where_it_is_open(shown: Talk) -> None:
    document = shown.say("save it")
    assert document.kind == "question"
    assert not shown.state.shortlist
    shown.say("the second")
    assert shown.state.shortlist == shown.state.last_course_ids[1:2]


def test_which_to_keep_is_answered_by_a_button_too(shown: Talk) -> None:
    button = shown.say("save it").choices[2]
    shown.hear(Message(choice_id=button.id))
    assert shown.state.shortlist == shown.state.last_course_ids[2:3]


def test_another_course_than_the_one_named_is_never_kept(shown: Talk) -> None:
    shown.say("save the course on underwater basket weaving")
    assert not shown.state.shortlist
    shown.say("save the fifth one")
    assert not shown.state.shortlist


def test_places_in_the_list_are_those_of_the_list(shown: Talk) -> None:
    first = shown.state.last_course_ids[0]
    shown.say("save the third one", "save the first one")
    shown.say("remove the first one from my shortlist")
    assert shown.state.shortlist == (first,)
    document = shown.say("remove the seventh one from my shortlist")
    assert "can't tell which" in document.text
    assert shown.state.shortlist == (first,)
    shown.say("clear my shortlist")
    assert not shown.state.shortlist
    assert "nothing on your shortlist" in shown.say("my shortlist").text


def test_the_list_is_shown_compared_and_written_out_as_text(shown: Talk) -> None:
    shown.say("save the first two")
    listed = shown.say("show my shortlist")
    assert tuple(course.id for course in listed.courses) == shown.state.shortlist
    table = shown.press("Compare them")
    assert tuple(course.id for course in table.courses) == shown.state.shortlist
    text = shown.say("export my shortlist").text
    assert all(course.title in text and (course.url or "") in text for course in listed.courses)


def test_a_list_of_one_is_not_compared(shown: Talk) -> None:
    assert "Save another" in shown.say("save the first one", "compare my shortlist").text


def test_what_was_shown_is_put_beside_what_was_kept(shown: Talk) -> None:
    shown.say("save the first one", "nursing courses")
    beside = shown.say("compare the first two with my shortlist")
    assert len(beside.courses) == 3
    assert beside.courses[-1].id == shown.state.shortlist[0]


def test_no_more_than_four_are_compared_and_that_is_said(shown: Talk) -> None:
    shown.say("save all three", "show more", "save the first two")
    assert "4 side by side, of the 5" in shown.say("compare my shortlist").text


def test_the_one_course_that_is_spoken_of_is_kept_by_a_button(shown: Talk) -> None:
    shown.say("the second one")
    shown.press("Save this one")
    assert shown.state.shortlist == shown.state.last_course_ids[1:2]


def test_the_list_outlives_a_new_start_but_not_being_forgotten(shown: Talk) -> None:
    shown.say("save the first one", "start over")
    assert len(shown.state.shortlist) == 1
    shown.say("forget me", "yes")
    assert not shown.state.shortlist


def test_the_list_is_named_among_what_is_kept(shown: Talk) -> None:
    assert "Courses on your shortlist: 2" in shown.say("save the first two", "/mydata").text


def test_a_list_stays_short(talk: Talk) -> None:
    talk.say("nursing courses", "save all three")
    for _ in range(COURSES_MAX):
        talk.say("show more", "save all of them")
    talk.say("business courses", "save all three")
    for _ in range(COURSES_MAX):
        talk.say("show more", "save all of them")
    assert len(talk.state.shortlist) <= COURSES_MAX
    assert "at most" in talk.say("save the first one of these", "save all of them").text


def test_the_list_is_mailed_after_consent_to_that_one_mail(shown: Talk) -> None:
    shown.say("save the second one")
    assert shown.say("email me my shortlist").kind == "question"
    consent = shown.say("sam@example.com")
    assert "sam@example.com" not in consent.text, "what is said is kept in the transcript"
    assert effects(shown) == []
    shown.say("yes")
    mail, drop = effects(shown)
    assert isinstance(mail, MailShortlist)
    assert isinstance(drop, DropAddress)
    course = shown.knowledge.course(shown.state.shortlist[0])
    assert course
    assert course.title in mail.body
    assert mail.email == "sam@example.com"
    assert "sam" not in shown.state.model_dump_json()


@pytest.mark.parametrize("words", ["no", "no thanks", "actually no", "how long is a diploma?"])
def test_nothing_is_mailed_without_a_yes_and_no_address_is_kept(shown: Talk, words: str) -> None:
    shown.say("save the first one", "send my shortlist to sam@example.com", words)
    assert not any(isinstance(effect, MailShortlist) for effect in effects(shown))
    assert "sam@" not in shown.state.model_dump_json()
    shown.say("yes")
    assert not any(isinstance(effect, MailShortlist) for effect in effects(shown))


def test_a_consent_to_the_newsletter_sends_no_list_and_the_other_way_round(shown: Talk) -> None:
    shown.say("newsletter", "sam@example.com")
    shown.say("save the first one", "send my shortlist to sam@example.com")
    shown.hear(Message(choice_id="consent:yes"))
    assert effects(shown) == []
    shown.press("Yes, I agree")
    assert [effect.type for effect in effects(shown)] == ["mail_shortlist", "drop_address"]


@pytest.mark.parametrize("typed", ["sam@", "@example.com", "sam.example.com", "sam@@example", "@"])
def test_a_mistyped_address_is_asked_for_again_and_nothing_else_changes(
    shown: Talk, typed: str
) -> None:
    for words in ("email me these", "newsletter"):
        shown.say(words)
        before = shown.state
        document = shown.say(typed)
        assert "doesn't look like an email address" in document.text
        assert shown.state == before


def test_the_list_is_mailed_a_few_times_at_most(shown: Talk) -> None:
    for _ in range(MAILS_MAX):
        shown.say("send these to sam@example.com", "yes")
        assert effects(shown)
    shown.say("send these to sam@example.com", "yes")
    assert effects(shown) == []


def test_an_address_is_checked_as_mail_servers_do() -> None:
    assert checked_address("it's sam@EXAMPLE.com, thanks") == "sam@example.com"
    for wrong in ("sam", "sam@localhost@x", "säm@example.com", ""):
        with pytest.raises(BadAddressError):
            checked_address(wrong)
    assert not is_attempt("what is a diploma?")


def effects(talk: Talk) -> list[Effect]:
    assert talk.last
    return list(talk.last.effects)

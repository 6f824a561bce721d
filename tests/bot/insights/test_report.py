"""What staff read: gaps by what they lack, topics, demand, the finder, sign-ups, opinions."""

from datetime import timedelta

import pytest

from bot.composition import Adviser
from bot.core.channels import Channel
from bot.errors import UnknownCluster
from bot.insights.clusters import clusters_of
from bot.insights.gaps import Lack
from bot.insights.report import DayCount, DemandCount, NewsletterCount
from retrieval.embedding import Embedder
from tests.bot.insights.visitors import NOW, say

TODAY = NOW.date()


def test_before_anybody_asked_the_report_is_empty_and_whole(adviser: Adviser) -> None:
    report = adviser.insights.report(TODAY)
    assert (report.turns, report.topics, report.gaps.found, report.demand) == (0, (), (), ())
    assert report.by_day == (DayCount(TODAY, 0, 0),)


def test_questions_that_ask_the_same_are_one_cluster_by_what_it_lacks(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?", by="a")
    say(adviser, "can I park my car at the campus", "who won the footy", by="b")
    say(adviser, "Do you offer glassblowing courses?", by="c", channel=Channel.TELEGRAM)
    say(adviser, "where do people like me get counted as a mature age student", by="d")
    report = adviser.insights.report(TODAY)
    found = {gap.question: gap for gap in report.gaps.found}
    parking = next(gap for gap in found.values() if gap.count == 2)
    assert {parking.question, *parking.examples} == {
        "Is there parking on campus?",
        "can I park my car at the campus",
    }
    assert parking.lack is Lack.NOT_IN_CORPUS
    assert found["who won the footy"].lack is Lack.OUT_OF_SCOPE
    assert found["Do you offer glassblowing courses?"].lack is Lack.NOT_IN_CORPUS
    assert report.by_channel == (("web", 4), ("telegram", 1))


def test_a_question_that_an_article_is_near_to_was_missed(adviser: Adviser) -> None:
    # Worded so unlike the article that the bar for showing it is not reached.
    asked = "Can my daughter get a trade certificate while she's still doing her HSC?"
    (reply,) = say(adviser, asked)
    assert reply.kind == "refusal"
    (gap,) = adviser.insights.report(TODAY).gaps.found
    assert gap.lack is Lack.MISSED
    assert gap.nearest
    article = adviser.knowledge().article(gap.nearest.article_id)
    assert article
    assert gap.nearest.quote in article.text
    assert gap.nearest.confidence < adviser.knowledge().answer_threshold


def test_what_a_later_version_answers_is_no_gap_any_more(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?")
    folder = adviser.settings.home / "more"
    folder.mkdir()
    (folder / "parking.md").write_text(
        "# Parking on campus\n\n## Is there parking on campus?\n\n"
        "There is free parking on every campus, beside the library.\n"
    )
    adviser.publisher.sync([str(folder)])
    gaps = adviser.insights.report(TODAY).gaps
    assert (gaps.found, gaps.answered_since) == ((), 1)


def test_wishes_in_vain_are_counted_together_whoever_had_them(adviser: Adviser) -> None:
    for number in range(3):
        say(adviser, "nursing weekend classes in Tasmania", by=f"v{number}")
    wish: dict[str, object] = {"schedules": ["weekend"], "states": ["TAS"], "subjects": ["Nursing"]}
    assert adviser.insights.report(TODAY).demand == (DemandCount(wish, 3),)


def test_topics_tell_answers_courses_and_what_was_in_vain_apart(adviser: Adviser) -> None:
    say(adviser, "what is a micro-credential?", "nursing courses", by="a")
    say(adviser, "nursing courses", "Is there parking on campus?", by="b")
    topics = {topic.topic: topic for topic in adviser.insights.report(TODAY).topics}
    assert (topics["Nursing"].asked, topics["Nursing"].courses) == (2, 2)
    assert topics["What is a micro-credential?"].answered == 1
    assert sum(topic.unanswered for topic in topics.values()) == 1


def test_who_was_asked_and_said_nothing_more_has_left(adviser: Adviser) -> None:
    say(adviser, "find a course", by="a")
    say(adviser, "find a course", "nursing", "not sure", by="b")
    steps = {step.step: step for step in adviser.insights.report(TODAY).steps}
    assert (steps["subject"].shown, steps["subject"].answered, steps["subject"].left) == (2, 1, 1)
    assert sum(step.skipped for step in steps.values()) == 1
    assert all(s.shown == s.answered + s.skipped + s.set_aside + s.left for s in steps.values())


def test_sign_ups_are_counted_by_stage(adviser: Adviser) -> None:
    say(adviser, "newsletter", "jo@example.org", "yes", by="a")
    say(adviser, "newsletter", "no thanks", by="b")
    found = adviser.insights.report(TODAY).newsletter
    assert found == NewsletterCount(
        offered=2, address=1, agreed=1, refused=1, requested=1, confirmed=0, unsubscribed=0
    )


def test_an_opinion_is_counted_once_however_often_it_changes(adviser: Adviser) -> None:
    say(adviser, "what is a micro-credential?")
    for helpful in (True, False, True, False):
        given = adviser.conversations.record_feedback(
            "visitor", f"visitor-{NOW:%j%H%M}-0", helpful=helpful, now=NOW
        )
        assert given
    opinions = adviser.insights.report(TODAY).opinions
    assert (opinions.helpful, opinions.not_helpful) == (0, 1)
    assert opinions.not_helpful_about == (("What is a micro-credential?", 1),)


def test_the_time_has_a_first_day(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?", at=NOW - timedelta(days=3))
    assert adviser.insights.report(TODAY - timedelta(days=2)).turns == 0
    days = adviser.insights.report(TODAY - timedelta(days=3)).by_day
    assert [day.unanswered for day in days] == [1, 0, 0, 0]


def test_an_unknown_cluster_is_told_with_those_that_there_are(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?")
    (gap,) = adviser.insights.report(TODAY).gaps.found
    with pytest.raises(UnknownCluster, match=gap.id):
        adviser.insights.cluster("nosuch", TODAY)


def test_clusters_hold_together_what_asks_the_same_and_nothing_else(embedder: Embedder) -> None:
    groups = (
        ("Is there parking on campus?", "can I park my car at the campus"),
        ("Can I get a refund if I drop out?", "do I get my money back if I withdraw"),
        ("is there a blacksmith course", "Do you have blacksmithing courses?"),
        ("dog grooming course", "course to become a dog groomer"),
    )
    counts = {question: 1 for group in groups for question in group}
    found = clusters_of(counts, embedder.encode)
    assert {frozenset(q for q, _ in one.questions) for one in found} == set(map(frozenset, groups))
    backwards = dict(reversed(counts.items()))
    assert clusters_of(backwards, embedder.encode) == found, "the order of asking says nothing"


def test_the_most_asked_question_begins_the_list(embedder: Embedder) -> None:
    found = clusters_of({"falconry": 2, "is there a gym": 7}, embedder.encode)
    assert [(one.question, one.count) for one in found] == [("is there a gym", 7), ("falconry", 2)]

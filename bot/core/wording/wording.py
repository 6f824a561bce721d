"""The sentences that a visitor reads, as one value a language: each field is a sentence's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.phrases import Phrases
from bot.core.state import Expectation, Motivation
from bot.core.wording.crossing import CrossingWording
from bot.core.wording.explaining import ExplainingWording
from bot.core.wording.funding import FundingWording
from bot.core.wording.guidance import GuidanceWording
from bot.core.wording.shortlist import ShortlistWording
from corpus.models import Delivery, Level, State
from retrieval.models import Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every sentence of the conversation. Braces name what is filled in."""

    language: str
    own_name: str
    choose_language: str
    language_chosen: str
    unread: str
    quoted_as_is: str

    greeting: str
    welcome_back: str
    help: str
    thanks: str
    about: str
    timetable: str
    apology: str
    unclear: str
    stale_choice: str
    out_of_scope: str
    instruction: str
    eligibility: str
    migration: str
    guarantee: str
    integrity: str
    medical: str
    legal: str
    personal: str
    person: str
    person_unknown: str
    started_over: str
    cancelled: str
    nothing_to_show_more: str

    rephrased: str
    refusal: str
    refusal_no_claimant: str
    refusal_nearest: str
    check_changes: str
    figures_differ: str
    each_side: str
    source: str
    source_author: str
    source_no_author: str
    source_published: str
    source_updated: str
    source_checked: str
    source_no_date: str
    finder_intro: str

    found_one: str
    found_all: str
    found_many: str
    found_unknown_only: str
    found_some_unknown: str
    found_by_topic: str
    found_open: str
    found_none: str
    found_none_offer: str
    found_few_offer: str
    relaxations: Mapping[str, str]
    relaxed: str
    relaxed_also: str
    also: str
    undone: str
    nothing_to_undo: str
    found_none_by_topic: str
    narrow_it_down: str
    no_more: str
    understood: str
    excluding: str
    step_questions: Mapping[Expectation, str]
    narrow_questions: Mapping[Expectation, str]
    step_explanations: Mapping[Expectation, str]
    step_label: str

    motivations: Mapping[Motivation, str]
    deliveries: Mapping[Delivery, str]
    states: Mapping[State, str]
    levels: Mapping[Level, str]
    subjects: Mapping[str, str]
    sorts: Mapping[Sort, str]
    duration_max: str
    price_max: str
    price_zero: str
    funded: str
    occupation: str

    fact_labels: Mapping[str, str]
    not_stated: str
    fact_line: str
    fact_unknown: str
    no_such_place: str
    no_such_place_of_one: str
    compared: str
    compared_of_more: str
    nothing_to_compare: str
    outside_aqf: str
    free: str
    everywhere: str
    sample_mark: str
    met: Mapping[str, str]
    near: Mapping[str, str]
    unknown: Mapping[str, str]
    not_met: Mapping[str, str]

    newsletter_offer: str
    newsletter_ask: str
    newsletter_collection: str
    email_label: str
    email_send: str
    email_invalid: str
    consent_text: str
    consent_version: str
    consent_question: str
    subscribed: str
    consent_refused: str
    consent_without_email: str
    topics_question: str
    topics_noted: str
    topics_all: str
    unsubscribe_how: str
    unsubscribed: str
    privacy: str
    privacy_policy: str
    my_data: str
    my_data_none: str
    my_data_messages: str
    my_data_opinions: str
    my_data_aims: str
    my_data_funding: str
    my_data_fact: str
    my_data_newsletter: str
    my_data_words: str
    my_data_how: str
    hand_over_offer: str
    hand_over_collection: str
    hand_over_contact: str
    hand_over_contact_again: str
    hand_over_preview: str
    hand_over_exchange: str
    hand_over_answer_to: str
    hand_over_no_answer: str
    hand_over_question: str
    hand_over_sent: str
    hand_over_declined: str
    contact_label: str
    forget_question: str
    forgotten: str

    choice_find: str
    choice_more: str
    choice_relax: str
    choice_undo: str
    choice_courses_in: str
    choice_subscribe: str
    choice_start_over: str
    choice_skip: str
    choice_any: Mapping[Expectation, str]
    choice_agree: str
    choice_disagree: str
    choice_forget: str
    choice_keep: str
    choice_topics: str
    choice_topics_all: str
    choice_hand_over: str
    choice_no_answer: str
    choice_send: str
    choice_do_not_send: str

    yes_word: str
    no_word: str
    and_word: str
    or_word: str
    comma: str
    months: tuple[str, ...]
    date: str
    units: Mapping[str, tuple[str, str]]

    guidance: GuidanceWording
    funding: FundingWording
    shortlist: ShortlistWording
    crossing: CrossingWording
    explaining: ExplainingWording


# What tells most comes first, or the order of the page.
FinderOrder = Literal["adaptive", "fixed"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language that visitors may choose; `names` is how English calls it, in lower case.

    `phrases` reads what is typed in it, None where the rules read it as it is.
    """

    wording: Wording
    names: tuple[str, ...]
    phrases: Phrases | None = None

    @property
    def code(self) -> str:
        """Its tag, as in BCP 47."""
        return self.wording.language


@dataclass(frozen=True, slots=True)
class Site:
    """What the site's owner sets and the conversation speaks of; empty where not set.

    `languages` are those to choose from, none where there is one alone.
    """

    wording: Wording
    owner_contact: str = ""
    privacy_url: str = ""
    conversation_days: int = 30
    takes_hand_overs: bool = False
    finder_order: FinderOrder = "adaptive"
    languages: tuple[Language, ...] = ()

    def language(self, code: str) -> Language | None:
        """The language of exactly this tag."""
        return next((one for one in self.languages if one.code == code), None)

    def called(self, name: str) -> Language | None:
        """The language of an English name."""
        return next((one for one in self.languages if name in one.names), None)

    def matching(self, tag: str) -> Language | None:
        """The language of a tag such as "zh-TW", whatever its script or region."""
        wanted = tag.replace("_", "-").lower().split("-")[0]
        primary = ((one, one.code.lower().split("-")[0]) for one in self.languages)
        return next((one for one, known in primary if known == wanted), None)

    def nearest(self, tag: str) -> Language:
        """The language of a tag, else the first."""
        return self.matching(tag) or self.languages[0]

    def wording_for(self, tag: str) -> Wording:
        """The sentences for a tag; the site's own where there are none."""
        matching = self.matching(tag)
        return matching.wording if matching else self.wording

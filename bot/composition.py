"""The composition root: where every part is made and given what it needs."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from bot.breaker import Breaker
from bot.core.wording.en_au import EN_AU, MAIL_EN_AU
from bot.core.wording.wording import Site
from bot.crossings import Crossings
from bot.effects import Effects
from bot.engine import Engine
from bot.foundations import Foundations
from bot.guidance_files import load_guidance
from bot.hand_overs import HandOvers
from bot.insights.desk import InsightsDesk
from bot.insights.recorder import Recorder
from bot.issue_mail import IssueMail
from bot.issue_sending import IssueSender
from bot.knowledge import CurrentKnowledge, ServedKnowledge
from bot.language_files import load_languages
from bot.links import LinkSigner, load_secret
from bot.mail import Mailer, mailer_from
from bot.newsletter import Newsletter, consent_texts
from bot.privacy import Privacy
from bot.publishing.gate import Gate
from bot.publishing.hold_rule import HoldRule
from bot.publishing.publisher import SAMPLE_SOURCE, Publisher
from bot.rephrasing import LanguageModel, Rephrase, Rephraser, RephrasingOutcome, verbatim
from bot.sending import OnceSender
from bot.shortlist_mail import ShortlistMail
from bot.source_reading import source_reader
from bot.stores.audit import AuditStore
from bot.stores.crossings import CrossingStore
from bot.stores.observations import ObservationStore
from bot.stores.outgoing import OutgoingStore
from bot.stores.subscribers import SubscriberStore
from bot.stores.waiting_mail import WaitingMailStore
from bot.turn_mail import TurnMail
from bot.vocabulary_files import load_aliases, load_examples
from corpus.taxonomy_file import load_taxonomy
from retrieval.cross_encoder import CrossEncoder, Rerank, Reranker, RerankingOutcome, as_they_are
from retrieval.embedding import Vectors
from retrieval.pointer import ServedSnapshot
from retrieval.snapshot import Snapshot


class Adviser(Foundations):
    """Every part of the product over one data folder, each made when it is first needed."""

    @cached_property
    def rerankings(self) -> Counter[RerankingOutcome]:
        """How second looks at evidence ended, since this process started."""
        return Counter()

    @cached_property
    def rerank(self) -> Rerank:
        """A second look at evidence; without a cross-encoder it leaves the order as it is."""
        settings = self.settings
        if not settings.cross_encoder:
            return as_they_are
        encoder = CrossEncoder.open(self.cross_encoder_folder)
        candidates, timeout_ms = (
            settings.cross_encoder_candidates,
            settings.cross_encoder_timeout_ms,
        )
        return Reranker(encoder, candidates, timeout_ms, self.rerankings)

    @cached_property
    def publisher(self) -> Publisher:
        """The writer of versions."""
        return Publisher(
            self.content,
            self.settings.home,
            lambda: self.embedder,
            load_taxonomy(),
            load_examples(),
            self.clock,
            audit=self.audit,
            gate=self.gate,
            reader=source_reader(self.settings, self.clock),
            versions_kept=self.settings.versions_kept,
        )

    @cached_property
    def gate(self) -> Gate:
        """What a new version has to stand before it is served."""
        settings = self.settings
        rule = HoldRule.parse(settings.hold_if) if settings.hold_if else None
        return Gate(settings.home, gold_folder(), self.ask, rule, settings.fall_points_max)

    @cached_property
    def audit(self) -> AuditStore:
        """Who changed what is served, and why."""
        return AuditStore(self.database)

    @cached_property
    def served(self) -> ServedSnapshot:
        """The version that is served, whichever that is by now."""
        return ServedSnapshot(self.settings.home, self.embedder.name)

    @cached_property
    def knowledge(self) -> CurrentKnowledge:
        """What conversations ask."""
        return CurrentKnowledge(self.served, self.ask)

    def ask(self, snapshot: Snapshot) -> ServedKnowledge:
        """A version as conversations ask it."""
        return ServedKnowledge(
            snapshot, self.embedder, load_aliases(), load_guidance(), self.rerank
        )

    @cached_property
    def site(self) -> Site:
        """The owner's side of the conversation."""
        return Site(
            EN_AU,
            owner_contact=self.settings.owner_contact,
            privacy_url=self.settings.privacy_url,
            conversation_days=self.settings.conversation_days,
            finder_order=self.settings.finder_order,
            takes_hand_overs=bool(self.settings.owner_email),
            languages=load_languages(self.settings.languages),
        )

    @cached_property
    def mailer(self) -> Mailer:
        """How mail leaves the house."""
        return mailer_from(self.settings)

    @cached_property
    def signer(self) -> LinkSigner:
        """Signs links, and makes the keyed hashes that stay of what was forgotten."""
        return LinkSigner(load_secret(self.settings))

    @cached_property
    def outgoing(self) -> OutgoingStore:
        """How far each message to somebody got."""
        return OutgoingStore(self.database)

    @cached_property
    def hand_overs(self) -> HandOvers:
        """Conversations that visitors have sent to the owner."""
        return HandOvers(
            self.outgoing, self.mailer, self.signer, self.settings, self.clock, MAIL_EN_AU
        )

    @cached_property
    def issue_sender(self) -> IssueSender:
        """Issues of the newsletter, to small lists."""
        return IssueSender(
            SubscriberStore(self.database),
            self.outgoing,
            OnceSender(self.outgoing, self.mailer, self.clock),
            IssueMail(self.signer, self.settings, MAIL_EN_AU),
            self.clock,
        )

    @cached_property
    def newsletter(self) -> Newsletter:
        """Sign-ups, with proof of consent."""
        store, texts = SubscriberStore(self.database), consent_texts(self.site)
        return Newsletter(
            store, self.mailer, self.signer, self.settings, self.clock, texts, MAIL_EN_AU
        )

    @cached_property
    def privacy(self) -> Privacy:
        """What is kept about visitors."""
        kept_for = timedelta(days=self.settings.conversation_days)
        moved = CrossingStore(self.database)
        return Privacy(
            self.conversations, self.newsletter, self.hand_overs, kept_for, self.clock, moved
        )

    @cached_property
    def effects(self) -> Effects:
        """What turns ask for."""
        return Effects(self.conversations, self.newsletter, self.privacy, self.turn_mail)

    @cached_property
    def turn_mail(self) -> TurnMail:
        """The mail that turns ask for."""
        lists = ShortlistMail(self.mailer, self.signer, self.settings, self.clock, MAIL_EN_AU)
        return TurnMail(WaitingMailStore(self.database), self.hand_overs, lists, self.clock)

    @cached_property
    def rephrasings(self) -> Counter[RephrasingOutcome]:
        """How the attempts to rephrase answers ended, since this process started."""
        return Counter()

    @cached_property
    def language_model(self) -> LanguageModel | None:
        """The model that may reword answers, when one is set and its client is installed."""
        settings = self.settings
        address, name, key = settings.llm_base_url, settings.llm_model, settings.llm_api_key
        if not (address and name and find_spec("openai")):
            return None
        from bot.language_model import OpenAIModel

        return OpenAIModel(address, name, key, settings.llm_timeout_seconds)

    @cached_property
    def rephrase(self) -> Rephrase:
        """Rewords the evidence of answers; without a language model it leaves them as they are."""
        model = self.language_model
        if model is None:
            return verbatim
        wording = self.site.wording.rephrased
        return Rephraser(model, Breaker(time.monotonic), wording, self.rephrasings)

    @cached_property
    def engine(self) -> Engine:
        """Turns."""
        rephrase, crossings = self.rephrase, self.crossings
        return Engine(
            self.conversations,
            self.knowledge,
            self.effects,
            self.site,
            rephrase,
            crossings,
            self.recorder.note,
        )

    @cached_property
    def recorder(self) -> Recorder:
        """Notes what was asked, without who asked."""
        store, days = ObservationStore(self.database), self.settings.insights_days
        return Recorder(store, lambda word: self.knowledge().knows(word), self.clock, days)

    @cached_property
    def insights(self) -> InsightsDesk:
        """What was asked, for staff."""
        store = ObservationStore(self.database)

        def encode(texts: Sequence[str]) -> Vectors:
            return self.embedder.encode(texts)

        return InsightsDesk(store, self.knowledge, encode, self.site, self.clock)

    @cached_property
    def crossings(self) -> Crossings:
        """Links that move conversations from channel to channel."""
        return Crossings(CrossingStore(self.database), self.signer, self.settings)


def sample_folder() -> Path:
    """The sample corpus that comes with the product."""
    return Path(str(files("corpus") / SAMPLE_SOURCE))


def gold_folder() -> Path:
    """The gold questions that come with the sample corpus."""
    return Path(str(files("corpus") / "gold"))

"""From staff's sources to a served version: diff, build, pass the gate, store, publish."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.collector import collector_at_rest
from bot.publishing.approval import Approval
from bot.publishing.errors import OvertakenVersion, UnknownVersion
from bot.publishing.gate import Gate
from bot.publishing.gate_report import GateReport
from bot.publishing.keeping import keeping
from bot.publishing.lock import SyncLock
from bot.publishing.planning import SyncReport, base_of, emptying, hash_of, history, items_after
from bot.publishing.press import Candidate, Press
from bot.publishing.reading import ReadingChoice, SourceReader
from bot.publishing.shelf import HeldNote, Shelf
from bot.stores.audit import Action, AuditEntry, AuditStore
from corpus.importers.read import Imported
from corpus.models import Taxonomy
from corpus.store import ContentStore, Diff
from corpus.web.choice import CrawlChoice
from retrieval.cache import Progress
from retrieval.embedding import Embedder
from retrieval.models import Example
from retrieval.pointer import publish, read_pointer
from retrieval.snapshot import Snapshot, SnapshotContent

LOG = logging.getLogger("adviser.publishing")

SAMPLE_SOURCE = "sample"
# Owns what staff add one by one.
STAFF_SOURCE = "staff"
# The version that serves, and what to go back to; as many that are held.
VERSIONS_KEPT = 5


class Publisher:
    """The one writer of the corpus and of its versions; a file lock keeps it the only one.

    Without a `gate` every version is published.
    """

    def __init__(
        self,
        store: ContentStore,
        home: Path,
        embedder: Callable[[], Embedder],
        taxonomy: Taxonomy,
        examples: tuple[Example, ...],
        clock: Callable[[], datetime],
        *,
        audit: AuditStore,
        gate: Gate | None = None,
        reader: SourceReader | None = None,
        versions_kept: int = VERSIONS_KEPT,
    ) -> None:
        self._store = store
        self._home = home
        self._clock = clock
        self._audit = audit
        self._gate = gate
        self._kept = versions_kept
        self._press = Press(store, home, embedder, taxonomy, examples, clock, versions_kept)
        self._reader = reader or SourceReader(home)
        self.shelf = Shelf(home)

    @collector_at_rest()
    def sync(
        self,
        locations: Sequence[str],
        *,
        source_name: str | None = None,
        format_: str | None = None,
        column_map: Mapping[str, str] | None = None,
        crawl: CrawlChoice | None = None,
        is_dry_run: bool = False,
        keeps_rest: bool = False,
        approval: Approval | None = None,
        progress: Progress | None = None,
        fetched: Progress | None = None,
    ) -> SyncReport:
        """Bring sources into the corpus and publish what they changed, unless the gate holds it.

        Every source is read before anything is stored. Raises CorpusError for one that cannot be,
        WouldRetire for one that lost most of its items, GoldError for broken gold questions.
        With `keeps_rest`, what a source does not hold any more is not retired; nor is, in any case,
        what a row or a file held that cannot be read now.
        """
        approval, crawl = approval or Approval(), crawl or CrawlChoice()
        choice = ReadingChoice(source_name, format_, column_map or {}, crawl, fetched)
        imported = self._reader.read(locations, choice)
        with SyncLock(self._home):
            imported, diffs = self._compared(imported)
            if keeps_rest:
                diffs = tuple(replace(diff, retired=()) for diff in diffs)
            problem = None if approval.allows_retiring else emptying(diffs)
            if is_dry_run:
                return SyncReport(imported, diffs, warning=str(problem or ""))
            if problem:
                raise problem
            report = self._carry_out(imported, diffs, approval, progress)
            self._reader.keep(imported, locations, choice)
            return report

    def retire(
        self,
        item_ids: Iterable[str],
        approval: Approval | None = None,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Take items out of what is served, unless the gate holds that."""
        wanted = set(item_ids)
        meant = replace(approval or Approval(), allows_retiring=True)
        with SyncLock(self._home):
            leaving = [item for item in self._store.active() if item.id in wanted]
            diffs = tuple(Diff(source=item.source, retired=(item,)) for item in leaving)
            return self._carry_out((), diffs, meant, progress)

    @collector_at_rest()
    def ensure_published(self, progress: Progress | None = None) -> str:
        """The served version, built first if the store holds something else than it serves.

        This mends what a process left that was killed between the store and the pointer; what the
        store holds has passed the gate.
        """
        with SyncLock(self._home):
            press, serving = self._press, read_pointer(self._home)
            if serving and press.serves(press.stored_hash()):
                return serving
            content = press.content(self._store.active())
            if serving and (press.serves(content.content_hash) or press.is_rolled_back(content)):
                return serving
            candidate = press.candidate(content, progress)
            press.publish(candidate, ())
            return candidate.version

    @collector_at_rest()
    def release(self, version: str, approval: Approval, progress: Progress | None = None) -> str:
        """Publish a held version after all; the name of what is served then.

        Where other sources have changed since, it is built anew together with them.
        Raises NotHeld, or OvertakenVersion where its own sources have changed.
        """
        with SyncLock(self._home):
            note = self.shelf.held_note(version)
            self._refuse_overtaken(note)
            items = self.shelf.open(version).items
            diffs = tuple(
                self._store.diff(source, [item for item in items if item.source == source])
                for source in note.base
            )
            content = self._press.content(items_after(self._store, diffs))
            candidate = self._press.candidate(content, progress)
            self._record(Action.RELEASED, candidate.version, approval, note.gate)
            self._press.publish(candidate, diffs)
            self.shelf.drop(version)
            return candidate.version

    def drop(self, version: str, approval: Approval) -> None:
        """Throw a held version away. Raises NotHeld."""
        with SyncLock(self._home):
            note = self.shelf.held_note(version)
            self._record(Action.DROPPED, version, approval, note.gate)
            self.shelf.drop(version)

    def rollback(self, version: str, approval: Approval | None = None) -> None:
        """Serve an earlier version again. Raises UnknownVersion, or SnapshotError if broken."""
        with SyncLock(self._home):
            if version not in self.shelf.names():
                raise UnknownVersion(version)
            self.shelf.open(version)
            self._record(Action.ROLLED_BACK, version, approval or Approval())
            publish(self._home, version)
            LOG.info("corpus_rolled_back", extra={"version": version})

    def _compared(
        self, imported: tuple[Imported, ...]
    ) -> tuple[tuple[Imported, ...], tuple[Diff, ...]]:
        pairs = [
            keeping(
                one,
                self._store.diff(one.source, one.items),
                self._reader.origins.of(one.source),
            )
            for one in imported
        ]
        return tuple(one for one, _ in pairs), tuple(diff for _, diff in pairs)

    def _carry_out(
        self,
        imported: tuple[Imported, ...],
        diffs: tuple[Diff, ...],
        approval: Approval,
        progress: Progress | None,
    ) -> SyncReport:
        press = self._press
        if not any(diffs) and press.serves(press.stored_hash()):
            return SyncReport(imported, diffs)
        content = press.content(items_after(self._store, diffs))
        if not any(diffs) and press.serves(content.content_hash):
            return SyncReport(imported, diffs)
        candidate, gate = self._judged(content, approval, progress)
        # Built before the store changes: a build that fails leaves both as they were.
        report = SyncReport(
            imported, diffs, embedded=candidate.embedded, reused=candidate.reused, gate=gate
        )
        if gate and gate.is_held and not approval.is_forced:
            self._hold(candidate, diffs, approval, gate)
            return replace(report, held=candidate.version)
        action = Action.FORCED if gate and gate.is_held else Action.PUBLISHED
        self._record(action, candidate.version, approval, gate)
        press.publish(candidate, diffs)
        return replace(report, version=candidate.version)

    def _judged(
        self, content: SnapshotContent, approval: Approval, progress: Progress | None
    ) -> tuple[Candidate, GateReport | None]:
        """A candidate, and what the gate says of it; nothing where nothing is served so far."""
        served: Snapshot | None = self._press.served()
        if self._gate is None or served is None:
            return self._press.candidate(content, progress), None
        # Read before anything is built: a broken line is told at once.
        gold = self._gate.gold(served)
        candidate = self._press.candidate(content, progress)
        items = candidate.content.items
        return candidate, self._gate.compare(served, candidate.snapshot, gold, approval, items)

    def _hold(
        self, candidate: Candidate, diffs: tuple[Diff, ...], approval: Approval, gate: GateReport
    ) -> None:
        version = candidate.version
        is_new = all(note.version != version for note in self.shelf.held())
        note = HeldNote(
            entry=history(version, candidate.content, diffs, self._clock()),
            by=approval.by,
            base=base_of(self._store, diffs),
            gate=gate,
        )
        self.shelf.hold(note, self._kept)
        # A source that is looked at every hour is held once.
        if is_new:
            self._record(Action.HELD, version, approval, gate)
        LOG.warning("corpus_held", extra={"version": version})

    def _refuse_overtaken(self, note: HeldNote) -> None:
        now = {source: hash_of(self._store.hashes(source)) for source in note.base}
        overtaken = tuple(source for source, base in note.base.items() if now[source] != base)
        if overtaken:
            raise OvertakenVersion(note.version, overtaken)

    def _record(
        self, action: Action, version: str, approval: Approval, gate: GateReport | None = None
    ) -> None:
        """Write down who did what and why; before it is done, so that nothing goes unrecorded."""
        detail = gate.model_dump_json() if gate else ""
        entry = AuditEntry(self._clock(), approval.by, action, version, approval.reason, detail)
        self._audit.record(entry)

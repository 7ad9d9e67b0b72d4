"""Answers a typed query, or a picture, from one library. The way in to the search room."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from app.domain import (
    Answer,
    Completion,
    FacetValue,
    Filters,
    Grouping,
    Hit,
    Policy,
    QueryProblem,
    Ranking,
    Reason,
    SnowlineError,
    SortOrder,
)
from app.index.base import Slots
from app.index.memory import release_mapped
from app.language import gazetteer
from app.library import Library, PhotoRow
from app.messages import message
from app.search import relating
from app.search.asking import Asked, ask, like_alone
from app.search.context import SideWords, context_of
from app.search.evaluating import Evaluator, Kept, Verdict
from app.search.explaining import explained
from app.search.facets import facets as count_facets
from app.search.filtering import node_of
from app.search.folders import FolderCounts
from app.search.judging import Judge
from app.search.listing import Listed, Lister, Reasons, by_relevance, listed_of, scores_of
from app.search.order import SORT_ORDERS, grouped, sort_hits
from app.search.paging import FIRST_ROWS, MOST_WAITING, Found, Listing, listing_of
from app.search.query import completion
from app.search.query.context import Context, Hemisphere, Language
from app.search.query.printing import write
from app.search.query.reading import Reading, read
from app.search.query.tree import AS_ASKED, Arrangement, Filter, Query
from app.search.relevance import Scores
from app.search.sides import ImageSide, TextSide
from app.search.similar import Example
from app.search.snapshot import Snapshot, take_snapshot
from app.search.values import values
from app.search.waiting import coverage, waiting_hits
from app.search.waiting_filters import waiting_conditions
from app.search.wished_files import files_wished

_KEPT_JUDGEMENTS = 8  # queries whose scores are kept, for paging, for facets and for another sort order
_NO_FILTERS = Filters()
_NO_NETWORK = message("This library has no word network yet: it is made when an index run ends, from thirty photos on.")


class Searcher:
    """Searches one library with the text side of a pack.

    `image_side` makes the whole pack, and is called the first time a picture from outside the library is searched.
    `shift`, from -1 to 1, moves the relevance line: negative shows more, positive less. With `low_memory` as little as
    possible is kept between queries. `language` and `hemisphere` are what dates and seasons in queries are read by. Of
    a file that nobody opened, `named` tells by its path that nobody will before a person says so. May be used from
    several threads. New photos are found after `refresh()`.

    Up to `SMALL` photos, those that filters leave included, every one is judged. Of more, those are that can come above
    the relevance line; the answers are the same, but for what an approximate index misses.

    Raises SnowlineError where the library was described by another pack.
    """

    def __init__(
        self,
        library: Library,
        text_side: TextSide,
        *,
        image_side: Callable[[], ImageSide] | None = None,
        shift: float = 0.0,
        low_memory: bool = False,
        language: Language = "auto",
        hemisphere: Hemisphere | Literal["auto"] = "auto",
        policy: Policy = "line",
        named: Callable[[bytes], bool] = lambda _: False,
    ) -> None:
        self._library = library
        self._side = text_side
        self._low_memory = low_memory
        self._language, self._hemisphere = language, hemisphere
        self._example = Example(library, image_side)
        self._judge = Judge(text_side)
        self._evaluator = Evaluator(self._judge, kept=1 if low_memory else _KEPT_JUDGEMENTS, low_memory=low_memory)
        self._contexts = Kept(1)
        self._words = SideWords(text_side)
        self.shift, self.policy, self.named = shift, policy, named
        self._snapshot = take_snapshot(library, text_side, low_memory=low_memory)

    def __len__(self) -> int:
        """How many photos can be found."""
        return len(self._snapshot)

    @property
    def drives(self) -> tuple[str, ...]:
        """The names of the library's drives."""
        return self._context(self._snapshot).drives

    def refresh(self) -> None:
        """Sees what an indexing process added or took away meanwhile."""
        self._snapshot = take_snapshot(self._library, self._side, low_memory=self._low_memory)
        self._evaluator.clear()
        self._contexts.clear()

    def read(self, text: str, *, literal: frozenset[str] = frozenset()) -> Reading:
        """How a text is understood, without searching. What is in `literal`, as `Chip.source` has it, stays words."""
        return read(text, self._context(self._snapshot), literal=literal)

    def written(self, query: Query) -> str:
        """The canonical text of a query, which reads back to it here."""
        return write(query, self._context(self._snapshot))

    def complete(self, text: str, cursor: int | None = None) -> tuple[Completion, ...]:
        """Ways to go on with a half-typed text at character `cursor` (the end where None), best first: filters, and
        values that there are in this library, with how many photos have each."""
        snapshot = self._snapshot
        return completion.complete(
            text,
            len(text) if cursor is None else cursor,
            lambda key, prefix: values(snapshot, key, prefix),
            self._context(snapshot),
            lambda prefix: gazetteer.starting(prefix, completion.MOST),
        )

    def search(
        self,
        text: str,
        *,
        limit: int = 50,
        sort: SortOrder | None = None,
        group: Grouping | None = None,
        everything: bool = False,
        filters: Filters = _NO_FILTERS,
        literal: frozenset[str] = frozenset(),
        policy: Policy | None = None,
        rank: Ranking = "relevance",
        facets: bool = False,
        related: int = 0,
        fold: bool = True,
        shift: float | None = None,
    ) -> Answer:
        """The photos that fulfil what `text` asks for, likely ones and maybes; with `everything` the unlikely too.

        Any text may be asked; one that asks for nothing finds nothing. What could not be understood is told in
        `Answer.problems`. Filters, those in the text and `filters`, leave out photos, and change nothing in how
        relevant the others are; alone they find all that fulfil them, newest first. `sort` and `group` None mean what
        the text asks for; days come newest first. `total` counts what lies above the relevance line, however many are
        listed, and files that wait to be opened and fit by name. Raises SnowlineError for an unknown sort order, and
        where `filters` make no sense.

        `policy` says how the line is drawn, None as this searcher does: "line" by all evidence, "published" by the
        published distance between captions and the query alone. With `rank` "association" the photos are those to which
        the word network leads, the strongest path first, whether they lie above the line or not. `related` is how many
        photos under the line it may offer besides. With `fold`, copies of a picture, its burst, its raw or JPEG partner
        are one hit. `shift` moves the line for this answer alone; None leaves it where it is.
        """
        began = time.perf_counter()
        shift = self.shift if shift is None else shift
        if sort is not None and sort not in SORT_ORDERS:
            raise SnowlineError(f'Cannot sort by "{sort}"; choose one of {", ".join(SORT_ORDERS)}.')
        snapshot = self._snapshot
        asked = ask(self.read(text, literal=literal), filters, self._example, snapshot)
        query = asked.reading.query
        group = group or query.group
        order = sort or query.sort or ("date" if group == "day" else asked.sort)
        verdict = self._verdict(asked, snapshot, limit, everything=everything, policy=policy, shift=shift)
        if rank == "association" and asked.words:
            listed, hits = self._by_association(asked, verdict, snapshot, limit, order, fold=fold)
            all_ = len(listed.above) < relating.MOST_RANKED
            if snapshot.network is None:
                asked.problems.append(QueryProblem(0, 0, _NO_NETWORK))
        else:
            listed = listed_of(*by_relevance(verdict, shift, everything=everything), snapshot, folded=fold)
            lister = self._lister(snapshot, asked, shift)
            hits = lister.first(listed, limit, order, scores_of(verdict), _why(verdict, snapshot))
            all_ = verdict.all_
        more_like = (
            self._related(asked, verdict, listed, snapshot, related, fold=fold) if related and asked.words else []
        )
        counts = _facets(listed, snapshot, fold=fold) if facets else None
        self._tidy()
        covered = coverage(self._library, len(snapshot))
        waiting, more = (0, ()) if covered.complete else self._waiting(asked, limit, order, shift)
        if more:
            hits = [*hits, *more]
            if order != "relevance":
                hits = sort_hits(hits, order)
        hits = hits[: max(limit, 0)]
        if group is not None:
            hits = [hit for _, mine in grouped(hits, group) for hit in mine]
        return Answer(
            text,
            listed.total + waiting,
            tuple(hits),
            time.perf_counter() - began,
            covered,
            at_least=not all_,
            photos=len(listed.above) + waiting,
            chips=asked.reading.chips,
            problems=tuple(asked.problems),
            facets=counts,
            related=tuple(more_like),
            group=group,
        )

    def folder_counts(
        self, text: str, *, literal: frozenset[str] = frozenset(), shift: float | None = None
    ) -> FolderCounts:
        """In which folders the hits of `text` are; `shift` as for `search`."""
        snapshot, shift = self._snapshot, self.shift if shift is None else shift
        asked = ask(self.read(text, literal=literal), _NO_FILTERS, self._example, snapshot)
        verdict = self._verdict(asked, snapshot, 0, everything=False, shift=shift)
        slots, _ = by_relevance(verdict, shift, everything=False)
        return FolderCounts(slots, snapshot, snapshot.facts.column("group", slots).astype(np.int64))

    def photo_ids(self, text: str, *, literal: frozenset[str] = frozenset(), filters: Filters = _NO_FILTERS) -> Slots:
        """The ids of all photos above the line, int64 [n], in no order; quick, for it reads no rows."""
        snapshot = self._snapshot
        asked = ask(self.read(text, literal=literal), filters, self._example, snapshot)
        verdict = self._verdict(asked, snapshot, 0, everything=False)
        slots, _ = by_relevance(verdict, self.shift, everything=False)
        return snapshot.library.ids_at(slots)

    def similar(
        self,
        example: Path | str | int,
        *,
        mode: Literal["subject", "picture"] = "subject",
        limit: int = 50,
        everything: bool = False,
        filters: Filters = _NO_FILTERS,
        facets: bool = False,
        fold: bool = True,
    ) -> Answer:
        """The photos that look like a photo of the library (its id or path) or like a picture anywhere (its path).

        With `mode` "picture" only those that show the very same picture: saved anew, smaller, turned, cut; each of them
        is listed, whatever `fold` says. The photo itself, and files with the same content, are left out. Raises
        `Unreadable` for a file that is no picture, SnowlineError for an id that is not in the library and for filters
        that make no sense.
        """
        began = time.perf_counter()
        snapshot = self._snapshot
        if mode == "picture":
            asked = Asked(Reading(Query(str(example)), (), ()), only=node_of(filters))
            listed, scores, why = self._same(example, filters, snapshot)
            hits = self._lister(snapshot, asked).first(listed, limit, "relevance", scores, why)
            all_, fold = True, False
        else:
            asked = like_alone(example, filters, self._example.pictured(example, snapshot))
            verdict = self._verdict(asked, snapshot, limit, everything=everything)
            ranked = by_relevance(verdict, self.shift, everything=everything)
            listed, all_ = listed_of(*ranked, snapshot, folded=fold), verdict.all_
            hits = self._lister(snapshot, asked).first(
                listed, limit, "relevance", scores_of(verdict), _why(verdict, snapshot)
            )
        counts = _facets(listed, snapshot, fold=fold) if facets else None
        self._tidy()
        return Answer(
            str(example),
            listed.total,
            tuple(hits),
            time.perf_counter() - began,
            at_least=not all_,
            photos=len(listed.above),
            facets=counts,
        )

    def copies(
        self,
        photo: int,
        asked: str | int | Path,
        *,
        everything: bool = False,
        literal: frozenset[str] = frozenset(),
        shift: float | None = None,
    ) -> tuple[Hit, ...]:
        """The photos that an answer folds into the hit of a photo (its id), best first: the answer of `search` to a
        text, or of `similar` to a photo's id or a picture's path."""
        snapshot, shift = self._snapshot, self.shift if shift is None else shift
        rows = snapshot.library.photos_by_ids([photo])
        if not rows:
            return ()
        if isinstance(asked, str):
            question = ask(self.read(asked, literal=literal), _NO_FILTERS, self._example, snapshot)
        else:
            question = like_alone(asked, _NO_FILTERS, self._example.pictured(asked, snapshot))
        verdict = self._verdict(question, snapshot, 0, everything=everything, shift=shift)
        slots, _ = by_relevance(verdict, shift, everything=everything)
        group = snapshot.facts.column("group", np.array([rows[0].slot], np.int64))[0]
        mine = slots[(snapshot.facts.column("group", slots) == group) & (slots != rows[0].slot)]
        if not group:
            return ()
        lister = self._lister(snapshot, question, shift)
        return tuple(lister.hits(mine, scores_of(verdict), _why(verdict, snapshot), {}))

    def listing(
        self,
        asked: str | int | Path,
        wanted: Arrangement = AS_ASKED,
        *,
        mode: Literal["subject", "picture"] = "subject",
        everything: bool = False,
        literal: frozenset[str] = frozenset(),
        shift: float | None = None,
        related: int = 0,
        first: int = FIRST_ROWS,
    ) -> Listing:
        """The whole answer of `search` to a text, or of `similar` to a photo's id or a picture's path, folded, in the
        order and groups that are `wanted`, of which only the `first` rows are read now, and `related` ones once they
        are asked for.

        `shift` moves the relevance line for this answer alone; None leaves it where it is. Raises as those do."""
        began = time.perf_counter()
        snapshot, shift = self._snapshot, self.shift if shift is None else shift
        if isinstance(asked, str):
            question = ask(self.read(asked, literal=literal), _NO_FILTERS, self._example, snapshot)
        else:
            question = like_alone(asked, _NO_FILTERS, self._example.pictured(asked, snapshot))
        query = question.reading.query
        more_like: Callable[[], tuple[Hit, ...]] | None = None
        if mode == "picture" and not isinstance(asked, str):
            listed, scores, why = self._same(asked, _NO_FILTERS, snapshot)
            all_ = True
        else:
            verdict = self._verdict(question, snapshot, 0, everything=everything, shift=shift)
            listed = listed_of(*by_relevance(verdict, shift, everything=everything), snapshot, folded=True)
            scores, why, all_ = scores_of(verdict), _why(verdict, snapshot), verdict.all_
            if related and question.words:

                def more_like() -> tuple[Hit, ...]:
                    return tuple(self._related(question, verdict, listed, snapshot, related, fold=True))

        covered = coverage(self._library, len(snapshot))
        waiting_total, waiting = 0, tuple[Hit, ...]()
        if isinstance(asked, str) and not covered.complete:
            waiting_total, waiting = self._waiting(question, MOST_WAITING, "relevance", shift)
        group = query.group if wanted.group is None else None if wanted.group == "none" else wanted.group
        answer = Answer(
            query.text,
            listed.total + waiting_total,
            (),
            coverage=covered,
            at_least=not all_,
            photos=len(listed.above) + waiting_total,
            chips=question.reading.chips,
            problems=tuple(question.problems),
            group=group,
        )
        lister = self._lister(snapshot, question, shift)
        found = Found(snapshot, lister, listed, scores, why, waiting)
        sort = query.sort or ("date" if group == "day" else question.sort)
        made = listing_of(
            found, answer, wanted, sort=sort, shift=shift, worded=question.sort == "relevance", first=first
        )
        self._tidy()
        if more_like is not None:
            made = replace(made, related=more_like)
        return replace(made, answer=replace(made.answer, seconds=time.perf_counter() - began))

    def _same(
        self, example: Path | str | int, filters: Filters, snapshot: Snapshot
    ) -> tuple[Listed, Callable[[Slots], Scores], Reasons]:
        """The photos that show the same picture, how alike slots are, and why."""
        from app.search.same import same_picture

        found, only = same_picture(self._example.looks(example, snapshot), snapshot), node_of(filters)
        allowed = np.ones(len(found.slots), np.bool_)
        if only is not None:
            allowed = self._evaluator.mask(only, snapshot, _refuse)[found.slots]
        slots, likeness = found.slots[allowed], found.likeness[allowed].astype(np.float64)
        told = {
            slot: (Reason("look", text, p, p),)
            for slot, p, text, fits in zip(
                found.slots.tolist(), found.likeness.tolist(), found.reasons, allowed.tolist(), strict=True
            )
            if fits
        }
        by_slot = dict(zip(slots.tolist(), likeness.tolist(), strict=True))
        listed = listed_of(slots, len(slots), snapshot, folded=False)
        return (
            listed,
            lambda some: np.array([by_slot[slot] for slot in some.tolist()], np.float64),
            lambda rows: [told[row.slot] for row in rows],
        )

    def _context(self, snapshot: Snapshot) -> Context:
        """What texts are read with: made anew with each snapshot and each day."""
        today = datetime.date.today()
        kept = self._contexts.get(today, snapshot)
        if isinstance(kept, Context):
            return kept
        made = context_of(snapshot, self._words, today, language=self._language, hemisphere=self._hemisphere)
        return self._contexts.keep(today, snapshot, made)

    def _verdict(
        self,
        asked: Asked,
        snapshot: Snapshot,
        limit: int,
        *,
        everything: bool,
        policy: Policy | None = None,
        shift: float | None = None,
    ) -> Verdict:
        return self._evaluator.verdict(
            asked.branches,
            snapshot,
            asked.pictures,
            asked.nonsense,
            shift=self.shift if shift is None else shift,
            limit=limit,
            everything=everything,
            policy=policy or self.policy,
        )

    def _by_association(
        self, asked: Asked, verdict: Verdict, snapshot: Snapshot, limit: int, order: SortOrder, *, fold: bool
    ) -> tuple[Listed, list[Hit]]:
        """The photos to which the words lead, and the first of them."""
        paths = relating.ranked(asked, snapshot, self._judge, self._evaluator)
        by_slot = {one.slot: one for one in paths}
        listed = listed_of(np.array(list(by_slot), np.int64), len(by_slot), snapshot, folded=fold)
        lister = self._lister(snapshot, asked)
        chosen = lister.in_order(listed, limit, order)
        found = [by_slot[slot] for slot in chosen.tolist()]
        scores, why = scores_of(verdict), _why(verdict, snapshot)
        return listed, lister.associated(found, scores, why, listed.copies_of(chosen))

    def _related(
        self, asked: Asked, verdict: Verdict, listed: Listed, snapshot: Snapshot, limit: int, *, fold: bool
    ) -> list[Hit]:
        """Photos under the line to which the words lead."""
        hits = np.zeros(snapshot.slots, np.bool_)
        hits[listed.above] = True
        found = {one.slot: one for one in relating.related(asked, snapshot, self._judge, self._evaluator, hits, limit)}
        several = listed_of(np.array(list(found), np.int64), len(found), snapshot, folded=fold)
        return self._lister(snapshot, asked).associated(
            [found[slot] for slot in several.slots.tolist()],
            scores_of(verdict),
            lambda rows: [()] * len(rows),
            several.copies_of(several.slots),
        )

    def _lister(self, snapshot: Snapshot, asked: Asked, shift: float | None = None) -> Lister:
        return Lister(
            snapshot,
            shift=self.shift if shift is None else shift,
            sure_tag=self._side.sure_tag,
            prefer=files_wished((asked.reading.query.root, asked.only), snapshot.library),
        )

    def _tidy(self) -> None:
        """With low memory, gives back the pages of the index and vector files that an answer has drawn in."""
        if self._low_memory:
            release_mapped(self._library.folder)

    def _waiting(self, asked: Asked, limit: int, sort: SortOrder, shift: float) -> tuple[int, tuple[Hit, ...]]:
        """Files that nobody has opened yet and that fit by name: how many, and the first of them."""
        total = 0
        found: dict[int, Hit] = {}
        for branch in asked.branches:
            try:
                conditions = waiting_conditions(branch.only, self._library)
            except SnowlineError:
                continue  # told of already, where photos were filtered
            count, hits = waiting_hits(
                self._library, branch, *conditions, limit=limit, sort=sort, shift=shift, named=self.named
            )
            total += count - sum(hit.photo_id in found for hit in hits)
            found.update((hit.photo_id, hit) for hit in hits)
        return total, tuple(found.values())


def _refuse(_: Filter, error: SnowlineError) -> None:
    raise error


def _why(verdict: Verdict, snapshot: Snapshot) -> Callable[[Sequence[PhotoRow]], list[tuple[Reason, ...]]]:
    return lambda rows: explained(verdict, snapshot, rows)


def _facets(listed: Listed, snapshot: Snapshot, *, fold: bool) -> Mapping[str, tuple[FacetValue, ...]]:
    groups = snapshot.facts.column("group", listed.above).astype(np.int64) if fold else None
    return count_facets(listed.above, snapshot, groups)

"""Triplets (subject, predicate, object) from captions, by rules over phrases; docs/triplets.md tells the convention.

Nothing is learned and nothing is guessed from outside the caption: every subject and object is a noun phrase of it.
"""

from __future__ import annotations

from app.domain import Triplet
from app.language import lexicon as lex
from app.language import lexicon_verbs as verbs
from app.language.clauses import Clause, Link
from app.language.phrases import (
    Form,
    Item,
    Joint,
    Kind,
    NounPhrase,
    Predicative,
    Preposition,
    VerbGroup,
    kind_of,
    phrases,
)
from app.language.tagging import Token, tag
from app.language.tokens import Tag

# A caption is a sentence or two. What comes after this many characters of a text is not read.
LONGEST_CAPTION = 2_000


class _Reader:
    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.found: dict[Triplet, None] = {}
        self.main: NounPhrase | None = None  # what "he", "they", "one" refer to
        self.clause = Clause()
        self.relative: Joint | None = None  # the next finite verb belongs to the noun before "who" or "that"
        self.adjacent_verb = False  # nothing stands between the verb and here
        self.predicative = ""
        self.join: Joint | None = None
        self.last_form: Form | None = None
        self.leading: list[tuple[str, NounPhrase]] = []

    # --- writing down ---------------------------------------------------------------------------------------------

    def emit(self, governors: list[str], predicates: list[str], phrase: NounPhrase, *, inverted: bool = False) -> None:
        if phrase.negated:
            return
        for governor in governors:
            for predicate in predicates:
                for head in phrase.heads:
                    triplet = Triplet(head, predicate, governor) if inverted else Triplet(governor, predicate, head)
                    if triplet.subject != triplet.object or predicate != "be":
                        self.found[triplet] = None

    def link(
        self, governors: list[str], predicates: list[str], phrase: NounPhrase, how: str = "", *, inverted: bool = False
    ) -> None:
        self.emit(governors, predicates, phrase, inverted=inverted)
        self.clause.links.append(Link(phrase, list(governors), list(predicates), inverted, how))

    # --- looking ahead --------------------------------------------------------------------------------------------

    def item(self, at: int) -> Item | None:
        return self.items[at] if at < len(self.items) else None

    def verb_after(self, at: int, *, near: bool) -> VerbGroup | None:
        """The verb whose subject is the noun phrase at `at`; `near` allows no prepositional phrase in between."""
        at += 1
        while True:
            item = self.item(at)
            if isinstance(item, VerbGroup):
                return item
            joined = item is Joint.AND and isinstance(self.item(at + 1), NounPhrase)
            if not near and isinstance(item, Preposition) and isinstance(self.item(at + 1), NounPhrase):
                at += 2
            elif not near and joined:
                at += 2
            elif item in (Joint.WHO, Joint.THAT) and isinstance(self.item(at + 1), VerbGroup):
                return None if near else self.verb_beyond(at + 1)
            else:
                return None

    def verb_beyond(self, at: int) -> VerbGroup | None:
        """A second finite verb after a relative clause that starts at `at`."""
        for item in self.items[at + 1 :]:
            if isinstance(item, VerbGroup) and item.form is Form.FINITE:
                return item
        return None

    def list_goes_on(self, at: int) -> bool:
        """Is the noun phrase at `at` part of a list that ends in "and X", with no verb of its own?"""
        at += 1
        while True:
            item = self.item(at)
            if isinstance(item, Preposition) and isinstance(self.item(at + 1), NounPhrase):
                at += 2
            elif item is Joint.COMMA and isinstance(self.item(at + 1), NounPhrase):
                at += 2
            elif item is Joint.COMMA and self.item(at + 1) is Joint.AND:
                at += 1
            else:
                return item is Joint.AND and isinstance(self.item(at + 1), NounPhrase)

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self) -> list[Triplet]:
        at = 0
        while at < len(self.items):
            item = self.items[at]
            if isinstance(item, NounPhrase):
                self.noun_phrase(item, at)
            elif isinstance(item, VerbGroup):
                self.verb(item, at)
            elif isinstance(item, Preposition):
                at += self.preposition(item, at)
            elif isinstance(item, Predicative):
                self.predicative = item.word if self.predicates_adjective() else ""
            else:
                self.joint(item, at)
            at += 1
        return list(self.found)

    def predicates_adjective(self) -> bool:
        """Does an adjective here go with the preposition to come: "is ready for", "a woman happy about"?"""
        clause = self.clause
        return self.adjacent_verb and clause.verbs[-1].base == "be" if clause.verbs else bool(clause.links)

    def joint(self, item: Joint, at: int) -> None:
        if item is Joint.CLAUSE:
            self.join = Joint.CLAUSE
            self.adjacent_verb = False
        elif item is Joint.WHO or item is Joint.THAT:
            self.relative = item
            self.adjacent_verb = False
            following = self.item(at + 1)
            if isinstance(following, NounPhrase):  # "that a dog is chasing": a clause of its own
                self.relative = None
                self.join = Joint.CLAUSE
        elif not (item is Joint.COMMA and self.join is Joint.CLAUSE):
            self.join = item if self.join is None or item is Joint.AND else self.join
        self.predicative = ""

    # noun phrases

    def resolve(self, phrase: NounPhrase) -> NounPhrase | None:
        """The phrase itself, or what a pronoun in subject place refers to."""
        if phrase.heads:
            return phrase
        if phrase.pronoun in lex.SUBJECT_PRONOUNS or phrase.pronoun in lex.LONE_DETERMINERS:
            return None if phrase.pronoun in ("i", "you", "we", "this", "that", "these", "those") else self.main
        return None

    def new_subject(self, phrase: NounPhrase) -> None:
        resolved = self.resolve(phrase)
        self.clause = Clause(subject=resolved, acting=resolved)
        if resolved is not None:
            self.clause.links.append(Link(resolved))
            if self.main is None:
                self.main = resolved
        self.adjacent_verb = False

    def noun_phrase(self, phrase: NounPhrase, at: int) -> None:
        join, self.join = self.join, None
        clause = self.clause
        adjacent, self.adjacent_verb = self.adjacent_verb, False
        predicative, self.predicative = self.predicative, ""
        if join is Joint.CLAUSE or not clause.links and not clause.verbs:
            self.new_subject(phrase)
        elif join is None:
            if adjacent and not predicative:
                self.object(phrase, at)
            elif clause.verbs and clause.direct_object and clause.verbs[-1].base in verbs.DITRANSITIVE:
                self.object(phrase, at)
            elif self.verb_after(at, near=False) is not None:
                self.new_subject(phrase)
        elif join is Joint.AND:
            self.after_and(phrase, at)
        else:
            self.after_comma(phrase, at)

    def object(self, phrase: NounPhrase, at: int) -> None:
        clause = self.clause
        subject = clause.acting.heads if clause.acting else []
        if all(verb.passive for verb in clause.verbs) and self.verb_after(at, near=True):
            self.new_subject(phrase)
            return
        following = self.item(at + 1)
        activity = phrase.bare and isinstance(following, VerbGroup) and following.form is Form.GERUND
        if activity and clause.verbs[-1].base in ("be", "go"):  # "goes rock climbing"
            self.adjacent_verb = True
            return
        if not phrase.heads:
            clause.direct_object = True
            return
        doers = [verb.base for verb in clause.verbs if not verb.passive]
        if len(doers) > 1:  # "talk and drink beer": who talks, talks nothing
            doers = [base for base in doers[:-1] if base not in verbs.INTRANSITIVE] + doers[-1:]
        self.link(subject, doers, phrase)
        if clause.subject is None and clause.verbs[-1].base == "be":  # "this is a man ..."
            clause.subject = clause.acting = phrase
            self.main = self.main or phrase
        clause.direct_object = True

    def after_and(self, phrase: NounPhrase, at: int) -> None:
        verb = self.verb_after(at, near=False)
        clause = self.clause
        unfinished = self.last_form is not Form.FINITE and clause.subject is not None
        if verb is not None and verb.form is Form.FINITE and clause.verbs:
            if not unfinished:
                self.new_subject(phrase)
                return
            if phrase.animate or not clause.resumed or not clause.resumed.animate:
                self.second_subject(phrase)
                return
        direct = self.verb_after(at, near=True)
        if direct is not None and direct.form in (Form.GERUND, Form.PARTICIPLE) and clause.verbs and phrase.animate:
            nearest = clause.links[-1].phrase if clause.links else None
            if nearest is None or nearest.kind is not phrase.kind:
                self.second_subject(phrase) if unfinished else self.new_subject(phrase)
                return
        self.coordinate(phrase)

    def second_subject(self, phrase: NounPhrase) -> None:
        """ "a man wearing a hat and a woman in red sit ...": the finite verb to come belongs to both."""
        first = self.clause.resumed
        self.new_subject(phrase)
        if first is not None:
            self.clause.outer = NounPhrase([*first.heads, *phrase.heads], first.kind)

    def after_comma(self, phrase: NounPhrase, at: int) -> None:
        links = self.clause.links
        if self.list_goes_on(at) or (phrase.worn and links and links[-1].phrase.worn):
            self.coordinate(phrase)
            return
        verb = self.verb_after(at, near=False)
        subject = self.clause.subject
        if (
            verb is None
            and isinstance(self.item(at + 1), Preposition)
            or verb is not None
            and verb.form is not Form.FINITE
        ):
            self.new_subject(phrase)  # ", a skyline in the background", ", one holding a bat"
            self.clause.outer = subject
        elif verb is not None and self.clause.verbs:
            self.new_subject(phrase)

    def coordinate(self, phrase: NounPhrase) -> None:
        """Puts `phrase` beside the nearest noun phrase of its kind and repeats what was said of that one."""
        clause = self.clause
        if not phrase.heads:
            return
        start = clause.first_after_verb if clause.verbs else 0
        open_links = clause.links[start:] if len(clause.links) > start else clause.links[-1:]
        if not open_links:
            return
        if phrase.bare and not phrase.worn:  # "his dog and blanket": one determiner for both
            open_links = open_links[-1:]
        alike = [link for link in open_links if link.phrase.kind is phrase.kind]
        chosen = next((link for link in reversed(alike) if link.phrase.worn == phrase.worn), (alike or open_links)[-1])
        if chosen.how == "of" and chosen.phrase.bare and not phrase.bare and len(open_links) > 1:
            chosen = open_links[open_links.index(chosen) - 1]  # "a cup of coffee and a croissant"
        self.emit(chosen.governors, chosen.predicates, phrase, inverted=chosen.inverted)
        position = next(index for index, link in enumerate(clause.links) if link is chosen)
        merged = chosen.phrase
        chosen.apart = position + 1 < len(clause.links)
        chosen.last = NounPhrase(list(phrase.heads), phrase.kind)
        merged.heads.extend(head for head in phrase.heads if head not in merged.heads)
        del clause.links[position + 1 :]

    # verbs

    def verb(self, verb: VerbGroup, at: int) -> None:
        join, self.join = self.join, None
        clause = self.clause
        if join is not None and join is not Joint.CLAUSE and self.adjacent_verb and clause.verbs and not self.relative:
            clause.verbs.append(verb)  # "jump, run and play in": all share what follows
            self.last_form = verb.form
            return
        actor = self.actor(verb, join)
        self.relative = None
        self.last_form = verb.form
        self.predicative = ""
        clause.acting = None if verb.negated else actor
        clause.verbs = [verb]
        clause.first_after_verb = len(clause.links)
        clause.direct_object = False
        self.adjacent_verb = True
        if self.leading and clause.acting is not None:
            for word, place in self.leading:
                self.emit(clause.acting.heads, [self.predicate(verb, "", word)], place)
            self.leading.clear()

    def actor(self, verb: VerbGroup, join: Joint | None) -> NounPhrase | None:
        clause = self.clause
        nearest = clause.links[-1].phrase if clause.links else None
        if self.relative:
            return clause.antecedent(verb, self.relative)
        if verb.form is Form.FINITE:
            if join is Joint.AND and clause.verbs and self.last_form is Form.FINITE:
                return clause.acting or clause.subject
            helped = clause.verbs and clause.verbs[-1].base in verbs.CAUSATIVE and clause.direct_object
            return nearest if helped and join is None else clause.resumed
        if verb.form is Form.INFINITIVE:
            if clause.direct_object and clause.verbs and clause.verbs[-1].base in verbs.LETS_DO:
                return nearest
            return clause.acting or clause.subject
        if join is Joint.AND and clause.verbs and self.last_form is verb.form:
            return clause.acting
        if join is not None:
            return clause.resumed
        if self.adjacent_verb:
            return clause.acting or clause.subject  # "goes surfing", "stands holding"
        return clause.participant(verb)

    # prepositions

    def preposition(self, preposition: Preposition, at: int) -> int:
        """Reads a preposition with its noun phrase; returns how many items beyond the preposition were used."""
        following = self.item(at + 1)
        if not isinstance(following, NounPhrase):
            self.adjacent_verb = self.adjacent_verb and isinstance(following, VerbGroup)
            return 0
        clause = self.clause
        if self.join is Joint.CLAUSE:  # "while on his phone"
            clause.verbs = []
            del clause.links[1:]
        self.join = None
        adjacent, self.adjacent_verb = self.adjacent_verb, False
        predicative, self.predicative = self.predicative, ""
        word = preposition.word
        if not following.heads:
            self.back_reference(word, following)
            return 1
        agent = clause.verbs and clause.verbs[-1].passive and word == "by" and not clause.direct_object
        if agent and clause.verbs[-1].base not in verbs.PLACED:
            self.link(
                clause.acting.heads if clause.acting else [], [clause.verbs[-1].base], following, word, inverted=True
            )
            return 1
        near = None if adjacent or not clause.links else clause.holder(word, following)
        if near is not None:
            self.link(near.heads, [word], following, word)
        elif clause.verbs:
            subject = clause.acting.heads if clause.acting else []
            self.link(subject, [self.predicate(verb, predicative, word) for verb in clause.verbs], following, word)
        elif clause.subject is not None:
            self.link(clause.subject.heads, [f"{predicative} {word}" if predicative else word], following, word)
        else:
            self.leading.append((word, following))  # "in a field a dog runs": the subject comes later
        return 1

    def predicate(self, verb: VerbGroup, predicative: str, word: str) -> str:
        if verb.base == "be":
            return f"{predicative} {word}" if predicative else word
        if verb.base == "wear":
            return word  # wearing tells how someone looks, not where
        return f"{verb.base} {word}"

    def back_reference(self, word: str, phrase: NounPhrase) -> None:
        """ "a table with a lamp on it": "it" is what the lamp is with."""
        links = self.clause.links
        if phrase.pronoun not in ("it", "them", "him", "her") or len(links) < 2 or links[-1].how != "with":
            return
        living = phrase.pronoun in ("him", "her")
        holder = links[-1].governors  # what "it" is: "a table with a lamp on it"
        if living or not holder or kind_of(holder[0]) is not Kind.THING:
            before = [link.phrase.heads for link in links[:-1] if link.phrase.animate == living]
            holder = (before or [links[-2].phrase.heads])[-1]
        near_verb = len(links) == self.clause.first_after_verb
        predicates = [self.predicate(verb, "", word) for verb in self.clause.verbs if near_verb] or [word]
        self.emit(links[-1].phrase.heads, predicates, NounPhrase(holder))


def _is_tag_list(tokens: list[Token]) -> bool:
    """ "mountain, snow, valley": words between commas, with nothing that makes a sentence of them."""
    longest = 0
    commas = 0
    run = 0
    for token in tokens:
        if token.tag is Tag.COMMA:
            commas += 1
            run = 0
            continue
        if token.tag in (Tag.DETERMINER, Tag.BE, Tag.PREPOSITION, Tag.FINITE, Tag.RELATIVE, Tag.SUBORDINATOR):
            return False
        run += 1
        longest = max(longest, run)
    return commas > 0 and longest <= 3


def triplets(caption: str) -> list[Triplet]:
    """The relations a caption states, each once, in reading order, base forms, lower case.

    Any text may be given; a plain list of tags, a text without relations or an empty one gives no triplets.
    """
    tokens = tag(caption[:LONGEST_CAPTION])
    if _is_tag_list(tokens):
        return []
    return _Reader(phrases(tokens)).read()

"""The shapes of what the exam asks and what answers mean, as loaded from resources/knowledge."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

import msgspec

from intake.knowledge.conditions import Condition

Source: TypeAlias = str
"""A code of sources.toml, such as "OLBY22" or "C:PO"."""


AUTHOR_MARK = "clinic: "
"""What stands before the author of a clinic's rule where its sources are shown."""


def author_mark(author: str) -> str:
    """The author of a clinic's rule as he stands beside its sources: "clinic: A. Example"."""
    return AUTHOR_MARK + author


class AnswerClass(StrEnum):
    """What one answer means before anybody interprets it (docs/method.md, section 1)."""

    NORMAL = "N"
    ABNORMAL = "A"
    BORDERLINE = "B"
    INFORMATIONAL = "I"


class Kind(StrEnum):
    """How an item is answered."""

    ENUM = "enum"
    MULTI = "multi"
    NUM = "num"
    TEXT = "text"


class Scope(StrEnum):
    """Which sides an item has; `sites` lists them in display order."""

    ONE = "one"
    LEFT_RIGHT = "LR"
    FRONT = "F"
    HIND = "H"
    FOUR = "4"

    @property
    def sites(self) -> tuple[str, ...]:
        """The sides an answer is recorded for; empty for an item without sides."""
        return _SITES[self]


_SITES: dict[Scope, tuple[str, ...]] = {
    Scope.ONE: (),
    Scope.LEFT_RIGHT: ("L", "R"),
    Scope.FRONT: ("LF", "RF"),
    Scope.HIND: ("LH", "RH"),
    Scope.FOUR: ("LF", "RF", "LH", "RH"),
}


class Who(StrEnum):
    """Who may record an item: client or front desk, technician, technician after a vet's clearance, vet."""

    CLIENT = "C"
    TECHNICIAN = "T"
    TECHNICIAN_CLEARED = "TV"
    VETERINARIAN = "V"


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Anything in the knowledge: an id and the codes of its sources."""

    id: str
    source: tuple[Source, ...] = ()
    author: str = ""  # who wrote it in the clinic; empty: a row of the program


class Option(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One answer of an enum or multi item; the tuple order is the item's own order."""

    value: str
    label: str
    short: str = ""  # for a segment button; empty: the label is short enough
    cls: AnswerClass
    note: str = ""  # words in parentheses behind the value
    exclusive: bool = False  # `none`, `normal`: excludes every other option of a multi item
    mirror: str = ""  # the value that means the same on the other side: left_wide <-> right_wide


class Item(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One check or question of the exam."""

    section: str  # a1, a2, b, c, d1 .. d9, e, f
    region: str  # the exam region (screen page) it stands on: see ExamRegion
    group: str = ""  # group heading within the region, such as "Reflexes"
    label: str
    short_label: str
    how_to: str
    kind: Kind
    scope: Scope = Scope.ONE
    options: tuple[Option, ...] = ()
    accepts_single: bool = False
    unit: str = ""
    minimum: float | None = None  # plausible range, both ends allowed
    maximum: float | None = None
    whole_number: bool = False  # counts, grades and scores: 2.5 is refused
    decimals: int | None = None  # as many as its instrument shows: behind them the field goes on by itself
    reference: str = ""  # the usual range in words, shown under the field
    values_note: str = ""  # whatever else the "values or range" cell says, verbatim
    bands: tuple[str, ...] = ()  # ids of the NumberBands that class this number
    shown_as: Literal["", "spine"] = ""  # spine: one cell per vertebra instead of a list
    bar_forward: int = 0  # on the spine: a bar from the marked vertebra so many forward, with its words
    bar_words: str = ""
    twin_of: str = ""  # a words-only twin names the number that beats it
    who: Who
    safety: str = ""  # the safety cell, verbatim
    safety_rules: tuple[str, ...] = ()  # ids of the global safety rules that gate it
    core: bool = False  # in the default exam set
    bulk_ok: bool = False  # "Rest of region normal" may set it
    normal: str = ""  # the value `N` and bulk set; empty: no single normal value
    derived: bool = False  # the program may work it out from other answers when nobody answered it
    asked_when: Condition | None = None  # history follow-up: relevant only when this is true
    asked_because: str = ""  # "asked because: standing still"
    urgent: bool = False  # an urgent sign of the Intake screen, asked first

    @property
    def sites(self) -> tuple[str, ...]:
        """The sides answers are recorded for; empty for an item without sides."""
        return self.scope.sites


class NumberBand(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Classes a number: the first band whose `applies` is true and that lists the item wins.

    Ranges are closed [low, high]; None is open-ended. What is in no listed range is abnormal.
    """

    item: str
    applies: Condition | None = None  # None: always
    normal: tuple[float | None, float | None]
    borderline: tuple[tuple[float | None, float | None], ...] = ()
    borderline_unless: Condition | None = None  # true: the borderline zone is read as abnormal
    words: str = ""  # the table cells, verbatim


class ExamRegion(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One page of the exam, in the order of the screen, the pen sheet and the printed sheet."""

    name: str
    short: str
    key: str  # S, P, 1 .. 9; empty for pages outside the exam rail (signalment, history, results)
    positioning: str = ""  # the one line under the title
    body: tuple[str, ...] = ()  # groups of the body-map drawings it colours


class SafetyRule(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A safety rule of the exam with the question that opens its gate."""

    rule: str
    question: str
    safe_answer: str
    unsafe_answer: str
    regions: tuple[str, ...] = ()  # exam regions whose gated rows it shuts
    items: tuple[str, ...] = ()  # items it shuts until answered
    closed_when: Condition | None = None  # recorded findings that shut the gate by themselves
    open_when: Condition | None = None  # recorded findings that answer the question safely by themselves


class FindingRow(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One row of a findings table: alternatives, of which the first match counts full."""

    direction: Literal["+", "-"]
    strength: str
    origin: str = ""
    alternatives: tuple[Condition, ...]
    comment: str = ""
    words: str = ""  # a row that is a rule of its own in words: it has no alternatives


class Region(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A place of the nervous system with its findings in words and its starting score."""

    name: str
    plain_name: str = ""  # may stand before the name
    laterality: str
    description: str
    family: str
    start: int  # hundredths
    cost: int = 0  # hundredths; multifocal only
    gate: Condition  # kept as text for people; not used for ranking (decision note)
    gate_note: str = ""  # the part of the gate cell that is a rule of its own in words
    rows: tuple[FindingRow, ...]
    workups_first: tuple[str, ...] = ()
    workups_then: tuple[str, ...] = ()
    workups_note: str = ""  # what the table of tests says of this place, verbatim


class SignName(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A name that stands for an expression."""

    means: str
    when: Condition


class SignState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One state of a sign with the word of every region, tried in the order given."""

    state: str
    kind: Literal["neuro", "body", "normal", "context"]
    when: Condition
    words: dict[str, str]  # region id -> nearly_always | often | sometimes | seldom | hardly_ever; all 18
    reason: str = ""
    source: tuple[Source, ...] = ()


class Sign(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A derived sign: findings that say the same thing (docs/method.md, section 2)."""

    label: str  # plain words for a screen, such as "Placing of the back legs"
    states: tuple[SignState, ...]


class Form(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A restricted form of a region."""

    label: str
    region: str
    copies: str
    start: int  # hundredths
    words: dict[str, str]  # "sign.state" -> word
    reason: str = ""
    alone: Literal["", "pain", "episodes"] = ""  # what there is and nothing else; urgency asks for it


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Values no sign reads on purpose."""

    item: str
    values: tuple[str, ...]
    why: str
    words: str = ""  # the cell, verbatim


class WorkupWish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A test a pattern calls for, with the condition in words and the reason (for the vet)."""

    workup: str
    note: str = ""  # "if frequent"
    reason: str = ""


class Pattern(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A cause and the findings that fit it; every text in it is for a signed-in vet only."""

    name: str
    article: str
    tempo: str
    priors: str
    regions: tuple[str, ...]
    regions_words: str = ""  # the localisation cell, verbatim
    urgency: Literal["emergency", "urgent", "soon", "routine"]
    urgency_words: str
    workups_words: str = ""  # the workups cell, verbatim
    reasons_words: str = ""  # the cell of "Why each workup", verbatim
    rows: tuple[FindingRow, ...]
    workups: tuple[WorkupWish, ...]
    never_shown_words: tuple[str, ...] = ()  # of a clinic's pattern: words of its name that give it away
    ordinary_words: tuple[str, ...] = ()  # ... and those that anybody may read


class Workup(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A test the vet may order."""

    name: str
    group: Literal["bloodwork", "urinalysis", "imaging", "spinal_fluid", "other"]
    table_group: str  # the group in the words of the table: "physical exam", "information", ...
    kind: Literal["blood", "urine", "radiograph", "ultrasound", "ct", "mri", "csf", "other"]
    level: int  # 0 .. 4, the tier column
    shows: str  # vet only
    preparation: str
    suggest_when: str  # vet only
    not_useful_when: str  # vet only
    asked_only_when: Condition | None = None  # docs/method.md section 9
    asked_only_source: tuple[Source, ...] = ()
    cautions: tuple[str, ...] = ()  # ids of Caution rows that may apply

    @property
    def tier(self) -> Literal["first", "matched", "specialist"]:
        """`first` = tiers 0 and 1, `matched` = 2 and 3, `specialist` = 4 (docs/interface.md)."""
        return "first" if self.level <= 1 else "matched" if self.level <= 3 else "specialist"


class Caution(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A care to take with some tests when the record says so; text for everybody."""

    when: Condition
    says: str


class Driver(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A finding that calls for tests by itself (docs/method.md, section 9)."""

    when: Condition  # may be a StateIs
    workups: tuple[str, ...]


class OrderRule(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An ordering rule of the tests."""

    rule: str
    for_vet: str = ""
    workups: tuple[str, ...] = ()  # tests it speaks of
    when: Condition | None = None  # its condition; None: whenever two of its tests are listed


class RedFlag(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Findings that need a vet now."""

    level: Literal["red", "amber"]
    rank: int  # airway, breathing, circulation, seizure or temperature, poison, spine, the rest
    when: Condition
    message: str
    message_vet: str
    first_action: str
    folds_into: tuple[str, ...] = ()  # red forms that make this amber one redundant


class UrgencyRule(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A line u1 .. u35; u1 to u14 are read by code that names them, u15 on by their condition."""

    level: Literal["emergency", "urgent", "soon", "routine"]
    says: str
    words: str  # the table row verbatim
    when: Condition | None = None
    conditions: dict[str, Condition] = {}  # parts that code reads by name: "long_course", "kind_pain" ...


class Trap(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A way of being wrong, shown when it threatens."""

    when: Condition
    happens: str  # vet only
    says: str
    lead: str = ""  # what `says` speaks of, where it does not say so itself; words of this design
    effect: str  # what it does to the reckoning, in words (docs/method.md, section 7)
    caps: tuple[str, ...] = ()  # regions whose fit is at most good; "*" = all
    next_checks: tuple[str, ...] = ()  # items to do next


class ScoreLevel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One level or component level of a score."""

    component: str = ""
    value: int
    meaning: str
    when: Condition | None = None
    words: str = ""  # the mapping cell, verbatim


class Score(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A score worked out from recorded answers or picked by a vet."""

    name: str
    status: Literal["include", "optional", "no"]
    minimum: int | None = None
    maximum: int | None = None
    levels: tuple[ScoreLevel, ...] = ()
    bands: tuple[dict[str, str], ...] = ()
    formula: str = ""
    note: str = ""
    for_vet: str = ""
    items: tuple[str, ...] = ()


class SourceRow(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A source and how far it was read."""

    title: str
    authors: str = ""
    year: str = ""
    url: str = ""
    read: Literal["R", "E", "S", "C"]


class WordGroup(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Words never shown, with the patterns they would give away."""

    words: tuple[str, ...]
    patterns: str


class AllowedWords(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Where a word that is never shown may stand all the same: `file:id`."""

    where: tuple[str, ...]
    words: tuple[str, ...]
    reason: str


class NeverShown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Words only a signed-in vet may read, and where they are allowed all the same."""

    groups: tuple[WordGroup, ...]
    ordinary: tuple[str, ...]
    allowed: tuple[AllowedWords, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word, such as "adrenocortic*"; `*` stands for any ending."""
        return tuple(word for group in self.groups for word in group.words)


class CheckCost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What asking a check costs (docs/method.md, section 10): items may be globs; the more specific wins."""

    group: str
    items: tuple[str, ...]
    cost: float
    word: str


class CheckLimit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """When a check may be offered as the next one; `never` or a condition."""

    item: str
    never: bool = False
    when: Condition | None = None
    why: str


class SideItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """How the answers of one item tell the sides apart."""

    item: str
    severity: dict[str, int] = {}  # of an item with sides: how bad each value is; equally bad values share a rank
    left: tuple[str, ...] = ()  # of an item without sides: values that name the left; `mirror` names the right
    both: tuple[str, ...] = ()  # values that name both sides
    asked_anyway: bool = False  # votes although no sign reads it: it says which side, not which place
    source: tuple[Source, ...] = ()


class SideVote(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Findings that vote for the side of a lesion in some places."""

    regions: tuple[str, ...]
    items: tuple[str, ...]
    relation: Literal["same", "other"]  # the finding lies on the side of the lesion, or on the other one
    votes: float = 1  # whole or half votes
    beats_others: bool = False  # when these name a side, only they are asked


class ShortForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Other names of a check, and of its values, for typing."""

    item: str
    names: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}


class ShortWords(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Words for typing that mean the same at every check: sides, units, reasons, and values of the same name."""

    sites: dict[str, tuple[str, ...]] = {}
    units: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    values: dict[str, tuple[str, ...]] = {}


class ToolKind(StrEnum):
    """What a tool of a check does."""

    STOPWATCH = "stopwatch"
    COUNTDOWN = "countdown"
    TAPS = "taps"


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value that may be offered for a check, never set by itself."""

    item: str
    value: str


class Station(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A step that stands first on its page; its checks are shown whether they are core or not."""

    region: str
    group: str  # the heading it stands under
    items: tuple[str, ...]
    says: str = ""  # what to do, instead of the how-to of the first check


class RecheckSet(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Checks that are repeated together to see change; a person may change them for a dog."""

    name: str  # as people call it: "Neuro check"
    every_minutes: int  # what is offered first
    checks: tuple[str, ...]


class CheckOrder(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Which answers of a check without sides are worse than others; what is not named has no order."""

    item: str
    worse: tuple[tuple[str, ...], ...] = ()  # from the best to the worst; values in one step are equally bad
    rises: bool = False  # of a number: higher is worse
    source: tuple[Source, ...] = ()


class CheckTool(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What times or counts beside a check; its result is offered, never recorded by itself."""

    item: str
    kind: ToolKind
    seconds: float = 0  # of a countdown
    answers: str = ""  # the check that takes the number
    mark: str = ""  # what is pressed when it happens, such as "It shakes now"
    when_irregular: tuple[Offer, ...] = ()
    source: tuple[Source, ...] = ()


class Guidance(Row, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Prose of the clinical files: conventions, corrections, limits, order of the exam, triage path."""

    topic: str
    title: str
    text: str
    audience: Literal["everybody", "vet"] = "vet"
    columns: dict[str, str] = {}  # a table row that is prose, cell by cell
    items: tuple[str, ...] = ()


class Method(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The numbers of the method (docs/method.md), so that tuning touches data only."""

    words: dict[str, float]  # nearly_always = 0.9 ...
    strengths: dict[str, int]  # pathognomonic = 8 ...
    numbers: dict[str, float]  # every other constant, by name
    series: dict[str, tuple[float, ...]]  # falling shares: the last one stands for all further places
    lists: dict[str, tuple[str, ...]]  # regions, tests, signs and states that a step names


class Knowledge(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything the app knows, checked; the order of every tuple is the order shown to people."""

    version: str
    digest: str  # "sha256:..." over the knowledge files (clinic rules included)
    regions_of_exam: tuple[ExamRegion, ...]
    items: tuple[Item, ...]
    bands: tuple[NumberBand, ...]
    safety_rules: tuple[SafetyRule, ...]
    regions: tuple[Region, ...]
    names: tuple[SignName, ...]
    signs: tuple[Sign, ...]
    forms: tuple[Form, ...]
    left_out: tuple[LeftOut, ...]
    patterns: tuple[Pattern, ...]
    workups: tuple[Workup, ...]
    cautions: tuple[Caution, ...]
    drivers: tuple[Driver, ...]
    order_rules: tuple[OrderRule, ...]
    red_flags: tuple[RedFlag, ...]
    urgency_rules: tuple[UrgencyRule, ...]
    traps: tuple[Trap, ...]
    scores: tuple[Score, ...]
    sources: tuple[SourceRow, ...]
    never_shown: NeverShown
    check_costs: tuple[CheckCost, ...]
    check_limits: tuple[CheckLimit, ...]
    guidance: tuple[Guidance, ...]
    method: Method
    side_items: tuple[SideItem, ...] = ()  # a snapshot of earlier knowledge has none
    side_votes: tuple[SideVote, ...] = ()
    stations: tuple[Station, ...] = ()
    check_tools: tuple[CheckTool, ...] = ()
    recheck_sets: tuple[RecheckSet, ...] = ()
    check_orders: tuple[CheckOrder, ...] = ()
    short_forms: tuple[ShortForm, ...] = ()
    short_words: ShortWords = ShortWords()
    breed_groups: dict[str, tuple[str, ...]]  # "chondrodystrophic" -> breeds, lower case

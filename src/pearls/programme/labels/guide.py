"""The Guide for Applicants: an edition's rules in the reader's words, and nothing that is not in the rules.

The web page and the PDF show the same guide. What the rules do not say is "not published".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pearls.kernel.languages import pick
from pearls.places.labels import area_name
from pearls.programme import labels
from pearls.programme.rules import (
    Aggregate,
    Criterion,
    DecidingBody,
    EditionRules,
    Stage,
    StageRules,
    Step,
    Text,
)
from pearls.web import formats


@dataclass(frozen=True)
class Phrase:
    """A text, and its language where that is not the reader's."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a section: `paragraph`, `list`, `facts` (rows of name and value) or `table` (rows under a head).

    A caption is hidden where the heading above says the same.
    """

    kind: str
    items: tuple[Phrase, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Phrase, ...], ...] = ()
    caption: str = ""
    hide_caption: bool = False

    @property
    def cells(self) -> list[list[tuple[str, Phrase]]]:
        """The rows of a table, each cell with the word that stands over it."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Section:
    """A part of the guide; `key` is its anchor on the page."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Guide:
    """The whole guide. Title and lead are whole sentences; sections come in reading order."""

    title: str
    edition: Phrase
    sections: tuple[Section, ...]
    sources: tuple[str, ...] = field(default=())


def guide_of(rules: EditionRules, *, place_names: Mapping[str, str]) -> Guide:
    """The guide in the language of the page; `place_names` names the places that the rules leave out."""
    return Guide(
        title=_("Guide for Applicants"),
        edition=_words(rules.name),
        sections=tuple(
            section
            for section in (
                _in_short(rules),
                _who(rules, place_names),
                _how(rules),
                _dates(rules),
                _expectations(rules),
                _preselection(rules),
                _final(rules),
                _duties(rules),
                _complaints(rules),
                _about(rules),
            )
            if section.blocks
        ),
        sources=rules.sources,
    )


def deciding_section(rules: EditionRules, stage: Stage) -> Section:
    """How one stage is decided, as the guide says it."""
    return _final(rules) if stage == Stage.FINAL else _preselection(rules)


@dataclass(frozen=True)
class Amendment:
    """A change of frozen rules, as the guide lists it."""

    heading: str
    rows: tuple[tuple[str, Phrase], ...]


def amendment_of(
    *, number: int, decided_on: date | None, effective_at: datetime | None, reason: Text, zone: str
) -> Amendment:
    """An amendment in words; a day, an instant or a reason that is not there was not published."""
    language = formats.current_language()
    return Amendment(
        heading=_("Amendment %(number)s") % {"number": number},
        rows=(
            (_("Decided on"), _plain(decided_on and formats.day_words(decided_on, language))),
            (_("In force from"), _plain(effective_at and formats.instant_words(effective_at, zone, language))),
            (_("Reason"), _words(reason)),
        ),
    )


def _words(text: Text) -> Phrase:
    language = formats.current_language()
    words, lang = pick(text, language)
    if not words:
        return Phrase(_("not published"))
    return Phrase(words, "" if lang == language else lang)


def _plain(value: object) -> Phrase:
    return Phrase(_("not published") if value is None or value == "" else str(value))


def _paragraph(*texts: str) -> Block:
    return Block("paragraph", items=tuple(Phrase(text) for text in texts))


def _list(texts: Iterable[Phrase]) -> Block:
    return Block("list", items=tuple(texts))


def _facts(pairs: Iterable[tuple[str, Phrase]]) -> Block:
    return Block("facts", rows=tuple((Phrase(name), value) for name, value in pairs))


def _yes_no(value: bool | None) -> Phrase:
    return _plain(None if value is None else _("yes") if value else _("no"))


def _moment(rules: EditionRules, step: Step) -> Phrase:
    moment = rules.dates.moment(step)
    if moment is None:
        return _plain(None)
    language = formats.current_language()
    if moment.wall is None:
        return Phrase(formats.tied(formats.day_words(moment.day, language)))
    return Phrase(formats.tied(formats.instant_words(moment.instant, rules.dates.zone, language)))


def _in_short(rules: EditionRules) -> Section:
    language = formats.current_language()
    languages = [formats.language_name(code, language) for code in rules.languages]
    pairs = [
        (_("Title year"), _plain(rules.title_year)),
        (_("The call opens"), _moment(rules, Step.CALL_OPENS)),
        (_("Deadline for applications"), _moment(rules, Step.CALL_CLOSES)),
        (_("Titles"), Phrase(_titles_in_short(rules.final))),
        (_("Language of applications"), Phrase(formats.joined(languages, language))),
    ]
    return Section("in-short", _("In short"), (_facts(pairs),))


def _titles_in_short(final: StageRules) -> str:
    titles = ngettext("%(count)d title", "%(count)d titles", final.titles) % {"count": final.titles}
    if not final.extra_titles:
        return titles
    return _("%(titles)s, and up to %(extra)d more by the jury's own decision") % {
        "titles": titles,
        "extra": final.extra_titles,
    }


def _who(rules: EditionRules, place_names: Mapping[str, str]) -> Section:
    who = rules.eligibility
    language = formats.current_language()
    countries = []
    for rule in who.countries:
        country = formats.country_name(rule.code, language)
        if rule.nuts:
            areas = formats.joined([area_name(code) for code in rule.nuts], formats.sentence_language(language))
            country = _("%(country)s: only %(areas)s") % {"country": country, "areas": areas}
        countries.append(Phrase(country))
    blocks = [
        _list(Phrase(str(labels.KINDS[kind])) for kind in who.kinds),
        _paragraph(_("They lie in one of these countries:")),
        _list(countries),
    ]
    if who.excluded:
        left_out = [
            Phrase(
                _("%(place)s (%(why)s)")
                % {"place": place_names.get(item.place, item.place), "why": labels.EXCLUSIONS[item.why]}
            )
            for item in who.excluded
        ]
        blocks += [
            _paragraph(_("These places do not apply, even where their country or area takes part:")),
            _list(left_out),
        ]
    return Section("who", _("Who may apply"), (*blocks, _facts(_who_else(rules))))


def _who_else(rules: EditionRules) -> list[tuple[str, Phrase]]:
    who = rules.eligibility
    times = who.times_a_place_may_apply
    often: str | None = None
    if times is not None:
        often = (
            ngettext("%(count)d time", "%(count)d times", times) % {"count": times}
            if times
            else _("as often as it likes")
        )
    return [
        (_("Several places together, one of them leading"), _yes_no(who.teams)),
        (_("How often a place may apply"), _plain(often)),
        (_("Places that have held the title"), _yes_no(who.former_pearls)),
    ]


def _how(rules: EditionRules) -> Section:
    return Section("how", _("How to apply"), (_list(map(_words, rules.conditions)),) if rules.conditions else ())


def _dates(rules: EditionRules) -> Section:
    rows = tuple((Phrase(str(labels.STEPS[step])), _moment(rules, step)) for step in Step)
    blocks = [Block("table", head=(_("Step"), _("When")), rows=rows, caption=_("Dates"), hide_caption=True)]
    blocks.append(_paragraph(_("A deadline includes the whole second it names.")))
    if rules.dates.note:
        blocks.append(Block("paragraph", items=(_words(rules.dates.note),)))
    return Section("dates", _("Dates"), tuple(blocks))


def _expectations(rules: EditionRules) -> Section:
    blocks = (_list(map(_words, rules.expectations)),) if rules.expectations else ()
    return Section("expectations", _("What is expected of applicants"), blocks)


def _body(rules: EditionRules, body: DecidingBody) -> list[tuple[str, Phrase]]:
    named = rules.bodies.get(body)
    pairs = [(_("Who decides"), _words(named.name) if named else _plain(None))]
    if named and named.about:
        pairs.append((_("Who they are"), _words(named.about)))
    return pairs


def _readers(count: int | None) -> Phrase:
    if count is None:
        return _plain(None)
    if count == 0:
        return Phrase(_("everybody on the panel"))
    return Phrase(str(count))


def _preselection(rules: EditionRules) -> Section:
    heading = _("How candidates are chosen")
    stage = rules.preselection
    if stage is None:
        return Section("preselection", heading, (_facts([(_("Pre-selection"), _plain(None))]),))
    pairs = [
        *_body(rules, DecidingBody.PRESELECTION),
        (_("Readers of each application"), _readers(rules.assessing.readers_per_application)),
        (_("How many are admitted"), Phrase(_line_of(stage))),
        *_counting(stage),
    ]
    return Section("preselection", heading, (_facts(pairs), *_criteria(stage)))


def _line_of(stage: StageRules) -> str:
    if stage.places is not None:
        return ngettext("the best %(count)d", "the best %(count)d", stage.places) % {"count": stage.places}
    if stage.minimum_total is not None:
        return _("all with a total of at least %(total)s") % {"total": _number(stage.minimum_total)}
    return _("the body that decides draws the line, with a reason")


def _final(rules: EditionRules) -> Section:
    stage = rules.final
    limit = stage.max_per_country
    country = (
        ngettext("at most %(count)d title in a country", "at most %(count)d titles in a country", limit)
        % {"count": limit}
        if limit
        else _("no limit")
    )
    pairs = [
        *_body(rules, DecidingBody.FINAL),
        (_("Readers of each plan"), _readers(rules.assessing.readers_per_plan)),
        (_("Titles"), Phrase(_titles_in_short(stage))),
        (_("Country rule"), Phrase(country)),
    ]
    if stage.extra_titles:
        pairs.append((_("When the jury may add a title"), _words(rules.extra_place_when)))
        pairs.append((_("Country rule for an added title"), Phrase(_("does not bind it"))))
    pairs.append((_("Assessors read applications from their own country"), _own_country(rules)))
    return Section("final", _("How the titles are awarded"), (_facts([*pairs, *_counting(stage)]), *_criteria(stage)))


def _own_country(rules: EditionRules) -> Phrase:
    closed = rules.assessing.own_country_closed
    return _yes_no(None if closed is None else not closed)


def _counting(stage: StageRules) -> list[tuple[str, Phrase]]:
    """How scores become an order, and what decides between equals."""
    counted = {
        Aggregate.MEAN: _("by the mean of the assessors' scores"),
        Aggregate.SUM: _("by the sum of the assessors' scores"),
    }[stage.aggregate]
    names = [_name_of(stage.criterion(key)).text for key in stage.tie_break]
    between = _("first by %(criteria)s, compared in this order; after that the tie stays") % {
        "criteria": formats.joined(names, formats.sentence_language(formats.current_language()))
    }
    return [
        (_("Order"), Phrase(counted)),
        (_("Between equal totals"), Phrase(between if names else _("not published"))),
    ]


def _name_of(criterion: Criterion | None) -> Phrase:
    if criterion is None:
        return _plain(None)
    return _words(criterion.name) if criterion.name else Phrase(criterion.id)


def _criteria(stage: StageRules) -> tuple[Block, ...]:
    """The criteria as a table; what the points mean has a column where the rules say it for any."""
    is_guided = any(criterion.guidance for criterion in stage.criteria)
    head = [_("Criterion"), _("Weight"), _("Points")]
    rows = [[_name_of(criterion), _weight(criterion), _scale(criterion)] for criterion in stage.criteria]
    if is_guided:
        head.append(_("What the points mean"))
        rows = [[*row, _words(item.guidance)] for row, item in zip(rows, stage.criteria, strict=True)]
    caption = _("Criteria: %(stage)s") % {"stage": labels.STAGES[stage.stage]}
    return (Block("table", head=tuple(head), rows=tuple(map(tuple, rows)), caption=caption),) if rows else ()


def _weight(criterion: Criterion) -> Phrase:
    weight = criterion.weight_percent
    return _plain(None if weight is None else formats.percent(weight, formats.current_language()))


def _scale(criterion: Criterion) -> Phrase:
    low, high = criterion.scale_min, criterion.scale_max
    if low is None or high is None:
        return _plain(None)
    return Phrase(_("%(low)s to %(high)s") % {"low": _number(low), "high": _number(high)})


def _number(value: Decimal) -> str:
    return formats.number(value, formats.current_language())


def _duties(rules: EditionRules) -> Section:
    blocks: list[Block] = []
    if rules.duties:
        blocks += [_paragraph(_("Whoever receives the title undertakes to:")), _list(map(_words, rules.duties))]
    if rules.benefits:
        blocks += [_paragraph(_("What the programme brings:")), _list(map(_words, rules.benefits))]
    return Section("duties", _("What comes with the title"), tuple(blocks))


def _complaints(rules: EditionRules) -> Section:
    said, blocks = rules.complaints, []
    for days, words in (
        (said.days_to_complain, _("A place that gets none may complain within %(days)s working days of the result.")),
        (said.days_to_answer, _("A complaint is answered within %(days)s working days.")),
    ):
        if days is not None:
            blocks.append(_paragraph(words % {"days": formats.number(days, formats.current_language())}))
    return Section("complaints", _("Complaints"), tuple(blocks))


def _about(rules: EditionRules) -> Section:
    blocks: list[Block] = []
    if rules.is_assumed:
        blocks.append(_paragraph(_("These rules are assumed; the programme has not published them.")))
    if rules.note:
        blocks.append(Block("paragraph", items=(_words(rules.note),)))
    return Section("about", _("About these rules"), tuple(blocks))

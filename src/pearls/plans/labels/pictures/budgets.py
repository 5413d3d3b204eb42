"""The three pictures of the budget: by activity, by source, by quarter. Their sums are the sums of the cost lines."""

from collections.abc import Sequence

from django.utils.translation import gettext, pgettext

from pearls.documents.rules import Form
from pearls.plans.labels.pictures.picture import Picture, Table
from pearls.plans.labels.pictures.words import PAID, TITLES, choice_word, column_word, named
from pearls.plans.rules import money
from pearls.plans.rules.money import Funding, Quarter, Share
from pearls.plans.rules.pictures import Amounts, Paid, PictureKind, bars, legend
from pearls.plans.rules.reading import Reading
from pearls.web.formats import euros


def by_activity(form: Form, reading: Reading, language: str) -> Picture:
    """What each activity costs, and who pays it."""
    shares = money.costs_by_activity(reading)
    names = [
        named(reading, "activities", share.name, language) if share.name else gettext("For no activity")
        for share in shares
    ]
    return _of_shares(PictureKind.BUDGET_ACTIVITIES, gettext("Activity"), names, shares, language)


def by_quarter(form: Form, reading: Reading, language: str) -> Picture:
    """What is paid in each quarter."""
    quarters = money.costs_by_quarter(reading)
    names = [_quarter_words(quarter) for quarter, _share in quarters]
    shares = [share for _quarter, share in quarters]
    return _of_shares(PictureKind.BUDGET_QUARTERS, gettext("Quarter"), names, shares, language)


def by_source(form: Form, reading: Reading, language: str) -> Picture:
    """What each source gives, and what is paid from it."""
    fundings = money.costs_by_source(reading)
    entries = [_source_amounts(form, reading, funding, language) for funding in fundings]
    rows = [
        (entry.name, *_source_facts(form, reading, funding, language))
        for entry, funding in zip(entries, fundings, strict=True)
    ]
    total = (
        gettext("Total"),
        "",
        "",
        euros(sum(funding.given_cents or 0 for funding in fundings), language),
        euros(sum(funding.spent_cents for funding in fundings), language),
    )
    table = Table(
        caption=str(TITLES[PictureKind.BUDGET_SOURCES]),
        header=(
            pgettext("money", "Source"),
            column_word(form, "sources", "kind", language),
            column_word(form, "sources", "state", language),
            gettext("Gives"),
            gettext("Is to pay"),
        ),
        rows=tuple(rows),
        numbers=frozenset({3, 4}),
        total=total,
    )
    return _picture(PictureKind.BUDGET_SOURCES, entries, table, reading_total(fundings, language))


def reading_total(fundings: Sequence[Funding], language: str) -> str:
    """All that is given and all that is to be paid, in a sentence."""
    return gettext("Money named: %(given)s. To be paid: %(spent)s.") % {
        "given": euros(sum(funding.given_cents or 0 for funding in fundings), language),
        "spent": euros(sum(funding.spent_cents for funding in fundings), language),
    }


def _of_shares(kind: PictureKind, head: str, names: Sequence[str], shares: Sequence[Share], language: str) -> Picture:
    entries = [
        Amounts(share.name or str(at), name, _parts(share), euros(share.total_cents, language))
        for at, (name, share) in enumerate(zip(names, shares, strict=True))
    ]
    total = Share(
        name="",
        total_cents=sum(share.total_cents for share in shares),
        seed_cents=sum(share.seed_cents for share in shares),
        unfunded_cents=sum(share.unfunded_cents for share in shares),
    )
    table = Table(
        caption=str(TITLES[kind]),
        header=(head, str(PAID[Paid.SOURCE]), str(PAID[Paid.SEED]), str(PAID[Paid.NOBODY]), gettext("Costs")),
        rows=tuple((name, *_cells(share, language)) for name, share in zip(names, shares, strict=True)),
        numbers=frozenset({1, 2, 3, 4}),
        total=(gettext("Total"), *_cells(total, language)),
    )
    words = gettext("All costs: %(all)s. From seed money: %(seed)s. Without a source: %(open)s.") % {
        "all": euros(total.total_cents, language),
        "seed": euros(total.seed_cents, language),
        "open": euros(total.unfunded_cents, language),
    }
    return _picture(kind, entries, table, words)


def _picture(kind: PictureKind, entries: Sequence[Amounts], table: Table, description: str) -> Picture:
    drawing = bars(entries)
    used = {part.paid for row in drawing.rows for part in row.parts}
    meanings = [(f"paid-{paid}", str(PAID[paid])) for paid in Paid if paid in used]
    keys, foot = legend(meanings, top=drawing.height, width=drawing.width)
    return Picture(
        kind=kind,
        title=str(TITLES[kind]),
        description=description,
        table=table,
        drawing=drawing,
        keys=keys,
        height=drawing.height + foot,
    )


def _parts(share: Share) -> dict[Paid, int]:
    covered = share.total_cents - share.seed_cents - share.unfunded_cents
    return {Paid.SOURCE: covered, Paid.SEED: share.seed_cents, Paid.NOBODY: share.unfunded_cents}


def _cells(share: Share, language: str) -> tuple[str, ...]:
    parts = _parts(share)
    return (*(euros(parts[paid], language) for paid in parts), euros(share.total_cents, language))


def _quarter_words(quarter: Quarter | None) -> str:
    if quarter is None:
        return gettext("No day yet")
    return gettext("Quarter %(quarter)s of %(year)s") % {"quarter": quarter[1], "year": quarter[0]}


def _source_amounts(form: Form, reading: Reading, funding: Funding, language: str) -> Amounts:
    paid = Paid.SEED if funding.name == money.SEED else Paid.SOURCE if funding.name else Paid.NOBODY
    given = funding.given_cents
    if given is None:
        parts, words = {paid: funding.spent_cents}, euros(funding.spent_cents, language)
    else:
        covered = min(given, funding.spent_cents)
        parts = {paid: covered, Paid.NOBODY: funding.spent_cents - covered, Paid.LEFT: given - covered}
        words = gettext("%(spent)s of %(given)s") % {
            "spent": euros(funding.spent_cents, language),
            "given": euros(given, language),
        }
    state = _source_facts(form, reading, funding, language)[1]
    return Amounts(funding.name, _source_name(reading, funding, language), parts, words, state)


def _source_name(reading: Reading, funding: Funding, language: str) -> str:
    if funding.name == money.SEED:
        return gettext("Seed money")
    return named(reading, "sources", funding.name, language) if funding.name else str(PAID[Paid.NOBODY])


def _source_facts(form: Form, reading: Reading, funding: Funding, language: str) -> tuple[str, ...]:
    row = reading.row("sources", funding.name) or {}
    return (
        choice_word(form, "sources", "kind", row.get("kind"), language),
        choice_word(form, "sources", "state", row.get("state"), language),
        "" if funding.given_cents is None else euros(funding.given_cents, language),
        euros(funding.spent_cents, language),
    )

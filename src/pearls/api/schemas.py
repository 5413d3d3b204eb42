"""The shape of every record. A null is "not published"; `{language: text}` is a text in some languages."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

Text = dict[str, str]


class PageOf(Schema):
    """What every list has in common."""

    count: int = Field(description="All records, on all pages.")
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")


class PlaceRecord(Schema):
    key: str
    name: str = Field(description="The official names in their own spelling, side by side.")
    official_names: list[str]
    names: Text = Field(description="What the languages call it.")
    country: str = Field(description="ISO 3166-1 alpha-2.")
    kind: str
    nuts_version: str
    nuts2: str | None
    nuts3: str | None
    lat: float | None
    lon: float | None
    population: int | None
    population_note: Text = Field(description="What the figure counts and who gives it.")
    population_source: str | None
    legal_parent: str | None = Field(description="Key of the body that answers for the place.")
    sources: list[str]
    demonstration: bool


class PlacePage(PageOf):
    results: list[PlaceRecord]


class PartnerNameRecord(Schema):
    text: str
    language: str | None
    used_from: str | None
    used_until: str | None


class BudgetRecord(Schema):
    """Euros as decimal texts, exact to the cent."""

    total: str | None
    programme_funding: str | None
    own_contribution: str | None
    currency: str = "EUR"


class PartnerRecord(Schema):
    key: str
    number: int = Field(description="Its number in the project sheet.")
    name: Text
    other_names: list[PartnerNameRecord]
    role: str
    kind: Text
    country: str
    place: str | None = Field(description="Key of the place of its seat.")
    tasks: list[Text]
    budget: BudgetRecord
    sources: list[str]
    demonstration: bool


class PartnerPage(PageOf):
    results: list[PartnerRecord]


class CountsRecord(Schema):
    """Published figures; not every applicant is named, so they need not equal a count of the entries."""

    applied: int | None
    admitted: int | None
    final_pool: int | None
    titles: int | None


class EditionRecord(Schema):
    key: str
    year: int | None = Field(description="The title year.")
    name: Text
    state: str
    history: bool = Field(description="Run before this platform; known from its sources alone.")
    counts: CountsRecord
    call_opens_at: datetime | None
    call_closes_at: datetime | None
    page: str
    demonstration: bool


class EditionPage(PageOf):
    results: list[EditionRecord]


class StepRecord(Schema):
    step: str
    date: str | None = Field(description="A day, a month, a year, a minute, or an interval with /.")
    planned_date: str | None
    precision_note: Text
    zone_note: Text
    note: Text
    sources: list[str]


class RulesVersionRecord(Schema):
    number: int
    kind: str
    sha256: str = Field(description="Of the rules document as it is kept.")
    reason: Text
    decided_on: date | None
    effective_at: datetime | None
    document: dict[str, Any] = Field(description="The rules document itself.")
    sources: list[str]


class RulesRecord(Schema):
    titles: Text = Field(description="The rule for titles in one sentence.")
    in_force: int | None = Field(description="Number of the version in force.")
    versions: list[RulesVersionRecord]


class EntryRecord(Schema):
    name: str = Field(description="As it was published.")
    official_names: list[str] = Field(description="The place in its own spelling.")
    place: str | None
    country: str
    outcome: str
    stage_reached: str | None
    challenge: Text
    theme: Text
    population: int | None
    population_note: Text
    population_source: str | None
    note: Text
    sources: list[str]


class CeremonyRecord(Schema):
    place: str
    date: str | None
    event: Text
    note: Text
    sources: list[str]


class EditionDetail(EditionRecord):
    titles_planned: int | None
    dates: list[StepRecord]
    rules: RulesRecord
    entries: list[EntryRecord]
    ceremonies: list[CeremonyRecord]
    unnamed: int | None = Field(description="Applicants who are counted and not named.")
    sources: list[str]
    counts_sources: list[str]


class DecidedPlan(Schema):
    plan: str = Field(description="Its id in the file: plan-01 is the first in the official order.")
    place: str | None = Field(description="Key of the place, for those with a place alone.")
    country: str | None = Field(description="For those with a place alone.")
    rank: int | None
    assessments: int
    total: str | None = Field(description="Exact, with six decimals.")
    outcome: str
    ground: str = Field(description="By what it was decided: rule, tie, extra-place or line.")
    reason: str | None = Field(description="What the body wrote.")


class DecidedRecord(Schema):
    edition: str
    stage: str
    published_at: datetime | None
    rules_sha256: str
    ranking_sha256: str = Field(description="Of the official ranking, as the file counts to it.")
    signed_ranking_sha256: str | None = Field(description="What the chair signed for it.")
    signature_sha256: str = Field(description="Of the whole signed result.")
    sealed_root: str | None
    assessors: int
    recusals: dict[str, int] = Field(description="By kind: how many texts somebody stepped aside from.")
    line_reason: str | None
    plans: list[DecidedPlan]
    page: str
    file: str = Field(description="A ZIP with rules, points and decisions, to count it again.")
    demonstration: bool


class PearlRecord(EntryRecord):
    edition: str
    year: int | None
    lat: float | None
    lon: float | None
    page: str
    demonstration: bool


class PearlPage(PageOf):
    results: list[PearlRecord]


class ProgrammeRecord(Schema):
    key: str
    name: Text
    title_name: Text
    facts: dict[str, Any] = Field(description="The facts as they were gathered, each part with its sources.")
    partners: int
    pearls: int
    editions: list[str]


class PracticeRecord(Schema):
    """A good practice. The lists hold ids of concepts; which scheme a field names, the vocabulary says."""

    id: str
    title: str
    title_original: str | None
    title_original_lang: str | None
    country: str
    place: str | None
    lat: float | None
    lon: float | None
    organisation: str | None
    organisation_type: str | None
    start_year: int | None
    end_year: int | None
    status: str | None
    summary: str
    challenge: list[str]
    resilience_dimension: list[str]
    cultural_field: list[str]
    target_groups: list[str]
    methods: list[str]
    budget_eur: int | None
    funding: str | None
    outcomes: list[str]
    transferability: str | None
    source_url: str
    source_language: str | None = Field(description="Language of the page it was read on.")
    gathered_from: str | None
    language: str = Field(description="Language of title, summary, outcomes and transferability.")
    changed_at: datetime
    page: str
    demonstration: bool


class AdoptionRecord(Schema):
    """That another place tried a practice, in its own words; a failure too."""

    place: str
    country: str
    outcome: str = Field(description="One of works, partly, failed and trying.")
    taken: str
    changed: str | None
    result: str | None
    advice: str | None
    began_on: date | None
    ended_on: date | None
    cost_eur: int | None
    hours: int | None
    links: list[str]
    language: str
    changed_at: datetime
    page: str
    demonstration: bool


class TriedPracticeRecord(PracticeRecord):
    """A good practice, and who tried it elsewhere."""

    tried: list[AdoptionRecord]


class PracticePage(PageOf):
    results: list[PracticeRecord]


class ConceptRecord(Schema):
    """A concept: scheme and id together are its name."""

    scheme: str
    id: str
    prefLabel: Text
    altLabel: dict[str, list[str]]
    broader: str | None
    deprecated: bool = Field(description="Out of use: it stays on practices that name it, and is given to no new one.")
    replaced_by: str | None = Field(description="The id, in the same scheme, of what stands in for it.")


class ConceptPage(PageOf):
    results: list[ConceptRecord]


class ToolRecord(Schema):
    id: str
    kind: str = Field(
        description="general: a widely known method; example: used by a Pearl or at an event of the programme; "
        "programme: its own material, which is named and linked and not copied."
    )
    phase: str
    name: Text
    purpose: Text
    when: Text
    who: Text
    time: Text | None
    our_time: Text | None = Field(description="Our own estimate, where no time is published.")
    sections: list[str] = Field(description="Sections of the plan that it feeds.")
    known: list[Text] = Field(description="What is published of an example; all else of it is our own suggestion.")
    materials: list[Text]
    steps: list[Text]
    outcome: list[Text]
    pitfalls: list[Text]
    note: Text | None
    licence: str | None = Field(description="Licence of the material that is linked; our texts are CC BY 4.0.")
    sources: list[str]
    page: str
    worksheets: list[str] = Field(description="Our own worksheet as PDF, in A4 and in A3.")


class ToolPage(PageOf):
    results: list[ToolRecord]


class PlanRecord(Schema):
    place: str = Field(description="The key of the place.")
    edition: str = Field(description="The key of the edition.")
    is_summary: bool = Field(
        description="True: what was published of a plan written elsewhere, in our words; false: the public part of "
        "the plan that was judged here."
    )
    demonstration: bool
    page: str
    languages: dict[str, dict[str, Any]] = Field(
        description="The content by language, by question of the plan; entries have an `id` by which others name them. "
        "Empty where nothing was published."
    )


class PlanPage(PageOf):
    results: list[PlanRecord]


class EventRecord(Schema):
    """An event that anybody may know of. How exactly its days are known, `precision` says."""

    id: str
    kind: str
    title: Text
    summary: Text | None
    language: str | None = Field(description="Language spoken there.")
    state: str = Field(description="published, held or cancelled.")
    precision: str = Field(description="minute, day, phase (somewhere within the days) or year.")
    year: int
    first_on: date | None
    last_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str = Field(description="IANA time zone of the event.")
    mode: str = Field(description="on-site, online or hybrid.")
    place: str | None = Field(description="The key of the place.")
    venue: str | None
    capacity: int | None
    free_places: int | None
    registration_closes_at: datetime | None
    group: str | None
    topics: list[Text]
    facts: list[Text]
    participants: int | None
    sequence: int = Field(description="How often time, place or state changed, as in iCalendar.")
    changed_at: datetime
    sources: list[str]
    page: str
    calendar: str | None = Field(description="The event for a calendar (iCalendar), where its days are known.")
    demonstration: bool


class EventPage(PageOf):
    results: list[EventRecord]

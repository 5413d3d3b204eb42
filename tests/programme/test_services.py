"""An edition's life in the office: set up, written, published, frozen, amended."""

from datetime import date

import pytest

from pearls.audit.models import Entry as JournalEntry
from pearls.kernel.actor import Actor, Grant, Role
from pearls.kernel.verdict import NotAllowed
from pearls.programme import queries, services
from pearls.programme.jobs import freeze_opened_rules
from pearls.programme.models import Edition, Programme, RulesVersion
from pearls.programme.rules import Aggregate, RulesError
from pearls.programme.rules.office import Outcome
from tests.cast import Cast
from tests.programme.conftest import BEFORE, OPEN, READY_MADE

pytestmark = pytest.mark.django_db
FIVE_TITLES = READY_MADE.replace("\ntitles = 3", "\ntitles = 5")
REASON = {"en": "The jury asked for it.", "lv": "To lūdza žūrija."}


def sha_of(edition: Edition) -> str:
    return Edition.objects.get(pk=edition.pk).rules_version.sha256  # type: ignore[union-attr]


def save(edition: Edition, office: Actor, text: str = FIVE_TITLES, **changes: object) -> RulesVersion:
    values = {"base_sha256": sha_of(edition), "now": BEFORE} | changes
    return services.save_rules(actor=office, edition=edition, text=text, **values)  # type: ignore[arg-type]


def amend(edition: Edition, office: Actor, text: str = FIVE_TITLES, **changes: object) -> RulesVersion:
    values = {"base_sha256": sha_of(edition), "now": OPEN, "reason": REASON} | changes
    return services.amend_rules(actor=office, edition=edition, text=text, **values)  # type: ignore[arg-type]


def test_a_new_edition_is_a_draft_with_what_its_rules_say(draft: Edition) -> None:
    assert (draft.key, draft.state, draft.title_year) == ("next", "draft", 2028)
    assert draft.call_opens_at is not None
    assert draft.call_opens_at.isoformat() == "2026-10-05T08:00:00+00:00"
    assert JournalEntry.objects.get(act="edition-created").data["rules_sha256"] == sha_of(draft)


def test_an_edition_begins_as_a_copy_of_another_with_mean_instead_of_sum(loaded: Programme, office: Actor) -> None:
    source = queries.last_edition_with_rules()

    assert source is not None
    assert source.key == "2026"
    edition = services.start_edition(
        actor=office, source=source, key="2028", name={"en": "2028 edition"}, title_year=2028, now=BEFORE
    )
    rules = queries.rules_of(edition)
    old = queries.rules_of(source)

    assert rules is not None
    assert old is not None
    assert (old.final.aggregate, rules.final.aggregate) == (Aggregate.SUM, Aggregate.MEAN)
    assert (rules.final.titles, rules.final.extra_titles, rules.title_year) == (3, 1, 2028)
    assert edition.state == "draft"


def test_two_editions_never_share_a_key(draft: Edition, office: Actor) -> None:
    with pytest.raises(NotAllowed, match="edition-exists"):
        services.create_edition(actor=office, programme=draft.programme, text=READY_MADE, now=BEFORE)


def test_rules_are_written_in_place_while_the_call_has_not_opened(published: Edition, office: Actor) -> None:
    version = save(published, office)

    rules = queries.rules_of(queries.edition_by_key("next"))
    assert rules is not None
    assert (rules.final.titles, version.number) == (5, 1)
    entry = JournalEntry.objects.get(act="rules-saved")
    assert entry.data["changed"] == ["final.titles"]


def test_saving_moves_the_dates_that_lists_and_jobs_read(draft: Edition, office: Actor) -> None:
    save(draft, office, READY_MADE.replace("2027-04-02T23:59:59", "2027-03-28T12:00:00"))

    assert queries.edition_by_key("next").call_closes_at.isoformat() == "2027-03-28T10:00:00+00:00"  # type: ignore[union-attr]


def test_whoever_saves_over_a_colleagues_text_is_told_and_nothing_is_lost(draft: Edition, office: Actor) -> None:
    base = sha_of(draft)
    save(draft, office)

    with pytest.raises(NotAllowed, match="rules-changed-meanwhile"):
        save(draft, office, READY_MADE.replace("\ntitles = 3", "\ntitles = 2"), base_sha256=base)

    rules = queries.rules_of(queries.edition_by_key("next"))
    assert rules is not None
    assert rules.final.titles == 5


def test_a_wrong_rules_text_is_refused_with_the_key_and_the_old_one_stays(draft: Edition, office: Actor) -> None:
    with pytest.raises(RulesError, match=r"final\.titles: expected a whole number of at least 1, got 0"):
        save(draft, office, READY_MADE.replace("\ntitles = 3", "\ntitles = 0"))

    assert queries.rules_of(queries.edition_by_key("next")) is not None


def test_a_place_left_out_by_name_must_be_known(draft: Edition, office: Actor) -> None:
    with pytest.raises(RulesError, match=r'eligibility\.excluded\[4\]\.place: .* got "riga-eu"'):
        save(draft, office, READY_MADE.replace("riga-lv", "riga-eu"))


def test_an_edition_keeps_its_key(draft: Edition, office: Actor) -> None:
    with pytest.raises(RulesError, match=r"edition\.key"):
        save(draft, office, READY_MADE.replace('key = "next"', 'key = "other"'))


def test_what_is_published_stays_complete(published: Edition, office: Actor) -> None:
    without = "\n".join(line for line in READY_MADE.splitlines() if not line.startswith("plan_due"))

    with pytest.raises(NotAllowed, match="rules-not-ready") as refusal:
        save(published, office, without)

    assert refusal.value.verdict.detail["steps"] == ["plan_due"]


def test_an_edition_is_published_once_and_only_when_a_call_could_run(loaded: Programme, office: Actor) -> None:
    source = queries.edition_by_key("2026")
    edition = services.start_edition(
        actor=office, source=source, key="2028", name={"en": "2028 edition"}, title_year=2028, now=BEFORE
    )

    with pytest.raises(NotAllowed, match="rules-not-ready"):
        services.publish_edition(actor=office, edition=edition, now=BEFORE)


def test_publishing_twice_is_refused(published: Edition, office: Actor) -> None:
    with pytest.raises(NotAllowed, match="edition-already-published"):
        services.publish_edition(actor=office, edition=published, now=BEFORE)


def test_rules_are_frozen_when_the_call_opens_even_before_the_job_came(published: Edition, office: Actor) -> None:
    with pytest.raises(NotAllowed, match="rules-frozen"):
        save(published, office, now=OPEN)


def test_the_job_freezes_what_has_opened_once(draft: Edition, office: Actor) -> None:
    save(draft, office, READY_MADE.replace("call_opens = 2026-10-05", "call_opens = 2020-10-05"))
    services.publish_edition(actor=office, edition=draft, now=BEFORE)

    assert freeze_opened_rules.call() == 1
    assert freeze_opened_rules.call() == 0

    assert queries.edition_by_key("next").rules_version.frozen_at is not None  # type: ignore[union-attr]
    assert JournalEntry.objects.filter(act="rules-frozen").count() == 1


def test_an_amendment_stands_beside_the_original_with_its_reason(published: Edition, office: Actor) -> None:
    amend(published, office, decided_on=date(2026, 11, 20))

    original, amendment = queries.rules_history(published)
    assert (queries.parsed(original.text).final.titles, queries.parsed(amendment.text).final.titles) == (3, 5)
    assert (original.frozen_at, amendment.kind, amendment.reason) == (OPEN, "amendment", REASON)
    assert (amendment.decided_on, amendment.effective_at) == (date(2026, 11, 20), OPEN)
    assert queries.edition_by_key("next").rules_version == amendment
    assert JournalEntry.objects.get(act="rules-amended").data["changed"] == ["final.titles"]


def test_an_amendment_needs_a_reason_and_a_change(published: Edition, office: Actor) -> None:
    with pytest.raises(NotAllowed, match="amendment-needs-reason"):
        amend(published, office, reason={"en": " "})
    with pytest.raises(NotAllowed, match="amendment-changes-nothing"):
        amend(published, office, READY_MADE + "\n# a remark\n")

    assert RulesVersion.objects.filter(edition=published).count() == 1


def test_the_second_of_two_amendments_at_once_is_refused(published: Edition, office: Actor) -> None:
    base = sha_of(published)
    amend(published, office)

    with pytest.raises(NotAllowed, match="rules-changed-meanwhile"):
        amend(published, office, READY_MADE.replace("\ntitles = 3", "\ntitles = 2"), base_sha256=base)


def test_history_is_neither_edited_nor_amended(loaded: Programme, office: Actor) -> None:
    edition = queries.edition_by_key("2025")
    text = edition.rules_version.text.replace("titles = 6", "titles = 7")  # type: ignore[union-attr]

    with pytest.raises(NotAllowed, match="edition-is-history"):
        save(edition, office, text)
    with pytest.raises(NotAllowed, match="edition-is-history"):
        amend(edition, office, text)


def test_only_the_office_of_this_edition_writes_its_rules(draft: Edition, cast: Cast) -> None:
    elsewhere = Actor(kind=cast.actor("town").kind, ref="x", grants=frozenset({Grant(Role.COORDINATOR, "2026")}))

    for actor in (elsewhere, cast.actor("juror1"), cast.actor("town")):
        with pytest.raises(NotAllowed, match="not-the-office"):
            save(draft, actor)


def test_only_demonstrations_move_their_dates_when_frozen(published: Edition, office: Actor) -> None:
    services.freeze_rules(actor=office, edition=published, now=OPEN)
    later = READY_MADE.replace("2027-04-02T23:59:59", "2027-04-05T23:59:59")

    with pytest.raises(NotAllowed, match="not-a-demonstration"):
        services.move_demonstration_dates(actor=office, edition=published, text=later, now=OPEN)

    Edition.objects.filter(pk=published.pk).update(is_demonstration=True)
    edition = queries.edition_by_key("next")
    services.move_demonstration_dates(actor=office, edition=edition, text=later, now=OPEN)
    assert queries.edition_by_key("next").call_closes_at.day == 5  # type: ignore[union-attr]


def test_an_edition_run_here_writes_its_own_record(published: Edition, office: Actor) -> None:
    place = queries.known_places(["kiel-de"])["kiel-de"]
    line = services.RecordLine(place=place, name="Kiel", country="DE", outcome=Outcome.APPLIED)
    services.publish_record(
        actor=office, edition=published, lines=[line], figures=services.RecordFigures(applied=1), now=OPEN
    )
    pearl = services.RecordLine(place=place, name="Kiel", country="DE", outcome=Outcome.PEARL)
    services.publish_record(
        actor=office, edition=published, lines=[pearl], figures=services.RecordFigures(titles=1), now=OPEN
    )

    edition = queries.edition_by_key("next")
    assert [entry.outcome for entry in queries.entries_of(edition)] == ["pearl"]
    assert (edition.applied_count, edition.titles_count) == (1, 1)


def test_the_record_of_history_is_closed(loaded: Programme, office: Actor) -> None:
    with pytest.raises(NotAllowed, match="edition-is-history"):
        services.publish_record(
            actor=office,
            edition=queries.edition_by_key("2024"),
            lines=[],
            figures=services.RecordFigures(),
            now=OPEN,
        )

"""A practice goes its way from a draft to the public: by rule, in rows, in letters and in the journal."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from pearls.audit.models import Entry
from pearls.files import queries as file_queries
from pearls.kernel import events
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.events import PersonDataGathered
from pearls.practices import queries, services
from pearls.practices.models import Contribution, Photo, Practice, PracticeVersion
from pearls.practices.rules import contributing
from pearls.practices.rules.contributing import Reader, State
from tests.cast import Cast
from tests.practices.samples import a_record
from tests.practices.telling import a_contribution, a_draft, a_picture, a_town, published, sent

pytestmark = pytest.mark.django_db
AUTHOR, EDITOR = Reader(is_author=True), Reader(is_editor=True, others_count=1)


def refusal(act: Any, **given: Any) -> str:
    with pytest.raises(NotAllowed) as refused:
        act(**given)
    return refused.value.verdict.reason


def acts() -> list[str]:
    return list(Entry.objects.filter(subject__startswith="contribution:").order_by("pk").values_list("act", flat=True))


def letters() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("pk").values_list("kind", "to", "language"))


def test_who_sees_a_contribution_writes_it_or_reviews_it() -> None:
    for reader, sees, writes, checks in (
        (Reader(), False, False, False),
        (AUTHOR, True, True, False),
        (Reader(speaks_for_place=True), True, True, False),
        (EDITOR, True, False, True),
        (Reader(is_office=True), True, False, True),
    ):
        assert bool(contributing.may_see(reader)) is sees
        assert bool(contributing.may_write(reader, State.DRAFT)) is writes
        assert bool(contributing.may_check(reader, State.SENT)) is checks


@pytest.mark.parametrize("state", State)
def test_a_contribution_is_written_until_it_is_sent_and_again_when_it_is_back(state: State) -> None:
    assert bool(contributing.may_write(AUTHOR, state)) is (state in (State.DRAFT, State.RETURNED))
    assert bool(contributing.may_take_back(AUTHOR, state)) is (state not in (State.PUBLIC, State.WITHDRAWN))
    assert bool(contributing.may_check(EDITOR, state)) is (state == State.SENT)
    assert bool(contributing.may_decide(EDITOR, state)) is (state == State.CHECKED)
    assert bool(contributing.may_return(EDITOR, state, "Why?")) is (state in (State.SENT, State.CHECKED))


def test_nobody_does_both_steps_or_reviews_their_own_unless_nobody_else_is_there() -> None:
    checker, alone = replace(EDITOR, was_checker=True), replace(EDITOR, was_checker=True, others_count=0)
    own = replace(EDITOR, is_author=True)

    assert contributing.may_decide(checker, State.CHECKED).reason == "second-pair-of-eyes"
    assert contributing.may_decide(alone, State.CHECKED)
    assert contributing.may_check(own, State.SENT).reason == "own-contribution"
    assert contributing.may_return(own, State.SENT, "Why?").reason == "own-contribution"
    assert contributing.may_check(replace(own, others_count=0), State.SENT)


def test_a_practice_goes_from_a_draft_to_the_public(vocabulary: None, cast: Cast, office: Actor, now: datetime) -> None:
    services.import_practices(actor=office, records=[a_record(id=key) for key in ("a", "b", "c")], now=now)
    place = a_town(cast, "town", "colleague")
    found = a_contribution(cast, now, place=place)

    practice = published(cast, found, now)

    found.refresh_from_db()
    assert (found.state, found.practice) == (State.PUBLIC, practice)
    assert (practice.key, practice.place, practice.title) == ("vejupe-soup-in-the-old-dairy", place, found.title)
    assert practice.source_url.endswith("/en/practices/vejupe-soup-in-the-old-dairy/")
    assert (practice.gathered_from, practice.source_language, practice.is_demonstration) == ("", "", True)
    assert [hit.key for hit in queries.results_of(_hits("dairy soup"), "en")] == [practice.key]
    version = PracticeVersion.objects.get(practice=practice, act="published")
    assert version.record["steps"] == ["They asked the shop", "They cleaned the dairy", "They cooked"]
    assert acts() == ["contribution-begun", "contribution-sent", "contribution-checked", "contribution-accepted"]
    assert letters() == [
        ("contribution-arrived", "town@demo.test", "lv"),
        ("contribution-waits", "editor@demo.test", "en"),
        ("contribution-public", "town@demo.test", "lv"),
    ]
    assert "/lv/practices/vejupe-soup-in-the-old-dairy/" in Message.objects.get(kind="contribution-public").body


def _hits(query: str) -> Any:
    return queries.search(query, "en", among=queries.public_practices(with_demonstration=True)).hits


def test_it_comes_back_with_words_and_can_be_sent_again(vocabulary: None, cast: Cast, now: datetime) -> None:
    found = sent(cast, a_contribution(cast, now), now)

    services.return_contribution(
        actor=cast.actor("editor"), contribution=found, reason="What did it cost?", field="budget_eur", now=now
    )

    said = found.comments.get()
    assert (found.state, said.text, said.field, said.is_return) == (
        State.RETURNED,
        "What did it cost?",
        "budget_eur",
        True,
    )
    assert [one.pk for one in queries.waiting_on(cast.actor("town"), [])] == [found.pk]
    letter = Message.objects.get(kind="contribution-returned")
    assert "What did it cost?" in letter.body
    assert sent(cast, found, now).state == State.SENT


def test_a_second_person_decides(vocabulary: None, cast: Cast, now: datetime) -> None:
    found = sent(cast, a_contribution(cast, now), now)
    editor, office = cast.actor("editor"), cast.actor("coordinator")
    assert (
        refusal(services.accept_contribution, actor=office, contribution=found, now=now) == "not-waiting-for-decision"
    )
    services.check_contribution(actor=editor, contribution=found, now=now)

    assert refusal(services.accept_contribution, actor=editor, contribution=found, now=now) == "second-pair-of-eyes"
    assert (queries.waiting_on(editor, []), queries.waiting_on(office, [])) == ([], [found])
    assert (
        refusal(services.accept_contribution, actor=cast.actor("town"), contribution=found, now=now) == "editors-only"
    )
    assert Practice.objects.count() == 0


def test_what_is_not_complete_is_not_sent(vocabulary: None, cast: Cast, now: datetime) -> None:
    found, town = a_contribution(cast, now, steps=[]), cast.actor("town")
    send = {"actor": town, "contribution": found, "settles_names": False, "now": now}
    assert refusal(services.send_contribution, **send) == "not-complete"

    named = a_draft(participants="Anna Karlsone and her sister")
    services.save_contribution(actor=town, contribution=found, draft=named, place=None, seen=1, now=now)

    assert refusal(services.send_contribution, **send) == "names-unsettled"
    services.send_contribution(**{**send, "settles_names": True})
    assert (found.state, found.are_names_settled) == (State.SENT, True)


def test_two_colleagues_never_overwrite_each_other(vocabulary: None, cast: Cast, now: datetime) -> None:
    place = a_town(cast, "town", "colleague")
    found = a_contribution(cast, now, place=place)
    save = {"contribution": found, "place": place, "now": now}
    services.save_contribution(actor=cast.actor("town"), draft=a_draft(title="One"), seen=1, **save)

    late = refusal(
        services.save_contribution, actor=cast.actor("colleague"), draft=a_draft(title="Two"), seen=1, **save
    )

    found.refresh_from_db()
    assert (late, found.title, found.version) == ("changed-meanwhile", "One", 2)


def test_nobody_tells_in_the_name_of_a_town_they_do_not_speak_for(vocabulary: None, cast: Cast, now: datetime) -> None:
    place = a_town(cast, "town")
    begin = services.begin_contribution

    assert refusal(begin, actor=cast.actor("othertown"), draft={}, place=place, now=now) == "not-your-town"
    assert refusal(begin, actor=ANONYMOUS, draft={}, place=None, now=now) == "needs-account"
    assert Contribution.objects.count() == 0


def test_a_public_practice_is_changed_by_a_contribution_and_keeps_its_key_and_versions(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    place, later = a_town(cast, "town"), now + timedelta(days=9)
    practice = published(cast, a_contribution(cast, now, place=place), now)
    change = services.improve_practice(actor=cast.actor("town"), practice=practice, now=later)
    raced = refusal(services.improve_practice, actor=cast.actor("town"), practice=practice, now=later)
    services.save_contribution(
        actor=cast.actor("town"),
        contribution=change,
        draft=a_draft(title="Soup and songs", source_url=None),
        place=place,
        seen=1,
        now=later,
    )

    changed = published(cast, change, later)

    assert raced == "already-being-changed"
    assert (changed.pk, changed.key, changed.title) == (practice.pk, practice.key, "Soup and songs")
    assert changed.source_url == practice.source_url
    numbers = PracticeVersion.objects.filter(practice=practice).values_list("number", "record__title")
    assert list(numbers)[-2:] == [(1, "Soup in the old dairy"), (2, "Soup and songs")]


def test_a_practice_that_was_gathered_stays_so_when_the_office_mends_it(
    vocabulary: None, cast: Cast, office: Actor, now: datetime
) -> None:
    record = a_record(gathered_from="example.org", source_language="lv", steps=["They met", "They played"])
    services.import_practices(actor=office, records=[replace(record, summary=a_draft()["summary"])], now=now)
    practice = Practice.objects.get()

    change = services.improve_practice(actor=cast.actor("coordinator"), practice=practice, now=now)
    sent(cast, change, now, "coordinator")
    services.check_contribution(actor=cast.actor("editor"), contribution=change, now=now)
    changed = services.accept_contribution(actor=cast.actor("admin"), contribution=change, now=now)

    assert (changed.gathered_from, changed.source_language) == ("example.org", "lv")
    assert changed.source_url == record.source_url


def test_withdrawing_leaves_a_tombstone_and_tells_the_author(vocabulary: None, cast: Cast, now: datetime) -> None:
    found = a_contribution(cast, now)
    practice = published(cast, found, now)
    withdraw = {"practice": practice, "now": now}
    assert refusal(services.withdraw_practice, actor=cast.actor("othertown"), reason="No", **withdraw) == "not-yours"
    assert refusal(services.withdraw_practice, actor=cast.actor("town"), reason=" ", **withdraw) == "needs-reason"

    services.withdraw_practice(actor=cast.actor("town"), reason="The dairy burnt down.", **withdraw)

    found.refresh_from_db()
    assert (practice.withdrawn_at, practice.withdrawn_because) == (now, "The dairy burnt down.")
    assert found.state == State.WITHDRAWN
    assert not queries.public_practices(with_demonstration=True).exists()
    assert PracticeVersion.objects.filter(practice=practice).latest("number").act == "withdrawn"
    assert Message.objects.filter(kind="practice-withdrawn", to="town@demo.test").count() == 1
    assert Entry.objects.filter(act="practice-withdrawn", subject=f"practice:{practice.key}").exists()
    assert (
        refusal(services.withdraw_practice, actor=cast.actor("admin"), reason="Why", **withdraw) == "already-withdrawn"
    )


def test_a_file_that_ships_does_not_undo_what_a_town_changed(
    vocabulary: None, cast: Cast, office: Actor, now: datetime
) -> None:
    services.load_practices(actor=office, now=now)
    key = queries.shipped_records()[0].id
    practice = Practice.objects.get(key=key)
    change = services.improve_practice(actor=cast.actor("coordinator"), practice=practice, now=now)
    Contribution.objects.filter(pk=change.pk).update(draft={**change.draft, "title": "Our own title"})
    sent(cast, change, now, "coordinator")
    services.check_contribution(actor=cast.actor("editor"), contribution=change, now=now)
    services.accept_contribution(actor=cast.actor("admin"), contribution=change, now=now)

    saved = services.load_practices(actor=office, now=now)

    assert (saved.updated, Practice.objects.get(key=key).title) == (0, "Our own title")


def test_a_photo_is_kept_at_three_sizes_and_is_public_with_its_practice(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    found, town = a_contribution(cast, now), cast.actor("town")
    add = {"actor": town, "contribution": found, "credit": "", "now": now}
    photo = services.add_photo(upload=a_picture(), alt="", licence="", **add)
    other = services.add_photo(upload=a_picture(300, 200, "PNG"), alt="A pot", licence="CC0-1.0", **add)
    send = {"actor": town, "contribution": found, "settles_names": False, "now": now}
    assert refusal(services.send_contribution, **send) == "not-complete"
    assert ((photo.width, photo.height), len({photo.file, photo.large, photo.small})) == ((1600, 800), 3)
    assert other.file == other.large == other.small

    services.change_photo(
        actor=town, photo=photo, alt="A kitchen", licence="CC-BY-4.0", credit="Ilze", position=2, now=now
    )
    practice = published(cast, found, now)

    assert [(one.alt, one.licence) for one in queries.public_photos(practice)] == [
        ("A pot", "CC0-1.0"),
        ("A kitchen", "CC-BY-4.0"),
    ]
    assert [one["alt"] for one in PracticeVersion.objects.latest("pk").record["photos"]] == ["A pot", "A kitchen"]
    change = services.improve_practice(actor=town, practice=practice, now=now)
    services.remove_photo(actor=town, photo=queries.photos_of(change)[0], now=now)
    assert len(queries.public_photos(practice)) == 2
    published(cast, change, now)
    assert [one.alt for one in queries.public_photos(practice)] == ["A kitchen"]
    assert Photo.objects.filter(practice=practice).count() == 1


def test_the_files_of_a_photo_go_with_the_last_photo_that_shows_them(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    found, town = a_contribution(cast, now), cast.actor("town")
    add = {"actor": town, "contribution": found, "credit": "", "licence": "CC0-1.0", "now": now}
    services.add_photo(upload=a_picture(), alt="A pot", **add)
    wrong = services.add_photo(upload=a_picture(), alt="A face", **add)

    services.remove_photo(actor=town, photo=wrong, now=now)

    (kept,) = queries.photos_of(found)
    assert {row.ref for row in file_queries.files_of_owner(found.subject)} == {kept.file, kept.large, kept.small}
    practice = published(cast, found, now)
    change = services.improve_practice(actor=town, practice=practice, now=now)
    services.remove_photo(actor=town, photo=queries.photos_of(change)[0], now=now)
    assert len(file_queries.files_of_owner(found.subject)) == 3  # the public version shows it still


def test_of_an_erased_person_goes_what_they_wrote_for_themselves_alone(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    own, town = a_contribution(cast, now), cast.actor("town")
    services.add_photo(
        actor=town, contribution=own, upload=a_picture(), alt="I", licence="CC0-1.0", credit="Ilze", now=now
    )
    for_town = a_contribution(cast, now, place=a_town(cast, "town"), source_url="https://x.test/2")
    public = published(cast, a_contribution(cast, now, title="Other", source_url="https://x.test/3"), now)
    assert [one["text"]["title"] for one in gathered(cast)] == [*["Soup in the old dairy"] * 2, "Other"]

    erased = services.forget_drafts(actor=Actor.system("tests"), person=cast.town.ref, now=now)

    own.refresh_from_db()
    for_town.refresh_from_db()
    assert (erased, own.draft, own.state) == (1, {}, State.WITHDRAWN)
    assert (queries.photos_of(own), file_queries.files_of_owner(own.subject)) == ([], [])
    assert (for_town.draft["title"], for_town.state) == ("Soup in the old dairy", State.DRAFT)
    assert Practice.objects.get(pk=public.pk).title == "Other"
    assert Entry.objects.get(act="drafts-forgotten").data == {"count": 1}


def gathered(cast: Cast) -> list[dict[str, Any]]:
    event = PersonDataGathered(cast.town.ref, {})
    events.publish(event)
    return list(event.data["contributions"])


def test_what_may_be_the_same_is_found_among_the_public_and_on_the_way(
    vocabulary: None, cast: Cast, office: Actor, now: datetime
) -> None:
    same = a_record(id="same", title="Soup in an old dairy", source_url="https://example.org/a")
    source = a_record(id="source", title="Something else", source_url="https://www.example.org/soup/")
    services.import_practices(actor=office, records=[same, source, a_record(id="other")], now=now)
    found = a_contribution(cast, now, source_url="http://example.org/soup")
    other = a_contribution(
        cast, now, who="othertown", title="Songs in the dairy of Vējupe", source_url="https://x.test/1"
    )

    found = services.save_contribution(
        actor=cast.actor("town"), contribution=found, draft={}, place=None, seen=1, now=now
    )
    alike = queries.look_alikes_of(found)

    assert {(one.practice.key, str(one.ground)) for one in alike if one.practice} == {
        ("same", "same-title"),
        ("source", "same-source"),
    }
    assert [(one.contribution, str(one.ground)) for one in alike if one.contribution] == [(other, "same-place")]


def test_versions_are_kept_once_for_each_change(vocabulary: None, office: Actor, now: datetime) -> None:
    later = now + timedelta(days=1)
    services.import_practices(actor=office, records=[a_record(id="one"), a_record(id="two")], now=now)

    services.import_practices(actor=office, records=[a_record(id="one", title="New"), a_record(id="two")], now=later)

    kept = PracticeVersion.objects.order_by("practice__key", "number")
    assert list(kept.values_list("practice__key", "number", "act", "at", "record__title")) == [
        ("one", 1, "imported", now, "A village theatre"),
        ("one", 2, "imported", later, "New"),
        ("two", 1, "imported", now, "A village theatre"),
    ]

"""Stories written, sent, given back, published, withdrawn; their photos; and what is told to whom."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pearls.audit.models import Entry
from pearls.files import queries as file_queries
from pearls.files.models import StoredFile
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.news import queries, services
from pearls.news.models import Photo, Story
from pearls.news.rules import State
from pearls.people import queries as people_queries
from pearls.people import services as people_services
from tests.news.conftest import Newsroom, a_photo, telling

WEEK = timedelta(days=7)


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("kind", "to"))


def test_a_story_goes_from_its_pearl_through_the_office_to_everybody(room: Newsroom) -> None:
    story = room.story()
    assert (story.state, story.slug, story.made_by) == (State.DRAFT, story.ref, room.town.ref)

    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)

    story.refresh_from_db()
    assert (story.state, story.public_at, story.slug) == (State.PUBLIC, room.now, f"a-lake-{story.ref[:6]}")
    assert acts() == ["story-begun", "story-sent", "story-published"]
    assert sorted(letters()) == [
        ("story-published", "town@demo.test"),
        ("story-sent", "admin@demo.test"),
        ("story-sent", "coordinator@demo.test"),
    ]
    assert list(queries.public_stories(now=room.now)) == [story]


def test_a_story_comes_back_with_a_reason_and_is_sent_again(room: Newsroom) -> None:
    story = room.sent()

    services.return_story(actor=room.office, story=story, because="When was it?", now=room.now)

    assert (story.state, story.back_because) == (State.BACK, "When was it?")
    back = Message.objects.get(kind="story-returned")
    assert back.to == "town@demo.test"
    assert "When was it?" in back.body
    assert "When was it?" not in str(Entry.objects.get(act="story-returned").data)
    services.change_story(actor=room.town, story=story, telling=telling("A lake in May"), now=room.now)
    services.send_story(actor=room.town, story=story, now=room.now)
    assert (story.state, story.title) == (State.SENT, "A lake in May")


def test_the_office_publishes_its_news_itself_and_no_town_is_written_to(room: Newsroom) -> None:
    story = room.public("A call opens", place=None)

    assert (story.kind, story.state) == ("news", State.PUBLIC)
    assert letters() == []


def test_an_embargo_ends_by_itself(room: Newsroom) -> None:
    story = room.public(public_at=room.now + WEEK)

    assert list(queries.public_stories(now=room.now)) == []
    assert list(queries.public_stories(now=room.now + WEEK)) == [story]
    assert queries.story_to_read(room.cast.actor("othertown"), story.slug, now=room.now) is None
    assert queries.story_to_read(room.town, story.slug, now=room.now) == story
    assert queries.story_to_read(room.office, story.slug, now=room.now) == story


def test_only_a_pearl_tells_stories(room: Newsroom) -> None:
    with pytest.raises(NotAllowed) as refused:
        services.begin_story(actor=room.cast.actor("colleague"), telling=telling(), place=room.plain, now=room.now)
    assert refused.value.verdict.reason == "not-a-pearl"

    with pytest.raises(NotAllowed) as refused:
        services.begin_story(actor=room.cast.actor("othertown"), telling=telling(), place=room.pearl, now=room.now)
    assert refused.value.verdict.reason == "not-your-town"
    with pytest.raises(NotAllowed) as refused:
        services.begin_story(actor=room.town, telling=telling(), now=room.now)
    assert refused.value.verdict.reason == "not-the-office"


def test_a_story_that_changed_meanwhile_is_not_published_unseen(room: Newsroom) -> None:
    story = room.sent()
    seen = Story.objects.get(pk=story.pk)
    services.return_story(actor=room.office, story=story, because="No date.", now=room.now)

    with pytest.raises(NotAllowed) as refused:
        services.publish_story(actor=room.office, story=seen, now=room.now)

    assert refused.value.verdict.reason == "somebody-was-faster"


def test_the_office_corrects_what_is_public_and_cannot_empty_it(room: Newsroom) -> None:
    story = room.public()

    services.change_story(actor=room.office, story=story, telling=telling("A clear lake"), now=room.now + WEEK)

    assert (story.title, story.public_at, story.slug) == ("A clear lake", room.now, f"a-lake-{story.ref[:6]}")
    with pytest.raises(NotAllowed) as refused:
        services.change_story(actor=room.office, story=story, telling=telling(body=""), now=room.now)
    assert refused.value.verdict.reason == "story-unfinished"
    with pytest.raises(NotAllowed) as refused:
        services.change_story(actor=room.town, story=story, telling=telling(), now=room.now)
    assert refused.value.verdict.reason == "story-public"


def test_what_the_office_withdraws_nobody_reads_and_the_town_is_told(room: Newsroom) -> None:
    story = room.public()

    services.withdraw_story(actor=room.office, story=story, because="It names a child.", now=room.now)

    assert list(queries.public_stories(now=room.now)) == []
    assert "It names a child." in Message.objects.get(kind="story-withdrawn").body
    assert queries.story_to_read(room.cast.actor("othertown"), story.slug, now=room.now) is None


def test_a_town_withdraws_its_own_draft_without_a_letter(room: Newsroom) -> None:
    story = room.story()

    services.withdraw_story(actor=room.town, story=story, because="", now=room.now)

    assert story.state == State.WITHDRAWN
    assert letters() == []


def test_a_story_is_told_once_in_a_language_and_its_translations_know_each_other(room: Newsroom) -> None:
    story = room.public()
    latvian = services.begin_story(
        actor=room.town, telling=telling("Ezers", language="lv"), translation_of=story, now=room.now
    )
    finnish = services.begin_story(
        actor=room.town, telling=telling("Järvi", language="fi"), translation_of=latvian, now=room.now
    )
    assert (latvian.translation_of_id, finnish.translation_of_id) == (story.pk, story.pk)

    assert queries.told_as(story, now=room.now) == []
    services.send_story(actor=room.town, story=latvian, now=room.now)
    services.publish_story(actor=room.office, story=latvian, now=room.now)

    assert queries.told_as(story, now=room.now) == [latvian]
    assert queries.told_as(latvian, now=room.now) == [story]
    with pytest.raises(NotAllowed) as refused:
        services.begin_story(
            actor=room.town, telling=telling("Ežerai", language="lv"), translation_of=story, now=room.now
        )
    assert refused.value.verdict.reason == "language-taken"
    with pytest.raises(NotAllowed) as refused:
        services.change_story(actor=room.town, story=finnish, telling=telling(language="en"), now=room.now)
    assert refused.value.verdict.reason == "language-taken"


def add_photo(room: Newsroom, story: Story, **changes: object) -> Photo:
    given = {"upload": a_photo(), "alt": "A lake", "licence": "CC-BY-4.0", "credit": "Anna Ezere"} | changes
    return services.add_photo(actor=room.town, story=story, now=room.now, **given)  # type: ignore[arg-type]


def test_a_photo_is_kept_in_full_and_small(room: Newsroom) -> None:
    story = room.story()

    photo = add_photo(room, story)

    assert (photo.width, photo.height) == (1200, 675)
    sizes = []
    for is_small in (False, True):
        stored = queries.file_of(photo, is_small=is_small)
        assert stored is not None
        with Image.open(file_queries.path_of(stored.stored_as)) as picture:
            sizes.append(picture.size)
    assert sizes == [(1600, 900), (1200, 675)]
    assert acts()[-1] == "story-photo-added"


def test_a_photo_without_words_or_one_that_is_none_is_refused(room: Newsroom) -> None:
    story = room.story()

    with pytest.raises(NotAllowed) as refused:
        add_photo(room, story, alt=" ")
    assert refused.value.verdict.reason == "needs-alt"
    with pytest.raises(NotAllowed) as refused:
        add_photo(room, story, upload=SimpleUploadedFile("lake.jpg", b"<script>"))
    assert refused.value.verdict.reason == "file-not-what-it-says"
    assert not Photo.objects.exists()


def test_a_photo_is_seen_by_those_who_may_read_a_story_that_shows_it(room: Newsroom) -> None:
    story = room.story()
    photo, reader = add_photo(room, story), room.cast.actor("othertown")
    assert queries.photo_for(reader, photo.ref, now=room.now) is None
    assert queries.photo_for(room.town, photo.ref, now=room.now) == photo

    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)
    assert queries.photo_for(reader, photo.ref, now=room.now) == photo
    assert queries.press_photos(room.pearl, now=room.now) == [photo]

    services.remove_photo(actor=room.office, photo=photo, now=room.now)
    assert queries.photo_for(room.office, photo.ref, now=room.now) is None
    assert acts()[-2:] == ["files-removed", "story-photo-removed"]
    assert not StoredFile.objects.filter(ref__in={photo.file, photo.small}).exists()


def test_a_translation_shows_the_photos_of_its_original(room: Newsroom) -> None:
    story = room.story()
    photo = add_photo(room, story)
    latvian = services.begin_story(
        actor=room.town, telling=telling("Ezers", language="lv"), translation_of=story, now=room.now
    )

    assert queries.photos_of(latvian) == [photo]
    own = add_photo(room, latvian)
    assert queries.photos_of(latvian) == [own]


def test_an_erased_writer_is_named_nowhere_and_the_story_stays(room: Newsroom) -> None:
    story = room.public()
    assert people_queries.names_by_ref([story.made_by]) == {story.made_by: "Ilze Ozola"}

    people_services.erase_person(actor=room.town, person=room.cast.town, now=room.now)

    assert people_queries.names_by_ref([story.made_by]) == {}
    assert list(queries.public_stories(now=room.now)) == [story]
    assert not Message.objects.filter(to="town@demo.test").exists()

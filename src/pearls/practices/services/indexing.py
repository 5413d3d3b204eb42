"""Keep the index of the search as the practices are; part of whatever changes a practice."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, F

from pearls.audit import services as audit
from pearls.db.bulk import insert_many
from pearls.practices import queries
from pearls.practices.models import Concept, Meaning, Naming, Posting, Practice, Word
from pearls.practices.rules.search import meaning
from pearls.practices.rules.search.indexing import Text, points_of
from pearls.practices.services.translated import add_translations

READ = (
    *("pk", "language", "title", "summary", "outcomes", "transferability", "title_original"),
    *("title_original_language", "place_name", "organisation", "country", "participants", "steps", "why_it_worked"),
)
BATCH = 1_000
MOST_FILED, MOST_READ = 10_000, 150  # in one job: about 20 and 40 seconds


def index_practices(practices: Collection[int]) -> None:
    """File these practices (their rows) anew, in the transaction that changed them."""
    used = Posting.objects.filter(practice__in=practices).order_by().values_list("word")
    changes = {word: -number for word, number in used.annotate(number=Count("pk"))}
    Posting.objects.filter(practice__in=practices).delete()
    texts = _texts(practices)
    points = {practice: points_of(text) for practice, text in texts.items()}
    add_translations(points)
    ids = _words({word for words in points.values() for word in words})
    # In the order of the index that takes them: much faster, where the table is large.
    rows = sorted((ids[word], practice, number) for practice, words in points.items() for word, number in words.items())
    insert_many(Posting, ["word_id", "practice_id", "points"], rows)
    for word, _practice, _points in rows:
        changes[word] = changes.get(word, 0) + 1
    _count(changes)
    _keep_meanings(texts)


def complete_index() -> int:
    """Do what imports leave for later, as much as takes about a minute; gives how many practices that was.

    Practices of before the index was as it is now are filed, and texts that did not ship are read for their meaning.
    """
    late = list(queries.unindexed().order_by("pk").values_list("pk", flat=True)[:MOST_FILED])
    for start in range(0, len(late), BATCH):
        with transaction.atomic():
            audit.take_turn()  # imports change the same words
            index_practices(late[start : start + BATCH])
    wanted = queries.not_understood().order_by("practice").values_list("practice_id", flat=True)[:MOST_READ]
    return len(late) + sum(_understand(practice) for practice in wanted)


def _understand(practice: int) -> int:
    """Read one text for its meaning; one that changed meanwhile waits for the next time."""
    row = Practice.objects.filter(pk=practice).values_list("language", "title", "summary").first()
    if row is None:
        return 0
    language, title, summary = row
    text = meaning.text_of(title, summary)
    vectors = queries.meanings_of_texts([text], language)
    there = Meaning.objects.filter(practice=practice, digest=meaning.digest_of(text, language))
    return there.update(vector=vectors[0], is_known=True) if vectors else 0


def _texts(practices: Collection[int]) -> dict[int, Text]:
    schemes = dict(Concept.objects.values_list("pk", "scheme"))
    named: dict[int, dict[int, int]] = {practice: {} for practice in practices}
    rows = Naming.objects.filter(practice__in=practices).order_by("position")
    for practice, concept in rows.values_list("practice_id", "concept_id"):
        there = named[practice]
        there[concept] = sum(schemes[other] == schemes[concept] for other in there)
    return {row[0]: _text(row, named[row[0]]) for row in Practice.objects.filter(pk__in=practices).values_list(*READ)}


def _keep_meanings(texts: Mapping[int, Text]) -> None:
    """Note what each text is; its meaning is known at once where the text ships, else a job works it out."""
    digests = {practice: _digest(text) for practice, text in texts.items()}
    known = dict(Meaning.objects.filter(practice__in=texts).values_list("practice_id", "digest"))
    changed = {practice: digest for practice, digest in digests.items() if known.get(practice) != digest}
    Meaning.objects.filter(practice__in=[practice for practice in changed if practice in known]).delete()
    shipped = queries.shipped_meanings()
    rows = [(practice, digest, shipped.get(("practice", digest), b"")) for practice, digest in changed.items()]
    Meaning.objects.bulk_create(
        Meaning(practice_id=practice, digest=digest, vector=vector, is_known=bool(vector))
        for practice, digest, vector in rows
    )


def _digest(text: Text) -> str:
    return meaning.digest_of(meaning.text_of(text.title, text.summary), text.language)


def _text(row: tuple[Any, ...], concepts: Mapping[int, int]) -> Text:
    given = dict(zip(READ, row, strict=True))
    lists = [text for name in ("outcomes", "steps") if isinstance(given[name], list) for text in given[name]]
    others = [str(given[name]) for name in ("transferability", "participants", "why_it_worked")]
    return Text(
        language=str(given["language"]),
        title=str(given["title"]),
        summary=str(given["summary"]),
        more=(*lists, *others),
        title_original=str(given["title_original"]),
        title_original_language=str(given["title_original_language"]),
        names=(str(given["place_name"]), str(given["organisation"])),
        country=str(given["country"]),
        concepts=concepts,
    )


def _words(texts: Iterable[str]) -> dict[str, int]:
    """The rows of these words, made where they are not there."""
    wanted = sorted(texts)
    known = _known(wanted)
    insert_many(Word, ["text"], [(text,) for text in wanted if text not in known])
    return known if len(known) == len(wanted) else _known(wanted)


def _known(wanted: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        found |= dict(Word.objects.filter(text__in=wanted[start : start + BATCH]).values_list("text", "pk"))
    return found


def _count(changes: Mapping[int, int]) -> None:
    """How many practices use a word is kept by what changes: counting anew takes longer with every practice."""
    by_change: dict[int, list[int]] = {}
    for word, change in changes.items():
        by_change.setdefault(change, []).append(word)
    for change, words in sorted(by_change.items()):
        for start in range(0, len(words) if change else 0, BATCH):
            Word.objects.filter(pk__in=sorted(words)[start : start + BATCH]).update(count=F("count") + change)

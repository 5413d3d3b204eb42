"""The index of the search: which practice uses which word, in plain tables, so that every database finds the same.

A full-text index of the database (FTS5, tsvector) would find other words in other orders; see decisions/0014.
"""

from django.db import models


class Word(models.Model):
    """A word as search files it, without ending and marks. `count`: how many practices use it."""

    text = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """That a practice uses a word; `points` says how often and where, a title counting more than a summary."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="postings", db_index=False)
    practice = models.ForeignKey("pearls_practices.Practice", on_delete=models.CASCADE, related_name="postings")
    points = models.PositiveSmallIntegerField()

    class Meta:
        # Read whole from the index, without looking up the rows.
        indexes = (models.Index(fields=("word", "practice", "points"), name="posting_of_word"),)

    def __str__(self) -> str:
        return f"{self.word_id}/{self.practice_id}"


class Meaning(models.Model):
    """That a practice is in the index, and what it means: a vector, empty until a job has worked it out.

    `digest` says of which text, so that a practice whose text stays keeps its vector.
    """

    practice = models.OneToOneField(
        "pearls_practices.Practice", primary_key=True, on_delete=models.CASCADE, related_name="meaning"
    )
    digest = models.CharField(max_length=16)
    vector = models.BinaryField(default=b"")
    is_known = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("practice",), name="meaning_to_work_out", condition=models.Q(is_known=False)),)

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.digest}"

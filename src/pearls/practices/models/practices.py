"""Practices, the vocabulary that describes them, and which concept a practice names."""

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import TranslatedField
from pearls.kernel.clock import utc_now
from pearls.practices.rules import EVIDENCE


class Concept(models.Model):
    """A concept of the vocabulary (SKOS): one label for each language, and others by which it is found too."""

    scheme = models.CharField(max_length=40)
    key = models.SlugField(max_length=80)
    labels = TranslatedField()
    synonyms = models.JSONField(default=dict)  # {language: [other label, …]}
    broader = models.ForeignKey(
        "pearls_practices.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="narrower"
    )
    position = models.PositiveIntegerField(default=0)  # the vocabulary's own order
    changed_at = models.DateTimeField(default=utc_now)  # search reads the vocabulary anew when one has changed
    edited_at = models.DateTimeField(null=True, blank=True)  # by the office: what ships no longer overwrites it
    deprecated_at = models.DateTimeField(null=True, blank=True)  # stays on old practices, is given to no new one
    replaced_by = models.ForeignKey(  # where a search for it leads
        "pearls_practices.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("scheme", "key"), name="practices_concept_once"),)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.key}"


class Practice(models.Model):
    """Something that worked in a place, told so that another place can use it. Null and empty are "not published".

    Its texts are in `language`, whatever its country; `source_language` is the language of the page it was read on.
    """

    key = models.SlugField(max_length=80, unique=True)
    language = models.CharField(max_length=3, default="en")
    title = models.CharField(max_length=300)
    title_original = models.CharField(max_length=300, blank=True)
    title_original_language = models.CharField(max_length=3, blank=True)
    summary = models.TextField()
    participants = models.TextField(blank=True)  # who took part
    steps = models.JSONField(default=list)  # what was done, step by step
    outcomes = models.JSONField(default=list)
    evidence = models.TextField(blank=True)  # how it is known what came of it
    evidence_strength = models.CharField(max_length=20, blank=True)  # a code of `rules.EVIDENCE`
    why_it_worked = models.TextField(blank=True)
    what_failed = models.TextField(blank=True)
    transferability = models.TextField(blank=True)
    for_smaller_towns = models.TextField(blank=True)  # what to change there
    country = models.CharField(max_length=2, db_index=True)
    place_name = models.CharField(max_length=300, blank=True)  # as published
    place = models.ForeignKey(  # which place of ours that is; found at each load, never typed
        "pearls_places.Place", null=True, blank=True, on_delete=models.SET_NULL, related_name="practices"
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    budget_euros = models.PositiveBigIntegerField(null=True, blank=True)  # whole euros, as published
    hours = models.PositiveIntegerField(null=True, blank=True)  # of work, paid or not
    funding = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=300)
    source_language = models.CharField(max_length=3, blank=True)
    gathered_from = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # the last change of anything that others read
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its page says so; others are told that it is gone
    withdrawn_because = models.TextField(blank=True)
    concepts = models.ManyToManyField(Concept, through="pearls_practices.Naming", related_name="practices")

    class Meta:
        indexes = (
            models.Index(fields=("-start_year", "title"), name="practice_newest"),
            models.Index(fields=("changed_at", "id"), name="practice_changed"),  # harvesters go along it
        )
        constraints = (one_of("evidence_strength", ("", *EVIDENCE), name="practice_evidence_strength"),)

    def __str__(self) -> str:
        return self.key


class Naming(models.Model):
    """That a practice names a concept, at which place in its record."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="namings")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="namings")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("practice", "concept"), name="practices_naming_once"),)

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.concept_id}"

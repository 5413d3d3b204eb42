"""Editions of a title: their rules, their dates and what became of their applicants."""

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import TranslatedField
from pearls.programme.models.programmes import Programme
from pearls.programme.rules.office import EditionState, Outcome, RulesState, VersionKind


class Edition(models.Model):
    """One round of the title, from its call to its title year. Counts are the published ones; null is not published."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    key = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    label = TranslatedField()
    title_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, default=EditionState.DRAFT.value)
    is_history = models.BooleanField(default=False)  # run elsewhere; known from its sources alone
    is_demonstration = models.BooleanField(default=False)
    rules_version = models.ForeignKey("RulesVersion", on_delete=models.PROTECT, null=True, related_name="+")
    # Out of the rules in force, so that lists and jobs need not read the document.
    call_opens_at = models.DateTimeField(null=True)
    call_closes_at = models.DateTimeField(null=True)

    applied_count = models.PositiveIntegerField(null=True)
    admitted_count = models.PositiveIntegerField(null=True)
    final_pool_count = models.PositiveIntegerField(null=True)
    titles_planned_count = models.PositiveIntegerField(null=True)
    titles_count = models.PositiveIntegerField(null=True)
    counts_sources = models.JSONField(default=list)
    titles_rule = TranslatedField()  # the rule for titles in one sentence, as it was published
    unnamed_count = models.PositiveIntegerField(null=True)
    unnamed_note = TranslatedField()
    dropped_count = models.PositiveIntegerField(null=True)
    dropped_note = TranslatedField()
    note = TranslatedField()
    sources = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-title_year", "key"]
        constraints = [one_of("state", EditionState, name="edition_state")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_public(self) -> bool:
        return self.state != EditionState.DRAFT

    @property
    def awaits_candidates(self) -> bool:
        """Whether applicants may be public while nobody is admitted or turned down yet."""
        return not self.is_history and self.admitted_count is None

    @property
    def rules_state(self) -> RulesState:
        """The values that decide whether the rules may be written; reads `rules_version`."""
        return RulesState(
            is_history=self.is_history,
            frozen_at=self.rules_version.frozen_at if self.rules_version else None,
            opens_at=self.call_opens_at,
            is_published=self.is_public,
        )


class RulesVersion(models.Model):
    """An edition's rules document as it stood. Once frozen it never changes: an amendment is a new version.

    `decided_on` and `effective_at` are null where they were not published.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rules_versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, default=VersionKind.ORIGINAL.value)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = TranslatedField()
    decided_on = models.DateField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    sources = models.JSONField(default=list)
    frozen_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            one_of("kind", VersionKind, name="rules_version_kind"),
            models.UniqueConstraint(fields=["edition", "number"], name="rules_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"

    @property
    def is_amendment(self) -> bool:
        return self.kind == VersionKind.AMENDMENT


class Entry(models.Model):
    """One applicant in an edition's public record. Texts are our short summaries; {} is not published."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    place = models.ForeignKey(
        "pearls_places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    outcome = models.CharField(max_length=20)
    stage_reached = models.CharField(max_length=60, blank=True)
    challenge = TranslatedField()
    theme = TranslatedField()
    population = models.PositiveIntegerField(null=True)
    population_note = TranslatedField()
    population_source = models.URLField(max_length=500, blank=True)
    note = TranslatedField()
    details = models.JSONField(default=dict)  # further published facts, by name
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["country", "name"]
        verbose_name_plural = "entries"
        constraints = [
            one_of("outcome", Outcome, name="entry_outcome"),
            models.UniqueConstraint(
                fields=["edition", "place"], condition=models.Q(place__isnull=False), name="entry_place_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ceremony(models.Model):
    """An award ceremony. `date` is as published: a day, an interval, or empty for not published."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="ceremonies")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="ceremonies")
    date = models.CharField(max_length=40, blank=True)
    event = TranslatedField()
    note = TranslatedField()
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["edition", "date", "id"]
        verbose_name_plural = "ceremonies"
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="ceremony_place_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.place_id}"


class TimelineStep(models.Model):
    """One published date of an edition; never more exact than its source (see `rules.published_dates`)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="timeline")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=60)
    date = models.CharField(max_length=40, blank=True)
    planned_date = models.CharField(max_length=40, blank=True)
    precision_note = TranslatedField()
    zone_name = models.CharField(max_length=60, blank=True)  # as the source writes it
    zone_note = TranslatedField()
    note = TranslatedField()
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "step"], name="timeline_step_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.step}"

"""A programme that gives a title, and the organisations behind it."""

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import TranslatedField
from pearls.programme.rules.office import PartnerRole


class Programme(models.Model):
    """A title programme. Its facts are kept as they were gathered, each part with its sources."""

    key = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    title_name = TranslatedField()  # what one holder of the title is called
    facts = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    loaded_sha256 = models.CharField(max_length=64, blank=True)  # of the fact files it was loaded from

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="programme_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Partner(models.Model):
    """An organisation of the programme's partnership. Money is in euro cents; null is not published."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="partners")
    key = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField()
    name = TranslatedField()
    role = models.CharField(max_length=20)
    kind = TranslatedField()
    country = models.CharField(max_length=2)
    place = models.ForeignKey(
        "pearls_places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="partners"
    )
    tasks = models.JSONField(default=list)  # [{"en": "…", "lv": "…"}]
    budget_total_cents = models.BigIntegerField(null=True)
    budget_programme_cents = models.BigIntegerField(null=True)
    budget_own_cents = models.BigIntegerField(null=True)
    note = TranslatedField()
    sources = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            one_of("role", PartnerRole, name="partner_role"),
            models.UniqueConstraint(fields=["programme", "number"], name="partner_number"),
            models.CheckConstraint(
                condition=models.Q(budget_total_cents__isnull=True)
                | models.Q(
                    budget_total_cents=models.F("budget_programme_cents") + models.F("budget_own_cents"),
                ),
                name="partner_budget_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PartnerName(models.Model):
    """Another name of a partner, with the time it was used where that is known (a year, a month or a day)."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="other_names")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8, blank=True)
    used_from = models.CharField(max_length=10, blank=True)
    used_until = models.CharField(max_length=10, blank=True)
    note = TranslatedField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partner", "text"], name="partner_name_once")]

    def __str__(self) -> str:
        return self.text

"""Every human word of the programme: roles, states, steps, reasons, and the Guide for Applicants."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.kernel.actor import Role
from pearls.programme.labels.acts import ACTS as ACTS
from pearls.programme.labels.acts import SUBJECTS as SUBJECTS
from pearls.programme.labels.contact import CONTACT_REASONS
from pearls.programme.labels.contact import MESSAGE_HANDED_ON as MESSAGE_HANDED_ON
from pearls.programme.rules import ApplicantKind, ChangeKind, DecidingBody, Exclusion, Phase, Stage, Step
from pearls.programme.rules.office import EditionState, VersionKind

ROLES: dict[str, Promise] = {
    Role.COORDINATOR: _("Coordinator"),
    Role.COMMITTEE: _("Committee member"),
    Role.JURY: _("Juror"),
    Role.CHAIR: _("Chair"),
    Role.MENTOR: _("Mentor"),
    Role.EDITOR: _("Editor"),
    Role.FINANCE: _("Finance officer"),
    Role.PARTNER: _("Partner"),
    Role.ADMIN: _("Administrator"),
}

EDITION_STATES: dict[str, Promise] = {
    EditionState.DRAFT: _("Being set up"),
    EditionState.PUBLISHED: _("Public"),
    EditionState.UNCONFIRMED: _("Not confirmed"),
}

EDITION_TONES: dict[str, str] = {
    EditionState.DRAFT: "warn",
    EditionState.PUBLISHED: "good",
    EditionState.UNCONFIRMED: "neutral",
}

PHASES: dict[str, Promise] = {
    Phase.NOT_SCHEDULED: _("Without dates"),
    Phase.ANNOUNCED: _("The call has not opened"),
    Phase.CALL_OPEN: _("The call is open"),
    Phase.PRESELECTION: _("Pre-selection"),
    Phase.PLANS: _("Candidates write their plans"),
    Phase.JURY: _("The jury decides"),
    Phase.TITLE_YEAR: _("Title year"),
    Phase.OVER: _("Over"),
}

STEPS: dict[str, Promise] = {
    Step.CALL_OPENS: _("The call opens"),
    Step.CALL_CLOSES: _("Deadline for applications"),
    Step.APPLICANTS_PUBLISHED: _("The applicants are published"),
    Step.PRESELECTION_SCORES_DUE: _("Deadline for the scores of the pre-selection"),
    Step.PRESELECTION_RESULT: _("The candidates are published"),
    Step.PLAN_DUE: _("Deadline for the action plans"),
    Step.JURY_SCORES_DUE: _("Deadline for the scores of the jury"),
    Step.JURY_MEETS: _("The jury meets"),
    Step.RESULT_PUBLISHED: _("The result is published"),
}

STAGES: dict[str, Promise] = {
    Stage.PRESELECTION: _("Pre-selection"),
    Stage.FINAL: _("Final selection"),
}

BODIES: dict[str, Promise] = {
    DecidingBody.ELIGIBILITY: _("decides who is eligible"),
    DecidingBody.PRESELECTION: _("chooses the candidates"),
    DecidingBody.FINAL: _("awards the titles"),
}

KINDS: dict[str, Promise] = {
    ApplicantKind.MUNICIPALITY: _("Municipalities, towns and cities"),
    ApplicantKind.SETTLEMENT: _("Settlements, through the municipality that answers for them"),
    ApplicantKind.REGION: _("Regions"),
}

EXCLUSIONS: dict[str, Promise] = {
    Exclusion.CAPITAL: _("capital"),
    Exclusion.PARTNER: _("partner of the programme"),
    Exclusion.OTHER: _("left out by name"),
}

VERSIONS: dict[str, Promise] = {
    VersionKind.ORIGINAL: _("Original rules"),
    VersionKind.AMENDMENT: _("Amendment"),
}

CHANGES: dict[str, Promise] = {
    ChangeKind.ADDED: _("added"),
    ChangeKind.REMOVED: _("removed"),
    ChangeKind.CHANGED: _("changed"),
}

NOT_PUBLISHED = _("not published")

REASONS: dict[str, Promise] = {
    **CONTACT_REASONS,
    "not-the-office": _("Only the programme office does this."),
    "needs-admin": _("Only an administrator gives or takes the roles of the office."),
    "role-needs-edition": _("Jurors and chairs are named for one edition."),
    "role-already-ended": _("This role has been ended already."),
    "own-admin-role": _("Nobody takes the administrator's role from themselves."),
    "edition-is-history": _("This edition was run elsewhere; its rules and its record stay as they were published."),
    "edition-exists": _("There is an edition with this key already."),
    "edition-without-rules": _("This edition has no rules yet."),
    "edition-already-published": _("This edition is public already."),
    "rules-frozen": _("The call has opened: the rules change only by an amendment with a reason."),
    "rules-not-frozen": _("The call has not opened: the rules can still be edited, without an amendment."),
    "rules-not-ready": _("Some dates lack an exact time, so the call could not run."),
    "rules-changed-meanwhile": _(
        "Somebody saved other rules in the meantime. Your text is still here; compare it with theirs before saving."
    ),
    "amendment-needs-reason": _("An amendment needs a reason that everybody can read."),
    "amendment-changes-nothing": _("This text changes no rule."),
    "not-a-demonstration": _("Only the dates of demonstrations are moved."),
    # Who may apply; the page says it in a sentence of its own, lists say it in short.
    "eligible": _("May apply"),
    "eligible-through-parent": _("May apply through the municipality that answers for it"),
    "outside-country": _("The country does not take part"),
    "excluded-capital": _("Capitals are left out"),
    "excluded-partner": _("Partners of the programme do not apply"),
    "excluded-place": _("The rules leave this place out by name"),
    "kind-not-admitted": _("Applicants of this kind are not admitted"),
    "needs-office": _("The place was entered by hand; the office decides"),
    "needs-district": _("It depends on the district"),
    "outside-area": _("The place lies outside the area that takes part"),
    "former-pearl": _("The place has held the title already"),
    "applied-too-often": _("The place has applied as often as the rules allow"),
}

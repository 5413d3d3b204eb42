"""The office sets editions up: list, start, desk, publication, roles."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.actor import Role
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.programme import labels, queries, services
from pearls.programme.forms import EditionStartForm, GrantForm
from pearls.programme.models import Edition, RoleGrant
from pearls.programme.rules import DecidingBody, EditionRules, RulesError, Step, phase, what_is_missing_to_open
from pearls.programme.rules.office import EditionState, may_edit_rules
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of


@office
@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition with where it stands, the newest title year first."""
    now = utc_now()
    page: Page[Edition] = page_of(request, queries.editions_for(actor_of(request)))
    rows = []
    for edition in page.object_list:
        rules = queries.rules_of(edition)
        rows.append(
            {
                "edition": edition,
                "state": labels.EDITION_STATES[edition.state],
                "tone": labels.EDITION_TONES[edition.state],
                "phase": _phase_of(edition, rules, now),
                "zone": rules.dates.zone if rules else "UTC",
                "closes": rules.dates.moment(Step.CALL_CLOSES) if rules else None,
            }
        )
    return render(request, "programme/edition_list.html", {"page": page, "rows": rows})


def _phase_of(edition: Edition, rules: EditionRules | None, now: datetime) -> str:
    """Where the edition stands, in words; a draft stands nowhere yet, whatever its dates say."""
    if rules is None or edition.state == EditionState.DRAFT:
        return ""
    return str(labels.PHASES[phase(rules.dates, now, title_year=edition.title_year)])


@office
@require_http_methods(["GET", "POST"])
def edition_start(request: HttpRequest) -> HttpResponse:
    """A new edition as a copy of an earlier one."""
    actor = actor_of(request)
    sources = queries.editions_for(actor).filter(rules_version__isnull=False)
    last = queries.last_edition_with_rules()
    initial = {"source": last.key if last else "", "title_year": (last.title_year or 0) + 1 if last else None}
    form = EditionStartForm(request.POST or None, sources=sources, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edition = services.start_edition(
                actor=actor,
                source=given["source"],
                key=given["key"],
                name={"en": given["name_en"], "lv": given["name_lv"]},
                title_year=given["title_year"],
                is_demonstration=given["is_demonstration"],
                now=utc_now(),
            )
        except NotAllowed as refusal:
            form.add_error("key", str(labels.REASONS[refusal.verdict.reason]))
        except RulesError as error:
            form.add_error("source", str(error))
        else:
            messages.success(request, _("The edition is set up. Only the office sees it until you publish it."))
            return redirect("programme:edition-desk", edition.key)
    return render(request, "programme/edition_start.html", {"form": form})


@office
@require_safe
def edition_desk(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition: its dates in its zone, who decides, its rules through time, and what is still missing."""
    now = utc_now()
    found = queries.edition_for(actor_of(request), edition)
    rules = queries.rules_of(found)
    may_edit = may_edit_rules(state=found.rules_state, now=now)
    context: dict[str, Any] = {
        "edition": found,
        "state": labels.EDITION_STATES[found.state],
        "tone": labels.EDITION_TONES[found.state],
        "rules": rules,
        "versions": _versions(found),
        "may_edit": may_edit,
        "may_edit_reason": labels.REASONS.get(may_edit.reason, ""),
        "is_draft": found.state == EditionState.DRAFT,
        "is_amendable": may_edit.reason == "rules-frozen",
    }
    if rules is not None:
        context |= _standing(rules, found, now)
    return render(request, "programme/edition_desk.html", context)


def _standing(rules: EditionRules, edition: Edition, now: datetime) -> dict[str, Any]:
    return {
        "zone": rules.dates.zone,
        "phase": _phase_of(edition, rules, now),
        "steps": [(labels.STEPS[step], rules.dates.moment(step)) for step in Step],
        "bodies": [(labels.BODIES[body], rules.bodies.get(body)) for body in DecidingBody],
        "missing": [labels.STEPS[step] for step in what_is_missing_to_open(rules.dates)],
        "is_scorable": rules.final.is_scorable and (rules.preselection is None or rules.preselection.is_scorable),
    }


def _versions(edition: Edition) -> list[dict[str, Any]]:
    return [{"version": version, "kind": labels.VERSIONS[version.kind]} for version in queries.rules_history(edition)]


@office
@require_POST
def edition_publish(request: HttpRequest, edition: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.edition_for(actor, edition)
    try:
        services.publish_edition(actor=actor, edition=found, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, str(labels.REASONS[refusal.verdict.reason]))
    except RulesError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The edition, its rules and its guide are public."))
    return redirect("programme:edition-desk", found.key)


@office
@require_http_methods(["GET", "POST"])
def role_list(request: HttpRequest, edition: str = "") -> HttpResponse:
    """Who holds which role, for one edition or for all of them; roles are given here."""
    actor = actor_of(request)
    found = queries.edition_for(actor, edition) if edition else None
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _grant(request, form, found):
        return redirect(request.path)
    page: Page[RoleGrant] = page_of(request, queries.roles_in(found))
    rows = [(grant, labels.ROLES[grant.role]) for grant in page.object_list]
    context = {"edition": found, "form": form, "page": page, "rows": rows}
    return render(request, "programme/role_list.html", context)


def _grant(request: HttpRequest, form: GrantForm, edition: Edition | None) -> bool:
    """Give the role that the form names; what is wrong stands in the form."""
    person = people_queries.person_by_email(form.cleaned_data["email"])
    if person is None:
        form.add_error("email", _("Nobody with an account has this address."))
        return False
    role = Role(form.cleaned_data["role"])
    try:
        services.grant_role(actor=actor_of(request), person=person, role=role, edition=edition, now=utc_now())
    except NotAllowed as refusal:
        form.add_error("role", str(labels.REASONS[refusal.verdict.reason]))
        return False
    messages.success(
        request, _("%(name)s now has the role: %(role)s.") % {"name": str(person), "role": labels.ROLES[role]}
    )
    return True


@office
@require_POST
def role_end(request: HttpRequest, ref: str) -> HttpResponse:
    actor = actor_of(request)
    grant: RoleGrant = queries.grant_for(actor, ref)
    try:
        services.end_role(actor=actor, grant=grant, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, str(labels.REASONS[refusal.verdict.reason]))
    else:
        messages.success(request, _("The role has been ended."))
    if grant.edition:
        return redirect("programme:edition-roles", grant.edition.key)
    return redirect("programme:roles")

"""Writing an edition's rules: as text or field by field, always with a look at what changes before it is saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.programme import labels, queries, services
from pearls.programme.forms import (
    AmendmentForm,
    ApplicantsPart,
    DatesPart,
    DecidingPart,
    RulesPart,
    RulesTextForm,
)
from pearls.programme.models import Edition
from pearls.programme.rules import Change, EditionRules, RulesError, changes_between
from pearls.web.downloads import attachment
from pearls.web.formats import current_language, joined
from pearls.web.gates import actor_of, office


@office
@require_http_methods(["GET", "POST"])
def rules_edit(request: HttpRequest, edition: str) -> HttpResponse:
    """The rules as text: write, look at what changes, save; frozen rules take an amendment instead."""
    found = queries.edition_for(actor_of(request), edition)
    is_amendment = found.rules_state.is_frozen(utc_now())
    make = AmendmentForm if is_amendment else RulesTextForm
    if request.method != "POST":
        return _editor(request, found, make(initial=_initial(found)), is_amendment)
    form = make(request.POST)
    action = request.POST.get("action", "preview")
    if not form.is_valid() or action == "edit":
        return _editor(request, found, form, is_amendment)
    try:
        new = queries.checked_rules(form.cleaned_data["text"])
        if action == "save":
            _save(request, found, form)
            messages.success(request, _("The rules are saved."))
            return redirect("programme:edition-desk", found.key)
    except RulesError as error:
        form.add_error("text", _words_of(error))
        return _editor(request, found, form, is_amendment)
    except NotAllowed as refusal:
        form.add_error("text", str(labels.REASONS[refusal.verdict.reason]))
        return _editor(request, found, form, is_amendment)
    return _preview(request, found, form, new)


@office
@require_http_methods(["GET", "POST"])
def rules_dates(request: HttpRequest, edition: str) -> HttpResponse:
    """The dates, field by field."""
    return _part(request, edition, DatesPart, "programme/rules_dates.html")


@office
@require_http_methods(["GET", "POST"])
def rules_applicants(request: HttpRequest, edition: str) -> HttpResponse:
    """Who may apply, field by field."""

    def make(data: Any, *, rules: EditionRules, base_sha256: str) -> RulesPart:
        names = queries.place_names(item.place for item in rules.eligibility.excluded)
        return ApplicantsPart(data, rules=rules, base_sha256=base_sha256, place_names=names)

    return _part(request, edition, make, "programme/rules_applicants.html")


@office
@require_http_methods(["GET", "POST"])
def rules_deciding(request: HttpRequest, edition: str) -> HttpResponse:
    """Who decides and by what, field by field."""
    return _part(request, edition, DecidingPart, "programme/rules_deciding.html")


def _part(request: HttpRequest, key: str, make: Callable[..., RulesPart], template: str) -> HttpResponse:
    """One part of the rules; what its form says goes through the same look as the text before it is saved."""
    found = queries.edition_for(actor_of(request), key)
    rules = queries.rules_of(found)
    if rules is None or found.rules_version is None:
        return redirect("programme:edition-desk", found.key)
    form = make(request.POST or None, rules=rules, base_sha256=found.rules_version.sha256)
    is_amendment = found.rules_state.is_frozen(utc_now())
    if request.method == "POST" and form.is_valid():
        text = form.text()
        values = {"text": text, "base_sha256": form.cleaned_data["base_sha256"]}
        try:
            new = queries.checked_rules(text)
        except RulesError as error:
            form.add_error(form.field_of(error.key), _words_of(error))
        else:
            if is_amendment:  # the reason is asked for beside the text
                return _editor(request, found, AmendmentForm(initial=values), is_amendment)
            return _preview(request, found, _bound(RulesTextForm, values), new)
    context = {"edition": found, "form": form, "is_amendment": is_amendment}
    return render(request, template, context, status=422 if form.is_bound else 200)


@office
@require_safe
def rules_download(request: HttpRequest, edition: str) -> HttpResponse:
    """The rules in force as a file, as `pearls rank` reads it."""
    found = queries.edition_for(actor_of(request), edition)
    text = found.rules_version.text if found.rules_version else ""
    return attachment(text.encode(), f"rules-{found.key}.toml", "application/toml")


def _bound(make: Callable[..., RulesTextForm], values: dict[str, Any]) -> RulesTextForm:
    form = make(values)
    form.is_valid()
    return form


def _initial(edition: Edition) -> dict[str, str]:
    version = edition.rules_version
    return {"text": version.text, "base_sha256": version.sha256} if version else {}


def _editor(request: HttpRequest, edition: Edition, form: RulesTextForm, is_amendment: bool) -> HttpResponse:
    context = {"edition": edition, "form": form, "is_amendment": is_amendment, "is_history": edition.is_history}
    return render(request, "programme/rules_edit.html", context)


def _preview(request: HttpRequest, edition: Edition, form: RulesTextForm, new: EditionRules) -> HttpResponse:
    old = queries.rules_of(edition)
    changes = changes_between(old, new) if old else ()
    context = {
        "edition": edition,
        "form": form,
        "changes": [_shown(change) for change in changes],
        "is_amendment": isinstance(form, AmendmentForm),
        "is_still_open": not edition.is_history,
    }
    return render(request, "programme/rules_preview.html", context)


def _save(request: HttpRequest, edition: Edition, form: RulesTextForm) -> None:
    given = form.cleaned_data
    values = {"actor": actor_of(request), "edition": edition, "text": given["text"], "now": utc_now()}
    if isinstance(form, AmendmentForm):
        services.amend_rules(
            **values, base_sha256=given["base_sha256"], reason=form.reason, decided_on=given["decided_on"]
        )
    else:
        services.save_rules(**values, base_sha256=given["base_sha256"])


def _shown(change: Change) -> dict[str, str]:
    return {
        "key": change.key,
        "kind": str(labels.CHANGES[change.kind]),
        "before": _value(change.before),
        "after": _value(change.after),
    }


def _value(value: Any) -> str:
    """A rule's value as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return joined([str(item) for item in value], current_language())
    return str(value)


def _words_of(error: RulesError) -> str:
    values = {"key": error.key, "expected": error.expected, "got": error.got, "line": error.line}
    if error.line is None:
        return _("%(key)s: expected %(expected)s, got %(got)s") % values
    return _("Line %(line)d, %(key)s: expected %(expected)s, got %(got)s") % values

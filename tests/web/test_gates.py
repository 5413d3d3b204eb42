"""Who may knock where."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from pearls.kernel.actor import ANONYMOUS, Actor, ActorKind, Grant, Role
from pearls.web.gates import gate_of, office, public, signed_in

TOWN = Actor(kind=ActorKind.PERSON, ref="town", person_id=1)
COORDINATOR = Actor(kind=ActorKind.PERSON, ref="office", person_id=2, grants=frozenset({Grant(Role.COORDINATOR)}))


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def asked(actor: Actor | None, method: str = "GET", **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/en/plans/?a=1", headers=headers)
    if actor is not None:
        request.actor = actor  # type: ignore[attr-defined]
    return request


def test_a_public_page_is_open_to_everybody() -> None:
    assert public(view)(asked(ANONYMOUS)).content == b"inside"


def test_a_page_for_people_with_an_account_leads_others_to_sign_in_and_back() -> None:
    gate = signed_in(view)

    assert gate(asked(TOWN)).content == b"inside"
    assert gate(asked(ANONYMOUS)).headers["Location"].endswith("/sign-in/?next=/en/plans/%3Fa%3D1")
    assert gate(asked(None)).status_code == 302


def test_a_form_of_somebody_signed_out_does_not_lead_back_to_an_address_that_only_takes_forms() -> None:
    assert "/plans/" not in signed_in(view)(asked(ANONYMOUS, "POST")).headers["Location"]


def test_htmx_is_told_to_go_to_the_sign_in_page_as_a_whole() -> None:
    response = signed_in(view)(asked(ANONYMOUS, **{"HX-Request": "true"}))

    assert response.status_code == 204
    assert response.headers["HX-Redirect"].endswith("/sign-in/")


def test_the_office_is_not_there_for_other_people() -> None:
    gate = office(view)

    assert gate(asked(COORDINATOR)).content == b"inside"
    assert gate(asked(ANONYMOUS)).status_code == 302
    with pytest.raises(Http404):
        gate(asked(TOWN))


def test_each_gate_says_its_name_and_a_view_without_one_says_nothing() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert gate_of(bare) == ""
    assert [gate_of(gate(lambda request: HttpResponse())) for gate in (public, signed_in, office)] == [
        "public",
        "signed_in",
        "office",
    ]

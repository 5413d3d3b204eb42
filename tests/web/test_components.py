"""Components refuse what they do not know, when the template loads."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from pearls.web.components import COMPONENTS


def rendered(source: str, **values: object) -> str:
    return Template("{% load pearls %}" + source).render(Context(values))


def test_a_component_shows_its_props_and_its_body() -> None:
    html = rendered('{% notice tone="warn" title=title %}<p>{{ word }}</p>{% endnotice %}', title="Mind", word="<tide>")

    assert 'class="notice notice--warn"' in html
    assert "Mind" in html
    assert "<p>&lt;tide&gt;</p>" in html


def test_a_slot_lands_in_its_own_place() -> None:
    html = rendered('{% card title="Rīga" %}Text{% slot actions %}<a href="/">Go</a>{% endslot %}{% endcard %}')

    assert '<div class="card__body">Text</div>' in html
    assert '<div class="card__actions"><a href="/">Go</a></div>' in html


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('{% button label="Go" colour="red" %}', "unknown prop colour"),
        ("{% button %}", "the prop label is missing"),
        ('{% button "Go" %}', "expected name=value"),
        ("{% card %}{% slot foot %}{% endslot %}{% endcard %}", "unknown slot foot"),
    ],
)
def test_a_wrong_use_fails_when_the_template_loads(source: str, problem: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=problem):
        Template("{% load pearls %}" + source)


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=lambda component: component.noun)
def test_every_component_has_its_template_and_its_purpose(component) -> None:
    assert get_template(component.template)
    assert component.purpose

"""The tool that collects sentences sees what Django shows, and refuses what translators got wrong."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.messages import problems_of, sentences_of, written

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
a = _("Closed on %(day)s.") % {"day": 1}
b = ngettext("%(count)s town", "%(count)s towns", 2)
# Translators: the state of a call
c = pgettext("call", "open")
"""
TEMPLATE = """{% load i18n %}
<p>{% translate "Today" %}</p>
    {% blocktranslate trimmed with n=count %}
      {{ n }} of 100%
      towns
    {% endblocktranslate %}
{% blocktranslate trimmed count n=n %}{{ n }} place{% plural %}{{ n }} places{% endblocktranslate %}
"""


def test_sentences_of_python_and_templates_are_found(room: Path) -> None:
    catalog = sentences_of(room)

    assert {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id} == {
        "Closed on %(day)s.",
        "%(count)s town",
        "open",
        "Today",
        "%(n)s of 100%% towns",
        "%(n)s place",
    }
    assert catalog.get("open", context="call").auto_comments == ["Translators: the state of a call"]  # type: ignore[union-attr]


def test_a_catalogue_is_the_same_text_each_time(room: Path) -> None:
    catalog = sentences_of(room)
    catalog.locale = "lv"

    assert written(catalog) == written(catalog)
    assert "nplurals=3" in written(catalog)


@pytest.mark.parametrize(
    ("words", "flags", "problem"),
    [
        ("", [], "not translated"),
        ("Slēgts %(diena)s.", ["python-format"], "placeholder"),
        ("Slēgts %(day)s.", ["python-format", "fuzzy"], "fuzzy"),
    ],
)
def test_missing_unsure_and_broken_words_are_named(words: str, flags: list[str], problem: str) -> None:
    catalog = Catalog(locale="lv")
    catalog.add("Closed on %(day)s.", words, flags=flags)

    assert len(problems_of(catalog)) == 1
    assert problem in problems_of(catalog)[0]


def test_good_words_pass() -> None:
    catalog = Catalog(locale="lv")
    catalog.add("Closed on %(day)s.", "Slēgts %(day)s.", flags=["python-format"])

    assert problems_of(catalog) == []


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "calls").mkdir(parents=True)
    (tmp_path / "labels.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates" / "calls" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path

"""The shape of what people type about courses."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import LANGUAGES, pick
from pearls.learning import queries, rules
from pearls.learning.models import Course, Lesson, LessonText, Question
from pearls.learning.rules import Rule, texts
from pearls.learning.rules.texts import CourseWords, LessonWords, QuestionWords
from pearls.web import formats

MAX_TITLE, MAX_SUMMARY, MAX_WORDS, MAX_CODE = 200, 1_000, 2_000, 60


def language_choices(codes: Iterable[str] = LANGUAGES) -> list[tuple[str, str]]:
    """Languages by code and by their name for the reader."""
    reader = formats.current_language()
    return [(code, formats.language_name(code, reader)) for code in codes]


class CourseForm(forms.Form):
    """What a course says of itself in one language, its hours, and when it is finished."""

    title = forms.CharField(label=_("Name of the course"), max_length=MAX_TITLE)
    summary = forms.CharField(
        label=_("What it is about"), max_length=MAX_SUMMARY, widget=forms.Textarea(attrs={"rows": 3})
    )
    audience = forms.CharField(label=_("Who it is for"), max_length=MAX_SUMMARY, required=False)
    study_hours = forms.IntegerField(
        label=_("Hours"),
        help_text=_("Whole hours with everything that belongs to it; the certificate states them."),
        min_value=1,
        max_value=500,
    )
    pass_percent = forms.IntegerField(
        label=_("Right answers needed in each self-check, in %"), min_value=0, max_value=100, initial=60
    )
    needed_sessions = forms.IntegerField(
        label=_("Live sessions that must be attended"), min_value=0, max_value=100, initial=0
    )

    @staticmethod
    def initial_of(course: Course, language: str) -> dict[str, Any]:
        told = {name: getattr(course, name).get(language, "") for name in ("title", "summary", "audience")}
        return told | {name: getattr(course, name) for name in ("study_hours", "pass_percent", "needed_sessions")}

    def words(self, language: str) -> CourseWords:
        typed = self.cleaned_data
        return CourseWords(language, typed["title"], typed["summary"], typed["audience"])

    def rule(self) -> Rule:
        return Rule(self.cleaned_data["pass_percent"], self.cleaned_data["needed_sessions"])


class NewCourseForm(CourseForm):
    """A new course says in which language it is written first."""

    language = forms.ChoiceField(label=_("Language of the original"))
    field_order = ["language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]


class LessonForm(forms.Form):
    """A lesson in one language."""

    title = forms.CharField(label=_("Title of the lesson"), max_length=MAX_TITLE)
    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Leave an empty line between paragraphs. “## ” begins a heading, “- ” a point of a list. 200 to 400"
            " words read well."
        ),
        max_length=texts.LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 22}),
    )

    @staticmethod
    def initial_of(text: LessonText | None) -> dict[str, Any]:
        return {"title": text.title, "body": text.body} if text else {}

    def words(self, language: str) -> LessonWords:
        return LessonWords(language, self.cleaned_data["title"], self.cleaned_data["body"])


class PlaceForm(forms.Form):
    """Where a lesson stands, what it helps with, and what to read further."""

    position = forms.IntegerField(label=_("Place in the course"), min_value=1, max_value=rules.MOST_LESSONS)
    steps = forms.MultipleChoiceField(
        label=_("Steps of the action plan that it helps with"),
        help_text=_("The lesson is offered beside these steps while a town writes its plan."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    materials = forms.CharField(
        label=_("Materials"),
        help_text=_("One a line: an address that begins with https://, a space, and what it is called."),
        max_length=6_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = formats.current_language()
        steps = [(key, pick(title, reader)[0]) for key, title in queries.plan_steps().items()]
        self.fields["steps"].choices = steps  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(lesson: Lesson, steps: Iterable[str], language: str) -> dict[str, Any]:
        lines = [f"{one['url']} {pick(one['title'], language)[0]}" for one in lesson.materials]
        return {"position": lesson.position, "steps": list(steps), "materials": "\n".join(lines)}

    def materials_in(self, language: str, there: Iterable[dict[str, Any]]) -> list[dict[str, object]]:
        """The materials as typed in a language; their names in others stay where the address does."""
        known = {one["url"]: one["title"] for one in there}
        found: list[dict[str, object]] = []
        for line in self.cleaned_data["materials"].splitlines():
            url, _space, title = line.strip().partition(" ")
            if url:
                found.append({"url": url, "title": known.get(url, {}) | {language: title.strip() or url}})
        return found


class QuestionForm(forms.Form):
    """A question of a self-check in one language."""

    text = forms.CharField(label=_("Question"), max_length=MAX_SUMMARY)
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One a line, a star (*) before each right one."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_multiple = forms.BooleanField(label=_("Several may be chosen"), required=False)
    explanation = forms.CharField(
        label=_("What is said once it was answered"),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def initial_of(question: Question, language: str) -> dict[str, Any]:
        options = [
            texts.Option(option["text"].get(language) or pick(option["text"], language)[0], option["is_right"])
            for option in question.options
        ]
        return {
            "text": question.text.get(language, ""),
            "options": texts.spelled_options(options),
            "is_multiple": question.is_multiple,
            "explanation": question.explanation.get(language, ""),
        }

    def words(self, language: str) -> QuestionWords:
        typed = self.cleaned_data
        return QuestionWords(language, typed["text"], texts.read_options(typed["options"]), typed["explanation"])


class FeedbackForm(forms.Form):
    """What somebody thinks of a course."""

    stars = forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=[
            (5, _("5: very useful")),
            (4, "4"),
            (3, "3"),
            (2, "2"),
            (1, _("1: not useful")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What should we keep, what should we change?"),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(forms.Form):
    """What whoever confirms a certificate is shown."""

    shows_name = forms.BooleanField(
        label=_("Whoever confirms the code reads my name"),
        help_text=_("You can change this at any time. The name on the certificate itself stays."),
        required=False,
        initial=True,
    )


class CodeForm(forms.Form):
    """A code from a certificate."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Sixteen letters and figures in four groups, at the foot of the certificate."),
        max_length=MAX_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class WithdrawForm(forms.Form):
    """Why a certificate is withdrawn."""

    because = forms.CharField(label=_("Reason"), max_length=MAX_WORDS, widget=forms.Textarea(attrs={"rows": 3}))

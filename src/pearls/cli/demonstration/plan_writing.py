"""An edition whose candidates write their plans now: one nearly done, one half written, one flawed, one quiet."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls import services as calls
from pearls.cli.demonstration import selecting
from pearls.cli.demonstration.editions import PLANS, day_of
from pearls.cli.demonstration.towns import Stage
from pearls.cli.demonstration.tried import build_on_practices, tell_attempts
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.documents.rules.definition import TRANSLATED_FROM
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.plans.rules.remarks import Target
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Step

FILE = Path(__file__).resolve().parent / "plans.toml"
OWN, OTHER, FLAWED, QUIET = "zilmarupe-lv", "hallaniemela-fi", "udupalu-ee", "nebelmunde-de"
# How many days ago somebody last wrote, and what the colleague of our own town writes of its plan.
WRITTEN = {OTHER: 6, FLAWED: 3, QUIET: 47}
COLLEAGUES = ("sources", "seed_money", "seed_creatives", "cost_lines", "indicators")


def contents(now: datetime, year: int) -> dict[str, dict[str, Any]]:
    """What is written in each plan, by place: `answers`, and for our own town `english` and `reworded`."""
    days = {"recently": now.date() - timedelta(days=12), "measured": now.date() - timedelta(days=40)}
    words = {name: day.isoformat() for name, day in days.items()}
    words |= {"year": str(year), "after": str(year + 1), "this": str(now.year)}
    text = FILE.read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return tomllib.loads(text)


def play_plan_writing(stage: Stage, cast: dict[str, people_queries.Person], now: datetime) -> None:
    """Everything that has happened from the call to what was typed these days."""
    speakers = {OWN: cast["town"], OTHER: cast["othertown"]}
    writers = selecting.apply(stage, (OWN, *WRITTEN), now, speakers)
    reason = "All four know what they want to change; the plan will show how."
    selecting.admit(stage, cast, now, reason=reason, readers={"committee": "PL", "partner": "SE"})
    for key in (OWN, QUIET):
        calls.appoint_mentor(
            actor=stage.office,
            application=selecting.application_of(stage, key),
            mentor=cast["mentor"],
            now=day_of(Step.PRESELECTION_RESULT, PLANS, now, plus=3),
        )
    written = contents(now, stage.edition.title_year or now.year + 1)
    for key, days_ago in WRITTEN.items():
        plan = plan_queries.plan_of(selecting.application_of(stage, key))
        writer, at = programme_queries.actor_for(writers[key]), now - timedelta(days=days_ago)
        plans.fill_plan(actor=writer, plan=plan, answers=written[key]["answers"], now=at)
    _own_town(stage, cast, written[OWN], now)
    tell_attempts(writers, now)


def _own_town(
    stage: Stage, cast: dict[str, people_queries.Person], written: dict[str, dict[str, Any]], now: datetime
) -> None:
    """The colleague joins, both write in Latvian and translate, the town rewords one text, the mentor asks."""
    application = selecting.application_of(stage, OWN)
    town, colleague = (programme_queries.actor_for(cast[key]) for key in ("town", "colleague"))
    invited = calls.invite_member(
        actor=town,
        application=application,
        email=cast["colleague"].email,
        right=call_rules.Right.EDIT,
        now=now - timedelta(days=40),
    )
    calls.accept_invitation(actor=colleague, member=invited, now=now - timedelta(days=39))
    calls.change_language(actor=town, application=application, language="lv", now=now - timedelta(days=38))
    plan = plan_queries.plan_of(application)
    answers = written["answers"]
    own = {question: value for question, value in answers.items() if question not in COLLEAGUES}
    plans.fill_plan(actor=town, plan=plan, answers=own, now=now - timedelta(days=15))
    numbers = {question: answers[question] for question in COLLEAGUES}
    plans.fill_plan(actor=colleague, plan=plan, answers=numbers, now=now - timedelta(days=8))
    _translate(colleague, plan.document, written["english"], now - timedelta(days=6))
    plans.fill_plan(actor=town, plan=plan, answers=written["reworded"], now=now - timedelta(days=2))
    build_on_practices(town, plan, now - timedelta(days=2))
    plans.begin_thread(
        actor=programme_queries.actor_for(cast["mentor"]),
        plan=plan,
        target=Target("monitoring", "indicators"),
        text="Trešajam rādītājam vēl nav sākuma vērtības. Vai aprūpētājas var to pajautāt jau šonedēļ?",
        now=now - timedelta(days=1),
    )


def _translate(
    actor: Actor, document: call_queries.Document, english: dict[str, dict[str, str]], now: datetime
) -> None:
    """Type the translations, each beside the text as it stands."""
    originals = {
        name: document_rules.text_mark(document_rules.original_texts(question, value))
        for name, question, value in document_rules.translatable(document.form, document_queries.answers_of(document))
    }
    for name, texts in english.items():
        documents.save_answer(
            actor=actor,
            document=document,
            question_id=document_rules.translation_name(name, "en"),
            raw={**texts, TRANSLATED_FROM: originals[name]},
            base_revision=0,
            writer="demonstration",
            now=now,
        )

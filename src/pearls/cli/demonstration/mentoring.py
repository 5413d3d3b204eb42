"""What a mentor and a town of the demonstration say to each other while the plan is being written."""

from datetime import datetime, timedelta

from pearls.kernel.actor import Actor
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.plans.rules.remarks import Target

VISION = Target("vision", "vision")


def play_mentoring(mentor: Actor, town: Actor, plan: plan_queries.Plan, at: datetime) -> None:
    """A remark that was answered and settled, a wording that was taken over, a remark that waits; a meeting, a flag."""
    words = "every resident can point at a table"
    thread = plans.begin_thread(
        actor=mentor,
        plan=plan,
        target=VISION,
        quote=words,
        text="Also those who came last year?",
        now=at + timedelta(days=3),
    )
    plans.add_remark(actor=town, thread=thread, text="Yes: four of the tables are theirs.", now=at + timedelta(days=4))
    plans.settle_thread(actor=mentor, thread=thread, now=at + timedelta(days=5))
    vision = plan_queries.content_of(plan)["vision"]
    wording = plans.suggest(
        actor=mentor,
        plan=plan,
        target=VISION,
        text=vision.replace("every resident", "every resident, old or new,"),
        why="Say it in the vision, too.",
        now=at + timedelta(days=5),
    )
    plans.accept_suggestion(actor=town, thread=wording, now=at + timedelta(days=6))
    plans.begin_thread(
        actor=mentor,
        plan=plan,
        target=Target("activities", "activities"),
        text="Which of these could a neighbouring town join?",
        now=at + timedelta(days=8),
    )
    held_on = (at + timedelta(days=7)).date()
    plans.note_meeting(
        actor=mentor,
        plan=plan,
        held_on=held_on,
        agreed="Every activity gets one person who is responsible for it. We talk again in two weeks.",
        today=held_on,
        now=at + timedelta(days=7),
    )
    plans.raise_flag(
        actor=mentor,
        plan=plan,
        reason="The town asks whether seed money may pay for a bus on the evening of the feast.",
        now=at + timedelta(days=8),
    )

"""The lessons behind the checks, by code."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Lesson:
    """What one finding says, why that matters, and what to do about it."""

    sentence: Promise
    why: Promise
    todo: Promise


LESSONS: dict[str, Lesson] = {
    "challenge-without-goal": Lesson(
        _("No goal answers the challenge %(name)s."),
        _("A challenge that is named and then left alone makes readers ask why it is there."),
        _("Pick it in the goal that answers it, write such a goal, or leave the challenge out."),
    ),
    "goal-answers-no-challenge": Lesson(
        _("The goal %(name)s answers no challenge."),
        _("A goal convinces once one can see what is wrong today."),
        _("Pick the challenge that it answers, or write down the one you had in mind."),
    ),
    "goal-without-activity": Lesson(
        _("No activity serves the goal %(name)s."),
        _("A goal that nobody works on stays a wish."),
        _("Pick the goal in an activity that serves it, or plan one. Three goals worked on are worth more than five."),
    ),
    "goal-without-indicator": Lesson(
        _("No indicator shows whether the goal %(name)s is reached."),
        _("Without a sign to look for, nobody can tell after the year what has changed, you yourselves included."),
        _("Pick the goal in an indicator, or add one. A single question asked before and after is enough."),
    ),
    "activity-serves-no-goal": Lesson(
        _("The activity %(name)s serves no goal."),
        _("Good things that belong to no goal take time and money that the goals then lack."),
        _("Pick the goal that it serves. If there is none, ask yourselves whether it belongs in this plan."),
    ),
    "group-reached-by-nobody": Lesson(
        _("No activity reaches the group %(name)s."),
        _("People notice when they are named and then not invited."),
        _("Pick the group in an activity that reaches it, or plan one together with people from it."),
    ),
    "indicator-measures-nothing": Lesson(
        _("The indicator %(name)s measures no goal and no activity."),
        _("A figure that says nothing about your goals is work without use."),
        _("Pick the goal that it measures, or leave it out."),
    ),
    "group-only-told": Lesson(
        _(
            "The group %(name)s hardly takes part today, and in nothing that reaches it do residents do "
            "more than listen."
        ),
        _(
            "Those who stay away seldom come because they were told. They come when they are asked, and "
            "stay when they may decide."
        ),
        _("Choose for one of these activities how residents take part: asked, involved or deciding."),
    ),
    "decision-without-participation": Lesson(
        _("For the decision %(name)s no activity is picked in which residents are heard."),
        _("A decision about residents without residents costs the trust that the plan wants to build."),
        _("Pick the activity in which they are heard, or plan a talk, a walk or a vote before the decision."),
    ),
    "decision-before-participation": Lesson(
        _("The decision %(name)s is taken on %(decided_on)s, but residents are heard only from %(heard_on)s."),
        _("Asking once all is settled is worse than not asking: people remember it."),
        _("Move the decision or the activity, or pick an activity that comes earlier."),
    ),
    "decision-only-told": Lesson(
        _("Before the decision %(name)s residents are only told."),
        _("Telling matters, but nobody has a say by listening."),
        _("Pick an activity in which residents are asked or decide, or change how they take part in this one."),
    ),
    "activity-without-days": Lesson(
        _("The activity %(name)s has no days yet."),
        _("Days show whether the year holds all that you plan, and whether two things meet on one weekend."),
        _("Write the first and the last day. The first and last day of a month will do until you know better."),
    ),
    "activity-ends-before-start": Lesson(
        _("The activity %(name)s ends on %(ends_on)s, before it begins on %(starts_on)s."),
        _("One of the two days is mistyped, and the calendar cannot be right before it is mended."),
        _("Look at both days, and at their years."),
    ),
    "stage-ends-before-start": Lesson(
        _("The stage %(name)s ends on %(ends_on)s, before it begins on %(starts_on)s."),
        _("One of the two days is mistyped, and the calendar cannot be right before it is mended."),
        _("Look at both days, and at their years."),
    ),
    "activity-outside-year": Lesson(
        _("The activity %(name)s lasts from %(starts_on)s until %(ends_on)s, and not all of that is in %(year)s."),
        _("The title is held for one year, and readers look for its activities in that year."),
        _("If this is preparation or what follows, say so in its text. Otherwise change the days."),
    ),
    "crowded-month": Lesson(
        _("%(activities_count)s of %(all_count)s activities begin in one month: %(month_on)s."),
        _("One small team cannot open everything at once, and residents cannot come to everything at once."),
        _("Move what can wait, or begin small in the months before."),
    ),
    "activity-without-owner": Lesson(
        _("Nobody is named who is responsible for the activity %(name)s."),
        _("What everybody does, nobody does. Jurors look for a person behind each activity."),
        _("Pick somebody from the team. A function is enough."),
    ),
    "nobody-coordinates": Lesson(
        _("Nobody in the team is marked as the local coordinator."),
        _("Somebody has to know what is due, and whom to ring."),
        _("Mark the member of the team who coordinates, or add one."),
    ),
    "owner-carries-too-much": Lesson(
        _(
            "%(name)s has %(hours)s hours a month. Activities at the same time: %(activities_count)s; they "
            "need about %(needed_hours)s hours."
        ),
        _("We count eight hours a month for each activity while it lasts. The measure is our own, and a low one."),
        _("Share activities out, spread them over the year, or ask for more hours whoever decides on them."),
    ),
    "influential-without-role": Lesson(
        _("%(name)s has much influence and no part in the plan."),
        _("Whoever can carry a plan or stop it should meet it early, and as a partner."),
        _("Write what their role is, or pick them as a partner of an activity."),
    ),
    "risk-without-answer": Lesson(
        _("The risk %(name)s has no answer."),
        _("A risk that is named and answered inspires trust. One that is only named worries."),
        _("Write in one sentence what you do when it happens, or what keeps it from happening."),
    ),
    "high-risk-without-owner": Lesson(
        _("Nobody watches the high risk %(name)s."),
        _("What is likely and does harm should be seen coming by somebody."),
        _("Pick the member of the team who keeps an eye on it."),
    ),
    "cost-without-source": Lesson(
        _("Nobody is named who pays the cost %(name)s, %(amount_cents)s."),
        _("Readers add up. A cost that nobody pays is the first thing they ask about."),
        _("Pick the source that pays it, mark it as paid from seed money, or leave the cost out."),
    ),
    "cost-without-activity": Lesson(
        _("The cost %(name)s, %(amount_cents)s, belongs to no activity."),
        _("Money is easiest to defend where one sees what it makes possible."),
        _(
            "Pick the activity that it is for. What serves all of them can have an activity of its own, "
            "such as coordination."
        ),
    ),
    "activity-without-cost": Lesson(
        _("The activity %(name)s has no cost line."),
        _("Even what is free takes somebody's time, a room or a cup of coffee, and jurors know it."),
        _("Add a line. If it really costs nothing, a line of 0 euros that says who gives the work is an answer too."),
    ),
    "crowded-quarter": Lesson(
        _("%(amount_cents)s of %(all_cents)s are paid in one quarter: quarter %(quarter)s of %(year)s."),
        _("When most of the money goes at once, one delay stops everything, and seed money may come too late."),
        _("Look at the days of payment. Fees can often be paid in parts."),
    ),
    "money-falls-short": Lesson(
        _(
            "Costs of %(costs_cents)s stand against %(money_cents)s from sources and seed money: "
            "%(difference_cents)s are missing."
        ),
        _("A plan is believed when its sums meet."),
        _("Lower a cost, add a source, or mend an amount."),
    ),
    "money-left-over": Lesson(
        _(
            "Sources and seed money give %(money_cents)s for costs of %(costs_cents)s: %(difference_cents)s "
            "are left over."
        ),
        _("Money that is for nothing makes readers think that a cost was forgotten."),
        _("Add the cost that is missing, or lower an amount."),
    ),
    "source-overdrawn": Lesson(
        _("Costs of %(spent_cents)s are to be paid from %(name)s, which gives %(given_cents)s."),
        _("Each source can be spent only once."),
        _("Let another source pay a part, or mend the amount."),
    ),
    "source-only-an-idea": Lesson(
        _("%(name)s, %(amount_cents)s, is only an idea so far."),
        _("Jurors ask what happens when the money does not come."),
        _("Ask for it, and write when you will know. Say which activity would wait or shrink without it."),
    ),
    "seed-money-over-limit": Lesson(
        _("%(asked_cents)s of seed money are asked for; the most there can be is %(limit_cents)s."),
        _("The programme cannot pay more than its rules allow."),
        _("Lower the sum, and let another source pay the rest."),
    ),
    "seed-lines-differ": Lesson(
        _("%(asked_cents)s of seed money are asked for, but the costs marked as paid from it come to %(lines_cents)s."),
        _("Seed money is paid for what it is asked for, line by line."),
        _("Mark the lines that it is to pay, or change the sum."),
    ),
    "indicator-without-baseline": Lesson(
        _("The indicator %(name)s has no starting value."),
        _("How far you have come can only be told by whoever knows where you began."),
        _("Measure before the first activity. If there is no figure yet, write the day on which you will have one."),
    ),
    "indicator-without-target": Lesson(
        _("The indicator %(name)s has no target."),
        _("A target says how much change you mean: a little, or a lot."),
        _("Write the value that would make you content. You may miss it and still learn."),
    ),
    "indicator-without-method": Lesson(
        _("It is not said how %(name)s is measured."),
        _("Only what is measured twice in the same way can be compared."),
        _("Write in a few words who counts or asks what, and when."),
    ),
    "target-equals-baseline": Lesson(
        _("The indicator %(name)s begins and ends at the same value: %(value)s."),
        _("As it stands, success would look the same as nothing happening."),
        _("Change the target. If keeping the value is the aim, let the name of the indicator say so."),
    ),
    "baseline-too-late": Lesson(
        _(
            "The starting value of %(name)s is measured on %(measured_on)s, when what should change it has "
            "gone on since %(begins_on)s."
        ),
        _("A value measured on the way already holds a part of the change."),
        _("Measure before the first activity begins, or use a figure from before."),
    ),
    "no-strategy": Lesson(
        _("No strategy of your place is named that the plan builds on."),
        _("What stands in a strategy has a budget and a council behind it, and lives on after the year."),
        _("Name one or two: a development programme, a culture or youth strategy. Pick the goals that each carries."),
    ),
    "nothing-after": Lesson(
        _("Nothing is said yet about what comes after the title year."),
        _("A lasting effect is what the programme looks for, and the year is short."),
        _("Say what goes on, who carries it, and from which budget. One thing that stays is enough."),
    ),
    "summary-astray": Lesson(
        _("The public summary says %(point)s, which we did not find in the plan."),
        _("The summary is all that most people will read, and it should promise what the plan holds."),
        _("Compare it with the plan. If it says the same in other words or another language, all is well."),
    ),
}

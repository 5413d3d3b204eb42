"""Letters about seats: reminders, one person in the place of another, and what there is to read."""

from django.utils.translation import gettext_lazy

from pearls.mail.services import Letter

IN_PLACE = Letter(
    kind="panel-invitation-in-place",
    about=gettext_lazy("When somebody is invited to a panel in the place of an assessor who cannot go on"),
    subject=gettext_lazy("Invitation to judge: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we invite you to read and score for %(edition)s, in the place of somebody who cannot go on. Texts that wait"
        " for you: %(count)s. Scores are due: %(due)s.\n\n"
        "Please say until %(until)s whether you take part:\n"
        "%(link)s\n\n"
        "Before a text opens you will be asked whether you have a conflict of interest.\n"
    ),
)
ANSWER_REMINDER = Letter(
    kind="panel-answer-reminder",
    about=gettext_lazy("Before the day until which an invitation to a panel is to be answered"),
    subject=gettext_lazy("Your answer is awaited: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we have invited you to read and score for %(edition)s. Please say until %(until)s whether you take part. You"
        " can also take fewer texts:\n"
        "%(link)s\n"
    ),
)
ANSWER_OVERDUE = Letter(
    kind="panel-answer-overdue",
    about=gettext_lazy("After the day until which an invitation to a panel was to be answered"),
    subject=gettext_lazy("We are still waiting for your answer: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we have invited you to read and score for %(edition)s, and hoped to hear from you until %(until)s. A yes or a"
        " no both help us, for somebody else may have to be asked:\n"
        "%(link)s\n"
    ),
)
WITHDRAWN = Letter(
    kind="panel-invitation-withdrawn",
    about=gettext_lazy("When the office takes an invitation to a panel back"),
    subject=gettext_lazy("The invitation no longer stands: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we had invited you to read and score for %(edition)s. The invitation no longer stands; there is nothing for"
        " you to do.\n"
    ),
)
REPLACED = Letter(
    kind="panel-seat-handed-over",
    about=gettext_lazy("When somebody else takes the place of an assessor, to the one who leaves"),
    subject=gettext_lazy("Somebody else reads on for you: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "your seat on the panel of %(edition)s has ended, and somebody else takes the texts that you have not"
        " finished. Scores that you handed in stay and count. There is nothing more for you to do; thank you.\n"
    ),
)
TO_READ = Letter(
    kind="panel-to-read",
    about=gettext_lazy("When it is settled or changed which texts an assessor scores"),
    subject=gettext_lazy("What you read: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "these are the texts that you read and score for %(edition)s; what was said earlier no longer holds:\n\n"
        "%(texts)s\n\n"
        "Scores are due: %(due)s.\n"
        "%(link)s\n"
    ),
)
SCORES_REMINDER = Letter(
    kind="panel-scores-reminder",
    about=gettext_lazy("Some days before the scores are due, to assessors who have not finished"),
    subject=gettext_lazy("Your scores are due soon: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "scores for %(edition)s are due: %(due)s. Texts that you have not finished: %(count)s.\n"
        "%(link)s\n"
    ),
)
SCORES_OVERDUE = Letter(
    kind="panel-scores-overdue",
    about=gettext_lazy("The day after the scores were due, to assessors who have not finished"),
    subject=gettext_lazy("Your scores are awaited: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "scores for %(edition)s were due: %(due)s. Texts that you have not finished: %(count)s. They can be given until"
        " the office closes the scoring; if you cannot go on, please tell the office, so that somebody else can:\n"
        "%(link)s\n"
    ),
)

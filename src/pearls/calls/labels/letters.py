"""The letters of this room; the office may word each one anew in the outbox."""

from django.utils.translation import gettext_lazy as _

from pearls.mail.rules import Letter

INVITATION_LETTER = Letter(
    kind="application-invitation",
    subject=_("%(inviter)s asks you to work on the application of %(place)s"),
    about=_("When a colleague is invited to an application"),
    body=_(
        "Hello,\n\n"
        "%(inviter)s asks you to work on the application of %(place)s. Open the link and sign in to begin:\n\n"
        "%(link)s"
    ),
)
RECEIPT_LETTER = Letter(
    kind="application-receipt",
    subject=_("The application of %(place)s has arrived"),
    about=_("When an application is sent"),
    body=_(
        "Hello %(name)s,\n\n"
        "the application of %(place)s arrived on %(instant)s. It is submission number %(number)s.\n\n"
        "Receipt: %(receipt)s\n"
        "SHA-256 of what was sent: %(sha256)s\n\n"
        "Until the call closes you may change it and send it again; the last one sent counts.\n\n"
        "The programme office"
    ),
)
PLAN_RECEIPT_LETTER = Letter(
    kind="plan-receipt",
    subject=_("The plan of %(place)s has arrived"),
    about=_("When a plan is sent"),
    body=_(
        "Hello %(name)s,\n\n"
        "the plan of %(place)s arrived on %(instant)s. It is submission number %(number)s.\n\n"
        "Receipt: %(receipt)s\n"
        "SHA-256 of what was sent: %(sha256)s\n\n"
        "Until the date for plans you may change it and send it again; the last one sent counts.\n\n"
        "The programme office"
    ),
)
WITHDRAWN_LETTER = Letter(
    kind="application-withdrawn",
    subject=_("The application of %(place)s has been withdrawn"),
    about=_("When an application is withdrawn"),
    body=_(
        "Hello %(name)s,\n\n"
        "the application of %(place)s has been withdrawn. While the call is open, the place may begin a new one.\n\n"
        "The programme office"
    ),
)
REMINDER_LETTER = Letter(
    kind="draft-reminder",
    subject=_("The application of %(place)s has not been sent yet"),
    about=_("When a draft has not been sent and the call closes soon"),
    body=_(
        "Hello %(name)s,\n\n"
        "the draft of %(place)s is safe, but it has not been sent. The call closes on %(closes)s.\n\n"
        "The programme office"
    ),
)
RETURNED_LETTER = Letter(
    kind="application-returned",
    subject=_("The office has a question about the application of %(place)s"),
    about=_("When an application is returned for clarification"),
    body=_(
        "Hello %(name)s,\n\n"
        "the office asks about the application of %(place)s:\n\n"
        "%(question)s\n\n"
        "Please answer, and change what has to be changed, by %(due)s.\n\n"
        "The programme office"
    ),
)
ELIGIBLE_LETTER = Letter(
    kind="eligibility-yes",
    subject=_("The application of %(place)s is eligible"),
    about=_("When an application is found eligible"),
    body=_(
        "Hello %(name)s,\n\n"
        "the application of %(place)s meets the conditions of entry and goes on to pre-selection.\n\n"
        "The programme office"
    ),
)
INELIGIBLE_LETTER = Letter(
    kind="eligibility-no",
    subject=_("The application of %(place)s is not eligible"),
    about=_("When an application is found not eligible"),
    body=_(
        "Hello %(name)s,\n\n"
        "the application of %(place)s does not meet the conditions of entry, for this reason:\n\n"
        "%(reason)s\n\n"
        "The programme office"
    ),
)
ADMITTED_LETTER = Letter(
    kind="candidate-yes",
    subject=_("%(place)s is a candidate"),
    about=_("When the pre-selection admits a candidate"),
    body=_(
        "Hello %(name)s,\n\n"
        "%(place)s has been admitted as a candidate. You can now write your plan: "
        "sign in and open it beside your application.\n\n"
        "The programme office"
    ),
)
MENTOR_LETTER = Letter(
    kind="mentor-appointed",
    subject=_("You mentor %(place)s"),
    about=_("When somebody becomes the mentor of a place, to the mentor"),
    body=_(
        "Hello %(name)s,\n\n"
        "the programme office asks you to accompany %(place)s as its mentor. Here you read its application and, once "
        "it is a candidate, its plan, and leave remarks beside them:\n\n"
        "%(link)s\n\n"
        "The place has been told your name and address.\n\n"
        "The programme office"
    ),
)
MENTOR_ENDED_LETTER = Letter(
    kind="mentor-ended",
    subject=_("You no longer mentor %(place)s"),
    about=_("When somebody is no longer the mentor of a place, to the mentor"),
    body=_(
        "Hello %(name)s,\n\n"
        "from now on you no longer accompany %(place)s. Your remarks stay with the place. Thank you.\n\n"
        "The programme office"
    ),
)
MENTORED_LETTER = Letter(
    kind="mentor-for-place",
    subject=_("%(place)s has a mentor"),
    about=_("When a place gets a mentor, to the place"),
    body=_(
        "Hello %(name)s,\n\n"
        "%(mentor)s is now the mentor of %(place)s, reads your application and your plan, and leaves remarks beside "
        "them. Private answers stay hidden. You can write to %(email)s.\n\n"
        "The programme office"
    ),
)
MENTORED_NO_MORE_LETTER = Letter(
    kind="mentor-left-place",
    subject=_("%(mentor)s no longer mentors %(place)s"),
    about=_("When a place loses a mentor, to the place"),
    body=_(
        "Hello %(name)s,\n\n"
        "%(mentor)s is no longer the mentor of %(place)s. The remarks stay with you.\n\n"
        "The programme office"
    ),
)
NOT_ADMITTED_LETTER = Letter(
    kind="candidate-no",
    subject=_("%(place)s was not admitted as a candidate"),
    about=_("When the pre-selection does not admit an application"),
    body=_(
        "Hello %(name)s,\n\n"
        "the pre-selection did not admit %(place)s as a candidate this time. Thank you for applying.\n\n"
        "The programme office"
    ),
)
AWARDED_LETTER = Letter(
    kind="title-yes",
    subject=_("%(place)s is a Pearl"),
    about=_("When the jury gives the title"),
    body=_("Hello %(name)s,\n\nthe jury has given %(place)s the title. Congratulations.\n\nThe programme office"),
)
NOT_AWARDED_LETTER = Letter(
    kind="title-no",
    subject=_("The jury's decision on the plan of %(place)s"),
    about=_("When the jury does not give the title"),
    body=_(
        "Hello %(name)s,\n\n"
        "the jury did not give %(place)s the title this time. Your plan stays yours, and so do the tools.\n\n"
        "The programme office"
    ),
)

LETTERS: dict[str, Letter] = {
    letter.kind: letter
    for letter in (
        INVITATION_LETTER,
        RECEIPT_LETTER,
        PLAN_RECEIPT_LETTER,
        WITHDRAWN_LETTER,
        REMINDER_LETTER,
        RETURNED_LETTER,
        ELIGIBLE_LETTER,
        INELIGIBLE_LETTER,
        ADMITTED_LETTER,
        MENTOR_LETTER,
        MENTOR_ENDED_LETTER,
        MENTORED_LETTER,
        MENTORED_NO_MORE_LETTER,
        NOT_ADMITTED_LETTER,
        AWARDED_LETTER,
        NOT_AWARDED_LETTER,
    )
}

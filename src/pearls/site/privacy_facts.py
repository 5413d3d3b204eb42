"""What personal data the platform keeps, why, how long, and who sees them: the table of the privacy notice."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kept:
    """One kind of personal data."""

    what: Promise
    why: Promise
    how_long: Promise
    who: Promise


KEPT = (
    Kept(
        what=_("Your account: name, e-mail address, language, time zone; your password as a hash nobody can read"),
        why=_("So that you can sign in, and be reached about what you take part in"),
        how_long=_("Until you erase it, or until the office closes the account"),
        who=_("You and the programme's office; colleagues on the same application see your name"),
    ),
    Kept(
        what=_("Your sessions: when you signed in, from which address and browser"),
        why=_("So that you can see and end a session that is not yours"),
        how_long=_("Until you sign out, at most two weeks after your last visit"),
        who=_("You"),
    ),
    Kept(
        what=_("The place you speak for or mentor, and your function there"),
        why=_("So that nobody applies in the name of a municipality without its knowledge"),
        how_long=_("As long as you hold the function; once you are erased, only that somebody held it stays"),
        who=_("The office, and others who speak for the same place"),
    ),
    Kept(
        what=_("Names and contacts written into an application or a plan"),
        why=_("So that the office, mentors and the jury can judge and answer"),
        how_long=_("As long as the edition’s record is kept; erased on request where the decision does not need them"),
        who=_("The applicant, the office, and the committee or jury that judges it"),
    ),
    Kept(
        what=_("Answers, remarks and replies to the office that you wrote for a municipality"),
        why=_("So that the municipality can work on its application, and a decision can be checked"),
        how_long=_(
            "As long as the edition’s record is kept: they are the municipality’s own; your name goes from them"
        ),
        who=_("The applicant, its mentor and the office; remarks are never shown to those who judge"),
    ),
    Kept(
        what=_("Your role as assessor, the languages you read, your declarations of conflict, your scores"),
        why=_("So that a decision can be checked, and no one judges what is their own"),
        how_long=_(
            "As long as the record of the edition is kept; once you are erased, the points stay without your name, and"
            " what you wrote beside them goes"
        ),
        who=_(
            "You and the office; other assessors once their own scores are in. Once a result is public, everybody sees"
            " the points of each plan in rising order and how often somebody stepped aside, never whose they are"
        ),
    ),
    Kept(
        what=_("What you say ties you to towns: employers, organisations, family, business; the ties found from it"),
        why=_("So that nobody judges what is their own"),
        how_long=_("Until you are erased: what you said goes then, that there was a tie stays without words"),
        who=_("You, the chair of the panel and the office"),
    ),
    Kept(
        what=_("Letters sent to you"),
        why=_("So that it is known what you were told and when"),
        how_long=_("As long as the record of the edition is kept; their texts go when you are erased"),
        who=_("You and the office; letters about your password only you"),
    ),
    Kept(
        what=_("What you did in a selection, in the journal"),
        why=_("So that nobody can change a decision unseen"),
        how_long=_("For good, under a reference without your name"),
        who=_("The office; anybody who checks the journal sees references only"),
    ),
    Kept(
        what=_(
            "Residents who vote or write by a town's link: for the day a scrambled mark of their network address, and"
            " how often something came from there by that link; after a vote without a code, that this browser has"
            " voted"
        ),
        why=_("So that nobody floods a vote by handing in a thousand times, or votes twice"),
        how_long=_(
            "Until soon after midnight (UTC): then the day's mark and count are deleted, and with them the random salt"
            " without which the mark cannot be led back to an address; the address itself is never stored. What the"
            " browser’s cookie leads to is gone after two weeks at most"
        ),
        who=_("Nobody: it is only counted. The town sees the votes and words, and not from whom they came"),
    ),
    Kept(
        what=_(
            "What you write by a contact form: your name, e-mail address and message; for an hour a scrambled mark of"
            " your network address"
        ),
        why=_("So that the message reaches those who can answer it, and nobody floods them"),
        how_long=_(
            "Until the mail with it has left: then your address and the message are deleted here; whoever received it"
            " has them in their mail. The mark cannot be led back to an address once its random salt is replaced, after"
            " an hour"
        ),
        who=_("Those who speak for the place or organisation you write to or, where nobody does, the office"),
    ),
    Kept(
        what=_("Searches of practices that you keep: their words, your name for them, how often you want letters"),
        why=_("So that you can run them again, and hear of what is new"),
        how_long=_("Until you delete them, or erase your account"),
        who=_("You"),
    ),
    Kept(
        what=_(
            "Events you register for: your name; without an account your e-mail address and for an hour a scrambled"
            " mark of your network address; your answers, whether you came"
        ),
        why=_("So that the organisers know who comes and what each needs, and can write when something changes"),
        how_long=_(
            "Answers until thirty days after the event; somebody without an account a year after it; with an account"
            " until you erase it. What you thought of an event is kept without your name from the start"
        ),
        who=_("You, the organisers of the event and the office"),
    ),
    Kept(
        what=_("Courses you take part in or have left, how far you are, and your certificates"),
        why=_("So that you can go on where you stopped, and others can confirm a certificate"),
        how_long=_("Until you erase your account; then a certificate says that its holder’s data were erased"),
        who=_("You and the office; whoever has the code of a certificate, your name only if you leave it shown"),
    ),
    Kept(
        what=_("Mentoring: meetings, hours, promises and notes of a town and its mentor"),
        why=_("So that both know what was agreed, a new mentor can go on, and hours can be reported"),
        how_long=_("As long as the edition’s record is kept; your notes and name go when you are erased"),
        who=_("The pair; of notes, whom each says: the pair, mentors, or the office; never those who judge plans"),
    ),
    Kept(
        what=_("Seed money: who is paid, the bank account, proofs of cost"),
        why=_("So that the money goes to the right account, and each euro can be accounted for"),
        how_long=_("The bank account as many years as the rules of the edition say, ten where they say nothing else"),
        who=_("The town that asks, and the finance officers and office of the edition; never the public"),
    ),
    Kept(
        what=_("Exchange visits: who takes part, what each needs to do so, and photos of the report"),
        why=_("So that the host can prepare, and the visit can be reported"),
        how_long=_("Names, needs and photos shown by permission until twelve months after the visit; free photos stay"),
        who=_("Both sides of the visit; the office, without the needs"),
    ),
    Kept(
        what=_("Complaints about a result: what you wrote, and what you proposed as second reader"),
        why=_("So that a complaint is answered by somebody who had no part in the decision"),
        how_long=_("Until you erase your account; what a complaint was about and how it ended stays"),
        who=_("Your town’s team, the office of the edition and the second reader; never the public"),
    ),
    Kept(
        what=_("The network: your function as a contact, posts, replies, messages and groups"),
        why=_("So that towns can find and help each other"),
        how_long=_("Until you leave, remove it, or erase your account"),
        who=_("Those in the network, or in the group; never your address, unless you choose to show it"),
    ),
    Kept(
        what=_(
            "The newsletter: which issues were written to you; without an account your e-mail address and language, and"
            " for an hour a scrambled mark of your network address"
        ),
        why=_("So that each issue comes once, in your language, to who said yes to it; opening it is not counted"),
        how_long=_(
            "Without an account: seven days without a yes, or thirty days after you stop it. With one: until you erase"
            " it"
        ),
        who=_("The office, as letters of the outbox; it sees how many readers there are"),
    ),
    Kept(
        what=_("The server's own log: address, time and page of a request"),
        why=_("So that whoever runs the server can mend faults and fend off attacks"),
        how_long=_("As whoever runs the server has set it; the software itself keeps none"),
        who=_("Whoever runs the server"),
    ),
)

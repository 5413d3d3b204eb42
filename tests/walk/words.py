"""Which columns hold what people type, and which hold codes, hashes or our own files."""

# Words that a town, a colleague, an assessor or the office types. All else is codes, hashes or our own files.
WORDS = """
pearls_mail.Message subject body error_detail to
pearls_mail.LetterTemplate subject body
pearls_mail.Unreachable detail
pearls_today.Line who params
pearls_files.StoredFile name
pearls_documents.DocumentField value
pearls_documents.DocumentRevision value
pearls_documents.Rival value base
pearls_documents.Snapshot answers
pearls_documents.PrivateAnswer value
pearls_documents.DocumentPresence name
pearls_audit.PersonalDetail details
pearls_audit.Entry data
pearls_places.Place name official_names district note decision_reason
pearls_people.Person name
pearls_people.Speaker function
pearls_programme.Edition name label note
pearls_programme.RulesVersion text reason
pearls_programme.Entry name challenge theme note
pearls_calls.Application legal_body
pearls_calls.Member email
pearls_calls.Comment text
pearls_calls.Decision reason
pearls_calls.Clarification question answer
pearls_calls.LateLink reason
pearls_plans.Meeting agreed
pearls_plans.Flag reason outcome
pearls_plans.PaperBack name content base
pearls_plans.Thread quote before after
pearls_plans.Remark text
pearls_plans.Suggestion base text
pearls_plans.Session title
pearls_plans.SessionItem text values
pearls_plans.LogEntry what learned photo_words
pearls_plans.IndicatorValue note
pearls_plans.PlanChange reason
pearls_practices.Practice title title_original summary outcomes transferability place_name organisation funding
pearls_practices.Practice gathered_from withdrawn_because participants steps evidence why_it_worked what_failed
pearls_practices.Practice for_smaller_towns
pearls_practices.Adoption taken changed result advice links withdrawn_because
pearls_practices.Translation value
pearls_practices.Contribution draft
pearls_practices.ReviewComment text
pearls_practices.Photo alt credit
pearls_practices.PracticeVersion record
pearls_calendar.Event title summary venue topics cancelled_because
pearls_calendar.Item title speaker room
pearls_calendar.Question text choices choice_texts
pearls_calendar.Answer text
pearls_calendar.Material title
pearls_calendar.Registration name
pearls_calendar.Feedback words
pearls_learning.Course title summary audience
pearls_learning.LessonText title body
pearls_learning.Question text options explanation
pearls_learning.Feedback words
pearls_learning.Certificate holder_name said withdrawn_because
pearls_mentoring.MentorProfile organisation
pearls_mentoring.MatchRun rows
pearls_mentoring.Agreement goals rhythm
pearls_mentoring.Meeting agenda summary
pearls_mentoring.Note text
pearls_mentoring.Promise what word
pearls_mentoring.HandOver note
pearls_mentoring.Supervision topic expert
pearls_network.Member about
pearls_network.Contact function
pearls_network.ContactPoint organisation
pearls_network.Group name purpose
pearls_network.Post title text removed_because
pearls_network.Wording title text
pearls_network.Note text
pearls_network.Report because answer
pearls_exchange.Offer text guest_pays
pearls_exchange.Need text
pearls_exchange.Visit question answer access_detail
pearls_exchange.AgendaItem what where lead
pearls_exchange.Participant name function
pearls_exchange.Leg from_name to_name
pearls_exchange.CostLine note
pearls_exchange.Promise what who why
pearls_exchange.Report saw take_home tell_others
pearls_exchange.Photo alt credit
pearls_news.Story title lead body back_because withdrawn_because
pearls_news.Photo alt credit
pearls_news.NewsletterIssue subject_line opening
pearls_practices.SavedSearch name asked
pearls_seed_money.RulesText text reason
pearls_seed_money.Request activity_title title carried_by what other_from payee iban because agreement what_happened
pearls_seed_money.CostLine what
pearls_seed_money.Decision because
pearls_seed_money.Payment because
pearls_seed_money.Proof what supplier invoice cut_because
pearls_complaints.Complaint text proposal_text answer
pearls_complaints.Reason text
pearls_selection.Panel close_reason line_reason
pearls_selection.Seat note
pearls_selection.Dossier name
pearls_selection.Declaration note
pearls_selection.Assignment reason
pearls_selection.Assessment reason
pearls_selection.Score comment
pearls_selection.Decision reason
pearls_selection.SignOff ranking remarks
pearls_selection.Connection organisation
pearls_selection.Tie path reason
pearls_selection.SignOff ranking remarks set_aside_because
pearls_selection.MeetingItem note
pearls_selection.NoteVersion text
pearls_selection.ScoreChange reason
pearls_selection.Vote question
pearls_selection.Draw sources replaced_because values
pearls_titles.Title certificate withdrawal_reason
"""
NOT_WORDS = """
pearls_mail.Message unsubscribe_url
pearls_mail.Subscription to written_for
pearls_mail.Unreachable address
pearls_complaints.Complaint grounds salt proposal result measure
pearls_complaints.Reason criterion
pearls_today.Line code page page_args spot
pearls_calendar.Event precision date_text mode link audience group source_urls
pearls_calendar.Material url
pearls_calendar.Registration link_key
pearls_calendar.FeedKey token_hash
pearls_learning.Lesson materials
pearls_learning.Session event_ref
pearls_learning.Certificate claims claims_sha256 event_ref
pearls_mentoring.MentorProfile countries languages own_country themes
pearls_mentoring.MatchRun inputs impossible
pearls_mentoring.Meeting mode attended
pearls_mentoring.Note visibility
pearls_mentoring.Promise side
pearls_plans.Thread record part waits_for
pearls_plans.Session tool
pearls_plans.SessionItem lane origin record
pearls_plans.VoteCode code
pearls_plans.KnockCount mark
pearls_plans.LogEntry activity photo
pearls_plans.LogCount group
pearls_plans.IndicatorValue indicator value
pearls_places.PlaceName text
pearls_programme.Programme name
pearls_programme.Partner name note
pearls_programme.PartnerName text note
pearls_programme.Ceremony note
pearls_programme.TimelineStep note
pearls_practices.Concept scheme labels synonyms
pearls_practices.Practice title_original_language source_url source_language evidence_strength
pearls_practices.Contribution made_from look_alikes
pearls_practices.ReviewComment field
pearls_practices.Photo file large small licence
pearls_practices.Word text
pearls_practices.Adoption plan_activity
pearls_practices.Meaning digest
pearls_practices.Translation field of
pearls_network.Member languages good_at looks_for visibility
pearls_network.Group joining
pearls_network.Post link
pearls_network.LetterChoice rhythm
pearls_news.Story slug
pearls_news.IssueLetter to
pearls_news.NewsletterReader address
pearls_exchange.Offer concepts languages access windows
pearls_exchange.Need concepts languages access windows
pearls_exchange.Participant side
pearls_exchange.Leg mode
pearls_exchange.CostLine kind payer
pearls_exchange.Promise side
pearls_exchange.Report side
pearls_exchange.Photo file large small licence
pearls_news.Photo file small licence
pearls_selection.Panel assignment
pearls_selection.Seat languages topics told
pearls_selection.Dossier topics
pearls_selection.Topic code name
pearls_seed_money.RulesText saved_by
pearls_seed_money.Request plan activity purpose agreement_sha256 town_agreed_by office_agreed_by
pearls_seed_money.Decision by
pearls_seed_money.Payment ordered_by confirmed_by
pearls_seed_money.Proof file supplier_folded invoice_folded judged_by
pearls_seed_money.Entry payment by
pearls_seed_money.Transfer target
pearls_seed_money.Balance account
pearls_jobs.Schedule name
pearls_db.CacheRow value
pearls_selection.Commitment record commitment
pearls_selection.Seal statement signature
pearls_selection.Tie way ruling
pearls_selection.MeetingSeal statement signature
pearls_selection.MeetingItem zone
pearls_selection.Vote about entitled
pearls_selection.Ballot choice
pearls_selection.Draw pool order
pearls_credentials.IssuerKey multikey
pearls_credentials.Credential subject document jwt
"""
CODES = """
act actor_ref subject edition personal_commitment prev_hash hash person salt finding_code ref kind about language state
queued_by error owner sha256 stored_as stored_by key definition published_by created_by question changed_by writer
kept_by choice settled_by commitments taken_by section names country nuts_version nuts1 nuts2 nuts3 coordinate_note
population_note population_source source sources entered_by folded password email zone edition_key title_name
facts loaded_sha256 role tasks used_from used_until counts_sources titles_rule unnamed_note dropped_note outcome
stage_reached details date event step planned_date precision_note zone_name zone_note given_by right token proposed
made_by reply_to
secret application_ref left_as stage conflict criterion ground cache_key letters
"""


def columns(table: str) -> list[tuple[str, str]]:
    return [(line.split()[0], name) for line in table.strip().splitlines() for name in line.split()[1:]]


COLUMNS = columns(WORDS)

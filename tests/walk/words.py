"""Which columns hold what people type, and which hold codes, hashes or our own files."""

# Words that a town, a colleague, an assessor or the office types. All else is codes, hashes or our own files.
WORDS = """
pearls_mail.Message subject body error_detail to
pearls_mail.LetterTemplate subject body
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
pearls_news.Story title lead body back_because withdrawn_because
pearls_news.Photo alt credit
pearls_practices.SavedSearch name asked
pearls_selection.Panel close_reason line_reason
pearls_selection.Seat note
pearls_selection.Dossier name
pearls_selection.Declaration note
pearls_selection.Assessment reason
pearls_selection.Score comment
pearls_selection.Decision reason
pearls_selection.SignOff ranking remarks
pearls_titles.Title certificate withdrawal_reason
"""
NOT_WORDS = """
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
pearls_news.Story slug
pearls_news.Photo file small licence
pearls_jobs.Schedule name
pearls_db.CacheRow value
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

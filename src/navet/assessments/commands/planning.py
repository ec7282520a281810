from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from navet.assessments import facts, permissions
from navet.assessments.models import Assessment, Timing
from navet.assessments.queries import rounds_of
from navet.assessments.rounds import T0, due_on, months_after, next_timing
from navet.directory.models import Membership, Organisation
from navet.directory.queries import customer_for
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import NotFound, Refused
from navet.questionnaires.commands import keep_questionnaire
from navet.questionnaires.models import QuestionnaireVersion
from navet.questionnaires.queries import offered

OFFICIAL = {Organisation.Kind.UNDERTAKING: "sme", Organisation.Kind.PUBLIC_BODY: "pso"}


@command(may=permissions.may_open)
def open_assessment(
    who: Membership,
    organisation: Organisation,
    *,
    code: str = "",
    timing: str = Timing.T0,
    due_on: date | None = None,
) -> Assessment:
    """Let a round be answered from now on; opening it again gives the same round.

    The form is the official one for the kind of organisation unless `code` names another. A later round
    uses the version of the first, so that the two compare. Refused when the round is submitted already.
    """
    hub = _hub_where_customer(organisation)
    questionnaire = _version_for(who, hub, organisation, code or OFFICIAL[Organisation.Kind(organisation.kind)])
    key = {"organisation": organisation, "questionnaire": questionnaire, "timing": timing}
    assessment = Assessment.objects.select_for_update().filter(**key).first() or Assessment(**key)
    if assessment.is_locked:
        raise Refused(_("This round is submitted already. A mistake in it can be corrected there."))
    if assessment.opened_at is None:
        _open(who, assessment, due_on)
    return assessment


def _open(who: Any, assessment: Assessment, due: date | None) -> None:
    assessment.opened_at = timezone.now()
    assessment.due_on = due or assessment.due_on
    if isinstance(who, Membership) and who.is_staff and assessment.adviser_id is None:
        assessment.adviser = who
    assessment.full_clean()
    assessment.save()
    fact = facts.AssessmentOpened(
        hub_id=assessment.hub_id,
        about=assessment.id,
        organisation_id=assessment.organisation_id,
        timing=assessment.timing,
    )
    announce(fact, by=who)


@command(may=permissions.may_schedule)
def schedule_round(who: Any, organisation: Organisation, *, anchor_on: date) -> Assessment | None:
    """Set the day of the organisation's next official round, counted from a day such as that of a delivery.

    Called again it moves the day. None when all rounds are done, or the organisation is no customer here.
    """
    customer = customer_for(organisation.id)
    if customer is None:
        return None
    code = OFFICIAL[Organisation.Kind(organisation.kind)]
    done = rounds_of(organisation.id).filter(questionnaire__code=code, submitted_at__isnull=False)
    timing = next_timing(done.values_list("timing", flat=True))
    if timing is None:
        return None
    questionnaire = _version_for(who, customer.hub, organisation, code)
    key = {"organisation": organisation, "questionnaire": questionnaire, "timing": timing}
    assessment = Assessment.objects.select_for_update().filter(**key).first() or Assessment(**key)
    due = due_on(anchor_on, months_after(customer.hub.settings, timing))
    if (assessment.anchor_on, assessment.due_on) != (anchor_on, due):
        _set_day(who, assessment, anchor_on, due)
    return assessment


def _set_day(who: Any, assessment: Assessment, anchor_on: date, due: date) -> None:
    assessment.anchor_on, assessment.due_on = anchor_on, due
    assessment.full_clean()
    assessment.save()
    fact = facts.RoundScheduled(
        hub_id=assessment.hub_id,
        about=assessment.id,
        organisation_id=assessment.organisation_id,
        timing=assessment.timing,
        due_on=due,
    )
    announce(fact, by=who)


def _hub_where_customer(organisation: Organisation) -> Hub:
    customer = customer_for(organisation.id)
    if customer is None:
        raise NotFound
    return customer.hub


def _version_for(who: Any, hub: Hub, organisation: Organisation, code: str) -> QuestionnaireVersion:
    """The version the organisation's first round was answered in, else the newest that is offered."""
    first = rounds_of(organisation.id).filter(questionnaire__code=code, timing=T0).order_by("-id").first()
    if first:
        kept: QuestionnaireVersion = first.questionnaire
        return kept
    newest = next((each for each in offered() if each.code == code), None)
    if newest is None:
        raise Refused(_("No such questionnaire is in use."), fields={"code": [_("No such questionnaire is in use.")]})
    return keep_questionnaire(who, hub, code=code, version=newest.version)

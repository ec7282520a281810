from typing import Any

from django.utils.translation import gettext as _

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.journal.commands import announce
from navet.kit.commands import command
from navet.kit.refusals import NotFound, Refused
from navet.questionnaires import facts, permissions
from navet.questionnaires.form import Questionnaire
from navet.questionnaires.loading import load, parse, shipped
from navet.questionnaires.models import QuestionnaireVersion
from navet.questionnaires.places import Misplaced
from navet.questionnaires.queries import shipped_forms


@command(may=permissions.may_upload)
def upload_questionnaire(coordinator: Membership, hub: Hub, *, raw: bytes) -> QuestionnaireVersion:
    """Take a hub's own questionnaire into use, from its file; the first fault refuses it and names its place."""
    try:
        content = parse(raw)
        form = load(content)
    except Misplaced as fault:
        raise Refused(str(fault), fields={"file": [str(fault)]}) from fault
    if form.code in {known.code for known in shipped_forms()}:
        taken = _("The code %(code)s belongs to a questionnaire that comes with Navet. Choose another.")
        raise Refused(taken % {"code": form.code}, fields={"file": [taken % {"code": form.code}]})
    version = _keep(form, content, is_own=True, uploaded_by=coordinator)
    fact = facts.QuestionnaireUploaded(hub_id=hub.id, about=version.id, code=form.code, version=form.version)
    announce(fact, by=coordinator)
    return version


@command(may=permissions.may_keep)
def keep_questionnaire(who: Any, hub: Hub, *, code: str, version: str) -> QuestionnaireVersion:
    """Give the hub's record of a questionnaire version, keeping one that comes with Navet at its first use."""
    known = QuestionnaireVersion.objects.filter(code=code, version=version).first()
    if known:
        return known
    for path in shipped():
        content = parse(path.read_bytes())
        if (content["code"], content["version"]) == (code, version):
            kept = _keep(load(content), content, is_own=False, uploaded_by=None)
            announce(facts.QuestionnaireKept(hub_id=hub.id, about=kept.id, code=code, version=version), by=who)
            return kept
    raise NotFound


def _keep(form: Questionnaire, content: Any, *, is_own: bool, uploaded_by: Membership | None) -> QuestionnaireVersion:
    version = QuestionnaireVersion(
        code=form.code,
        version=form.version,
        title=dict(form.title),
        audience=form.audience,
        content=content,
        valid_from=form.valid_from,
        valid_until=form.valid_until,
        is_own=is_own,
        uploaded_by=uploaded_by,
    )
    version.full_clean()
    version.save()
    return version

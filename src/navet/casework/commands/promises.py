"""What a hub promises those who turn to it, and whom it helps: settings of the hub that its administrator chooses."""

from datetime import time

from django.utils.translation import gettext as _

from navet.assessments.rounds import LONGEST, SETTING, T1, T2
from navet.casework import permissions
from navet.casework.eligibility import SIZES
from navet.directory.commands import edit_hub
from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.kit.commands import command
from navet.kit.refusals import Refused
from navet.kit.translated import validate_texts

MOST_HOURS = 400


@command(may=permissions.may_set_promises)
def set_promises(
    administrator: Membership,
    hub: Hub,
    *,
    first_answer_hours: int,
    opens: time,
    closes: time,
    first_round: int,
    second_round: int,
    largest: str,
    pointer: dict[str, str],
    authority: str = "",
) -> Hub:
    """Promise an answer within so many working hours, and the next rounds so many months after the first.

    `pointer`: by language, where those turn whom the hub does not help. Other settings of the hub stay as they are.
    """
    faults = {
        "first_answer_hours": None if 0 < first_answer_hours <= MOST_HOURS else _("Between 1 and 400 working hours."),
        "closes": None if opens < closes else _("The day closes after it opens."),
        "second_round": None
        if 0 < first_round < second_round <= LONGEST
        else _("The second round comes after the first, within ten years."),
        "largest": None if largest in SIZES else _("Choose one of the sizes."),
    }
    if any(faults.values()):
        raise Refused(fields={name: [words] for name, words in faults.items() if words})
    validate_texts(pointer)
    hub.refresh_from_db(from_queryset=Hub.objects.select_for_update())
    limits = {**hub.settings.get("eligibility", {}), "largest": largest, "pointer": pointer}
    chosen = {
        "first_answer_hours": first_answer_hours,
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
        "authority": authority,
        "eligibility": limits,
        SETTING: {T1: first_round, T2: second_round},
    }
    return edit_hub(administrator, hub, details={"settings": {**hub.settings, **chosen}})

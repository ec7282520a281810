"""A report as the data the PDF is set from. Every number is written here as the reader's language writes it."""

from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from navet.assessments.forms.report import Comparison, Report
from navet.assessments.models import Assessment
from navet.assessments.queries import Known
from navet.hubs.models import Hub
from navet.kit.charts import PAPER
from navet.kit.translated import told
from navet.questionnaires.queries import form_of

MOST_GAPS = 4


def letter_of(hub: Hub, assessment: Assessment, known: Known, report: Report, language: str) -> dict[str, Any]:
    """What `letters/result.typ` reads."""
    with translation.override(language):
        day = date_format(assessment.submitted_at, "DATE_FORMAT") if assessment.submitted_at else ""
        return {
            "language": language,
            "hub": hub.name,
            "colour": hub.main_colour,
            "organisation": known.name,
            "questionnaire": report.title,
            "title": f"{report.title}: {known.name}",
            "round": str(assessment.get_timing_display()),
            "day": day,
            "overall": _one(report.overall),
            "level": report.level,
            "moved": _moved(report.moved),
            "steps": [arm.title for arm in report.next_steps],
            "radar": report.radar.svg(replace(PAPER, number=_one)),
            "radar_words": ", ".join(f"{arm.title} {_one(arm.score)}" for arm in report.arms),
            "known": _known(known),
            "arms": [
                {
                    "title": arm.title,
                    "level": arm.level,
                    "score": arm.score,
                    "shown": _one(arm.score),
                    "moved": _moved(arm.moved),
                    "text": arm.text,
                    "gaps": arm.gaps[:MOST_GAPS],
                    "help": [str(told(each.title, language)) for each in arm.help],
                }
                for arm in report.arms
            ],
            "head": ["", *(arm.short for arm in report.arms), _("All in all")],
            "rounds": [_line(each) for each in report.rounds],
            "peers": [_line(each) for each in report.peers],
            "source": form_of(assessment.questionnaire_id).source,
            "words": _words(),
        }


def _words() -> dict[str, str]:
    return {
        "total": _("All in all"),
        "of": _("of 100"),
        "begin": _("Begin here"),
        "known": _("What the comparison goes by"),
        "dimensions": _("Where you stand, and what to do next"),
        "gaps": _("Not in place yet"),
        "help": _("The hub can help with this"),
        "rounds": _("From round to round"),
        "rounds_note": _("Only rounds answered in the same version of the questionnaire are compared."),
        "peers": _("Others like you"),
        "peers_note": _("The mean of first rounds (T0). Groups with fewer than five organisations are never shown."),
    }


def _known(known: Known) -> list[tuple[str, str]]:
    pairs = [
        (_("Organisation"), known.name),
        (_("Register number"), known.number),
        (_("Staff"), known.size),
        (_("Sector"), known.sector),
        (_("Region"), known.region),
    ]
    return [(term, value) for term, value in pairs if value]


def _one(value: float) -> str:
    """One decimal, in the reader's language."""
    return number_format(value, decimal_pos=1)


def _moved(moved: float | None) -> str | None:
    if moved is None:
        return None
    return _("%(points)s since the first round") % {"points": f"{'+' if moved > 0 else ''}{_one(moved)}"}


def _line(comparison: Comparison) -> list[str]:
    label = comparison.label if comparison.n is None else f"{comparison.label} (n = {comparison.n})"
    return [label, *(_one(score) for score in comparison.scores), _one(comparison.overall)]

"""Every night: closed cases whose day has come are asked what came of the help."""

from django.utils import timezone

from navet.casework import commands, queries
from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every


@every("40 5 * * *")
def ask_what_came_of_it() -> None:
    """In each hub, six and twelve months after a case was closed."""
    for hub in every_hub():
        with inside(hub.id):
            for question in queries.questions_due(timezone.localdate()):
                commands.ask_for_outcome(PLATFORM, question)

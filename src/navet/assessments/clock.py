"""What happens by itself: every morning, rounds that are due are brought to mind."""

from django.utils import timezone

from navet.assessments import commands, queries
from navet.hubs.chosen import inside
from navet.hubs.queries import every_hub
from navet.kit.commands import PLATFORM
from navet.kit.jobs import every


@every("15 5 * * *")
def remind_of_due_rounds() -> None:
    """In each hub, remind of rounds due within two weeks, and again every two weeks until they are submitted."""
    for hub in every_hub():
        with inside(hub.id):
            for assessment in queries.due_for_reminder(timezone.localdate()):
                commands.remind(PLATFORM, assessment)

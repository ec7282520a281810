"""What the tests of asking for help share."""

from procrastinate.contrib.django.models import ProcrastinateJob

from navet.casework import commands
from navet.casework.models import Application, Guest
from navet.directory.models.people import Visitor
from navet.journal.commands import tell
from navet.kit.secrets import new_secret

NEED = "We bake forty kinds of bread and throw away a fifth every evening."
ANSWERS = {
    "need": NEED,
    "wish": "Half as much thrown away.",
    "kind": "UNDERTAKING",
    "country": "SE",
    "register_number": "556012-5790",
    "organisation_name": "Bageri Solsidan AB",
    "size": "small",
    "region": "SE224",
    "sector": "agriculture-food",
    "applicant_name": "Gun",
    "applicant_email": "gun@solsidan.example",
    "applicant_phone": "",
}
VISITOR = Visitor()


def make_draft(world, who=VISITOR, **answers) -> tuple[Application, str]:
    """A draft with all its answers, and the secret that opens it."""
    secret = new_secret()
    told = {**ANSWERS, **answers}
    return commands.start_application(who, world.hub, secret=secret, language="sv", answers=told), secret


def guest_of(application: Application):
    return Guest(application.id)


def make_sent(world, **answers) -> Application:
    """An application the hub has got."""
    application, _ = make_draft(world, **answers)
    return commands.submit_application(guest_of(application), application, consents=True)


def run_listeners() -> None:
    """Do what was put in the queue, as the worker would; twice, since a listener bears that."""
    for job in ProcrastinateJob.objects.filter(task_name="tell").order_by("id"):
        tell.func(**job.args)
        tell.func(**job.args)

"""What people write is shown as they wrote it, once escaped, wherever it stands."""

from django.utils import timezone

from navet.casework import commands
from navet.casework.models import Document
from navet.casework.tests.intake import NEED, guest_of, make_draft, make_sent
from navet.subscriptions.commands import begin_subscription

ODD = 'Ost & Vin "AB" {{ 7 }} <b>'
SHOWN = "Ost &amp; Vin &quot;AB&quot; {{ 7 }} &lt;b&gt;"


def test_what_people_write_is_escaped_once_and_never_run(world, as_member):
    application = make_sent(world, organisation_name=ODD, applicant_name=ODD, need=ODD * 2)
    Document.objects.create(
        application=application, name=f"{ODD}.pdf", content_type="application/pdf", size=1, sha256="x", path="x"
    )
    for member, path in (
        (world.ben, "inbox/"),
        (world.ben, f"inbox/{application.id}/"),
        (world.ben, f"inbox/{application.id}/question/"),
        (application.applicant, f"applications/{application.id}/"),
        (application.applicant, "my/"),
    ):
        page = as_member(member).get(f"/h/north/{path}").content.decode()
        assert SHOWN in page, path
        assert "<b>" not in page, path
        assert "&amp;amp;" not in page, path
        assert "AB&quot; 7" not in page, path
    assert application.submitted_at <= timezone.now()


def test_the_receipt_offers_a_letter_when_something_new_fits(world, as_member):
    application, secret = make_draft(world, applicant_email="ana@example.org")
    commands.submit_application(guest_of(application), application, consents=True)
    browser, address = as_member(None), f"/h/north/applications/{application.id}/"
    browser.get(f"/h/north/apply/back/{secret}/")
    page = browser.get(address).content.decode()
    assert "Hear when something new fits" in page
    assert 'value="ana@example.org"' in page
    assert " checked" not in page
    begin_subscription(world.ana, world.hub, need=NEED, language="sv", topics=[], email="", agree=True)
    assert "See it, or stop the letters" in as_member(world.ana).get(address).content.decode()
    assert "See it, or stop the letters" not in browser.get(address).content.decode()

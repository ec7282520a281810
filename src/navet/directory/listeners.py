from navet.directory.facts import MemberInvited
from navet.directory.queries import find_invitation, token_of
from navet.hubs.queries import address_of, find_hub
from navet.kit.facts import hears
from navet.kit.mail import send_mail


@hears(MemberInvited)
def send_the_invitation(fact: MemberInvited) -> None:
    """The letter with the link; sent again if the first try failed."""
    hub, invitation = find_hub(fact.hub_id), find_invitation(fact.about)
    link = address_of(hub, f"/invitation/{token_of(invitation)}/")
    send_mail(
        "directory/mail/invitation.txt",
        to=invitation.email,
        language=hub.first_language,
        context={"hub": hub, "invitation": invitation, "link": link},
    )

from navet.directory.models import Membership, Person, Role
from navet.hubs.models import chosen_hub


def welcome(*, email: str, name: str, language: str = "en", phone: str = "") -> Membership:
    """The person with that address as the hub knows her; made, with a login, if she is new. Called by commands only."""
    known = Membership.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    person = Person.objects.filter(email__iexact=email).first() or Person.objects.create_user(
        email.lower(), name=name, language=language
    )
    member, _ = Membership.objects.get_or_create(
        hub_id=chosen_hub(),
        person=person,
        defaults={
            "name": name or email,
            "email": email.lower(),
            "language": language,
            "phone": phone,
            "role": Role.CONTACT,
        },
    )
    return member

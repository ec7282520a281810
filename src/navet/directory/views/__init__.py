from navet.directory.views.hubs import (
    add_partner,
    edit_hub,
    edit_partner,
    hub,
)
from navet.directory.views.members import (
    accept_invitation,
    change_membership,
    invite_member,
    withdraw_invitation,
)
from navet.directory.views.people import account, choose_language, enter_demo, logo, revoke_key, theme

__all__ = [
    "accept_invitation",
    "account",
    "add_partner",
    "change_membership",
    "choose_language",
    "edit_hub",
    "edit_partner",
    "enter_demo",
    "hub",
    "invite_member",
    "logo",
    "revoke_key",
    "theme",
    "withdraw_invitation",
]

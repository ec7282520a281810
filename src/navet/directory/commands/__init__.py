from navet.directory.commands.administrators import appoint_administrator, open_hub
from navet.directory.commands.consents import give_consent, withdraw_consent
from navet.directory.commands.customers import add_contact, register_customer, set_signing_right
from navet.directory.commands.hubs import add_partner, edit_hub, edit_partner
from navet.directory.commands.merging import merge_organisations
from navet.directory.commands.organisations import (
    add_establishment,
    edit_customer,
    edit_organisation,
    end_contact,
    end_link,
    enter_accounts,
    link_organisations,
)
from navet.directory.commands.people import (
    accept_invitation,
    change_membership,
    invite_member,
    make_key,
    revoke_key,
    welcome,
    withdraw_invitation,
)
from navet.directory.commands.providers import remove_identity_provider, set_identity_provider, unlink_identity

__all__ = [
    "accept_invitation",
    "add_contact",
    "add_establishment",
    "add_partner",
    "appoint_administrator",
    "change_membership",
    "edit_customer",
    "edit_hub",
    "edit_organisation",
    "edit_partner",
    "end_contact",
    "end_link",
    "enter_accounts",
    "give_consent",
    "invite_member",
    "link_organisations",
    "make_key",
    "merge_organisations",
    "open_hub",
    "register_customer",
    "remove_identity_provider",
    "revoke_key",
    "set_identity_provider",
    "set_signing_right",
    "unlink_identity",
    "welcome",
    "withdraw_consent",
    "withdraw_invitation",
]

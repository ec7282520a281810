from navet.directory.commands.consents import give_consent
from navet.directory.commands.customers import add_contact, register_customer
from navet.directory.commands.hubs import edit_hub
from navet.directory.commands.people import make_key, revoke_key, welcome

__all__ = ["add_contact", "edit_hub", "give_consent", "make_key", "register_customer", "revoke_key", "welcome"]

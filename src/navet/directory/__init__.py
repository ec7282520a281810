"""Directory: the people and organisations the hubs work with, and who may do what where.

Things: Person, Membership, Invitation, Consent, Organisation, OrganisationLink, AccountYear, Customer, Contact.
Knows: kit, hubs, journal.
"""

from ninja import Router

from navet.directory.api import accounts, customers, hubs, members, organisations

router = Router()
for each in (customers, organisations, hubs, members, accounts):
    router.add_router("", each.router)

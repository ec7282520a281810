from ninja import Router

from navet.funding.api import claims, projects, time

router = Router()
for each in (projects, time, claims):
    router.add_router("", each.router)

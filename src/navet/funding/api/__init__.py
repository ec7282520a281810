from ninja import Router

from navet.funding.api import claims, layouts, projects, time

router = Router()
for each in (projects, claims, layouts, time):
    router.add_router("", each.router)

from ninja import Router

from navet.funding.api import projects, time

router = Router()
for each in (projects, time):
    router.add_router("", each.router)

from ninja import Router

from navet.casework.api import applications, cases, helping, promises

router = Router()
router.add_router("", applications.router)
router.add_router("", cases.router)
router.add_router("", helping.router)
router.add_router("", promises.router)

"""How customers ask and the hub answers: drafts, applications, messages, and what was decided."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

from navet.casework.commands import (
    accept_application,
    ask_back,
    attach_document,
    decline_application,
    read_messages,
    start_application,
    submit_application,
    withdraw_application,
    write_message,
)
from navet.casework.models import Application, Case, Decision, Document, Message
from navet.config.demo.region import Region, Step
from navet.directory.models import Membership
from navet.kit.secrets import new_secret

Told = dict[str, Any]


def applications(told: list[Told]) -> Iterator[Step]:
    for case in told:
        key, steps = f"case:{case['key']}", case["steps"]
        yield Step(f"{key}:started", case["started_days_ago"], partial(_start, told=case))
        if case["state"] == "draft":
            continue
        for number, document in enumerate(case["documents"]):
            attach = partial(_attach, told=case, document=document)
            yield Step(f"{key}:document:{number}", case["started_days_ago"], attach)
        yield Step(f"{key}:submitted", steps["submitted"], partial(_submit, told=case))
        yield from _messages(key, case)
        for name, take in DECIDED.items():
            if name in steps:
                yield Step(f"{key}:{name}", steps[name], partial(take, told=case))


def application_of(region: Region, told: Told) -> Application:
    return region.find(Application, f"case:{told['key']}:started")


def _messages(key: str, case: Told) -> Iterator[Step]:
    for number, message in enumerate(case["messages"]):
        asks = case["state"] == "asked-back" and number == 0
        take = partial(_ask_back if asks else _write, told=case, message=message)
        yield Step(f"{key}:message:{number}", message["days_ago"], take)


def _start(region: Region, told: Told) -> Application:
    return start_application(
        region.contact(told["customer"]),
        region.hub,
        secret=new_secret(),
        language=region.language,
        answers={"need": told["words"], "wish": told["wish"]},
    )


def _attach(region: Region, told: Told, document: Told) -> Document:
    content = ("\n".join(document["lines"]) + "\n").encode()
    contact, application = region.contact(told["customer"]), application_of(region, told)
    return attach_document(contact, application, name=document["name"], file=BytesIO(content), size=len(content))


def _submit(region: Region, told: Told) -> Application:
    return submit_application(region.contact(told["customer"]), application_of(region, told), consents=True)


def _write(region: Region, told: Told, message: Told) -> Message:
    """Whoever writes has read what came before."""
    writer = _writer(region, told, message)
    application = application_of(region, told)
    read_messages(writer, application)
    return write_message(writer, application, text=message["text"])


def _writer(region: Region, told: Told, message: Told) -> Membership:
    return region.contact(told["customer"]) if message["from"] == "customer" else region.staff(told["adviser"])


def _ask_back(region: Region, told: Told, message: Told) -> Message:
    return ask_back(region.staff(told["adviser"]), application_of(region, told), question=message["text"])


def _decline(region: Region, told: Told) -> Decision:
    adviser, application = region.staff(told["adviser"]), application_of(region, told)
    return decline_application(adviser, application, reason=told["declined_because"], pointer=told["pointer"])


def _withdraw(region: Region, told: Told) -> Application:
    return withdraw_application(region.contact(told["customer"]), application_of(region, told))


def _accept(region: Region, told: Told) -> Case:
    adviser = region.staff(told["adviser"])
    return accept_application(adviser, application_of(region, told), title=told["title"], adviser=adviser)


DECIDED = {"declined": _decline, "withdrawn": _withdraw, "accepted": _accept}

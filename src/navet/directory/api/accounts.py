"""One's own account: keys for programs, consents."""

from uuid import UUID

from ninja import Router, Status

from navet.directory import commands, queries
from navet.directory.doors import MemberRequest
from navet.directory.schemas import NOS, SignedIn
from navet.directory.schemas.hubs import ConsentOut, GiveConsent, KeyMade, KeyOut, MakeKey, MemberOut

router = Router(tags=["account"])


@router.get("/account", response={200: MemberOut, **NOS}, operation_id="account")
def account(request: MemberRequest) -> object:
    """Who one is in this hub."""
    return request.member


@router.get("/account/keys", response={200: list[KeyOut], **NOS}, operation_id="keys")
def keys(request: MemberRequest) -> object:
    """One's own keys, the newest first, without their secrets."""
    return queries.keys_of(request.member)


# A key that could make keys would outlive its own last day and its revocation: a person has to sign in for that.
@router.post("/account/keys", response={201: KeyMade, **NOS}, auth=SignedIn(), operation_id="make_key")
def make_key(request: MemberRequest, asked: MakeKey) -> Status[KeyMade]:
    """Make a key for oneself; only with a session, never with a key."""
    key, secret = commands.make_key(request.member, request.member, **asked.dict())
    return Status(201, KeyMade(secret=secret, **KeyOut.from_orm(key).dict()))


@router.post("/account/keys/{uuid:key_id}/revocation", response={200: KeyOut, **NOS}, operation_id="revoke_key")
def revoke_key(request: MemberRequest, key_id: UUID) -> object:
    """Let one of one's own keys open nothing any more."""
    return commands.revoke_key(request.member, queries.find_key(request.member, key_id))


@router.get("/account/consents", response={200: list[ConsentOut], **NOS}, operation_id="consents")
def consents(request: MemberRequest) -> object:
    """What one has agreed to and not withdrawn."""
    return queries.consents_of(request.member)


@router.put("/account/consents/{slug:purpose}", response={200: ConsentOut, **NOS}, operation_id="give_consent")
def give_consent(request: MemberRequest, purpose: str, asked: GiveConsent) -> object:
    """Agree to something; what stands already is answered as it stands."""
    return commands.give_consent(request.member, request.member, purpose=purpose, wording=asked.wording)


@router.delete("/account/consents/{slug:purpose}", response={204: None, **NOS}, operation_id="withdraw_consent")
def withdraw_consent(request: MemberRequest, purpose: str) -> Status[None]:
    """Agree no longer."""
    commands.withdraw_consent(request.member, request.member, purpose=purpose)
    return Status(204, None)

from navet.directory.schemas.shared import NOS, Changes, OneOf, Problem, SignedIn, WithKey, signed_in

__all__ = ["NOS", "Changes", "OneOf", "Problem", "SignedIn", "WithKey", "signed_in"]

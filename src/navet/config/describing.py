"""How the API describes itself: a refusal by its own content type, every shape by a name of its own."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from navet.directory.schemas import Problem
from navet.kit.middleware import PROBLEM

FILE = {"type": "string", "format": "binary"}


class Description(OpenAPISchema):
    """The OpenAPI file. Raises `ValueError` when two shapes of one name differ: one would stand for the other."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Every refusal as RFC 9457 sends it; what names no shape of its own for a yes answers with a file."""
        told = super().responses(operation)
        if min(told) >= 400:
            told[200] = {"description": "The file itself", "content": {"*/*": {"schema": FILE}}}
        for status, model in operation.response_models.items():
            if is_problem(model):
                told[status]["content"] = {PROBLEM: told[status]["content"].pop("application/json")}
        return told

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, shape in definitions.items():
            if self.schemas.get(name, shape) != shape:
                raise ValueError(f"Two shapes are called {name}: give one another name.")
        super().add_schema_definitions(definitions)


def is_problem(model: Any) -> bool:
    return hasattr(model, "model_fields") and model.model_fields["response"].annotation is Problem


class Api(NinjaAPI):
    """The API with our description of it; an operation is called as its function unless it says otherwise."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return Description(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

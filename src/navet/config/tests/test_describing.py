"""The description of the API holds for what is sent."""

import pytest
from django.http import HttpRequest
from ninja import NinjaAPI, Schema

from navet.config.api import api, not_kept
from navet.config.describing import Api, Description


def test_two_shapes_of_one_name_are_a_fault():
    described = Api(urls_namespace="twice")

    def shape(field: str) -> type[Schema]:
        return type("Shape", (Schema,), {"__annotations__": {field: str}, "__module__": field})

    for field in ("one", "other"):
        described.get(f"/{field}", response=shape(field))(lambda request: {})
    with pytest.raises(ValueError, match="Shape"):
        described.get_openapi_schema(path_prefix="")


def test_refusals_files_and_names():
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    told = paths["/agreements/{agreement_id}/letter"]["get"]["responses"]
    assert list(told[404]["content"]) == ["application/problem+json"]
    assert list(told[200]["content"]) == ["*/*"]
    assert paths["/projects"]["post"]["operationId"] == "open_project"
    assert isinstance(api.get_openapi_schema(), Description)
    assert issubclass(Api, NinjaAPI)


def test_what_cannot_be_kept_is_told_outside_a_transaction_too():
    assert not_kept(HttpRequest(), OverflowError()).status_code == 422

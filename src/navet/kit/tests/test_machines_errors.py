"""When the answer to a program is no, it is a problem as RFC 9457 writes it, also where no endpoint spoke."""

import pytest
from django.test import Client

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("get", "nowhere", 404), ("get", "customers/1", 404), ("delete", "customers", 405)]
)
def test_a_bad_address_and_a_wrong_method_are_problems_too(world, method, path, status):
    answer = getattr(Client(), method)(f"/h/north/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert ("Allow" in answer) is (status == 405)


def test_pages_keep_their_own(world):
    assert Client().get("/h/north/nowhere/")["Content-Type"].startswith("text/html")

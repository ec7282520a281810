"""Answers that say no without a word get a page of their own."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

WORDLESS = {405, 409, 413, 429}
API = "/api/v1/"
PROBLEM = "application/problem+json"

Page = Callable[[HttpRequest], HttpResponse]


class SayWhy:
    """Give 405, 409, 413 and 429 their page when the door left it empty and a person is reading."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in WORDLESS and not response.content and request.accepts("text/html"):
            response.content = render_to_string(f"{response.status_code}.html", request=request).encode()
            response["Content-Type"] = "text/html; charset=utf-8"
        return response


class SayWhyToMachines:
    """Under the API every refusal is a problem (RFC 9457), also one that no endpoint gave: a bad address, a wrong method."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and API in request.path_info and response.headers.get("Content-Type") != PROBLEM:
            status = response.status_code
            body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
            response.content = json.dumps(body).encode()
            response["Content-Type"] = PROBLEM
        return response

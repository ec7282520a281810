"""Answers that say no without a word get a page of their own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

WORDLESS = {405, 409, 413, 429}

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

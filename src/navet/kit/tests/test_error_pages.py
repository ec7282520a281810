"""When the answer is no, a person gets a page: what happened and the next step."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from navet.config.urls import urlpatterns as ours
from navet.directory.doors import Audience, page
from navet.kit.middleware import SayWhy
from navet.kit.refusals import Refused


def failing(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("bad/", failing(BadRequest())),
    path("forbidden/", failing(PermissionDenied())),
    path("missing/", failing(Http404())),
    path("broken/", failing(RuntimeError())),
    path("refused/", page(Audience.PUBLIC)(failing(Refused("It was sold.")))),
    path("wrong/", page(Audience.PUBLIC)(failing(Refused(fields={"day": ["It is past."]})))),
    *ours,
]


@pytest.mark.parametrize(("address", "code"), [("bad", 400), ("forbidden", 403), ("missing", 404), ("broken", 500)])
@override_settings(ROOT_URLCONF=__name__)
def test_each_has_its_page_in_the_hubs_look(world, address, code):
    answer = Client(raise_request_exception=False).get(f"/h/north/{address}/", headers={"accept-language": "en"})
    assert answer.status_code == code
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize(("address", "words"), [("refused", "It was sold."), ("wrong", "It is past.")])
@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_that_has_no_form_to_stand_on_has_a_page_with_its_words(world, address, words):
    answer = Client().get(f"/h/north/{address}/")
    assert (answer.status_code, words in answer.content.decode()) == (409, True)


def test_a_page_outside_every_hub_is_missing_in_the_platforms_look(db):
    answer = Client().get("/nowhere/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


@pytest.mark.parametrize("code", [405, 409, 413, 429])
def test_an_answer_without_a_word_gets_its_page(code):
    answer = SayWhy(lambda request: HttpResponse(status=code))(
        RequestFactory().get("/", headers={"accept": "text/html"})
    )
    assert answer.status_code == code
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        (HttpResponse("the form again", status=409), "text/html"),
        (HttpResponse(status=409), "application/json"),
        (HttpResponse(status=204), "text/html"),
    ],
)
def test_other_answers_pass_untouched(response, accept):
    before = response.content
    assert SayWhy(lambda request: response)(RequestFactory().get("/", headers={"accept": accept})).content == before


def test_the_page_for_what_broke_needs_nothing():
    assert "Något gick sönder" in render_to_string("500.html")

import pytest
from django import forms

from navet.kit.forms import tell_form, telling
from navet.kit.refusals import NotAllowed, Refused


class Named(forms.Form):
    name = forms.CharField()


@pytest.fixture
def form() -> Named:
    form = Named({"name": "Typed"})
    assert form.is_valid()
    return form


def test_a_refusal_stands_at_its_field_and_what_is_about_no_field_here_above(form):
    tell_form(form, Refused("both", fields={"name": ["Too short."], "hub": ["Closed."]}))
    assert form.errors == {"name": ["Too short."], "__all__": ["Closed."]}
    assert form["name"].value() == "Typed"


def test_a_refusal_about_no_field_stands_above(form):
    with telling(form):
        raise Refused("Not today.")
    assert form.errors == {"__all__": ["Not today."]}


def test_who_may_not_act_is_turned_away_and_nothing_is_told(form):
    with pytest.raises(NotAllowed), telling(form):
        raise NotAllowed("No.")
    assert form.errors == {}

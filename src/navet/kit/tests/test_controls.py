from django import forms


class Asked(forms.Form):
    kind = forms.ChoiceField(
        choices=[("", "–"), ("Bread & cake", [("<1>", "Less than <one>"), ("2", "Two")]), ("3", "Three")],
        widget=forms.Select(attrs={"data-note": 'say "so"', "class": "wide", "required": True, "hidden": False}),
    )


def shown(**answers: str) -> str:
    return str(Asked(answers)["kind"])


def test_options_stand_in_their_groups_and_the_chosen_one_is_marked():
    assert '<optgroup label="Bread &amp; cake">' in shown(kind="2")
    assert '<option value="2" selected>Two</option></optgroup><option value="3">Three</option>' in shown(kind="2")


def test_what_a_hub_wrote_cannot_become_markup():
    assert '<option value="&lt;1&gt;">Less than &lt;one&gt;</option>' in shown()


def test_attributes_are_written_once():
    page = shown()
    assert 'class="ds-input wide"' in page
    assert page.count("wide") == 1
    assert ' data-note="say &quot;so&quot;" required' in page
    assert "hidden" not in page


def test_an_option_that_cannot_be_chosen_says_so():
    class Closed(forms.Select):
        def create_option(self, *args, **kwargs):
            option = super().create_option(*args, **kwargs)
            option["attrs"]["disabled"] = True
            return option

    field = forms.ChoiceField(choices=[("1", "One")], widget=Closed)
    assert '<option value="1" disabled>One</option>' in field.widget.render("kind", None)

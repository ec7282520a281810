from django import forms

from navet.kit.forms import TextsForm


class Asked(TextsForm):
    texts = {"title": forms.CharField(label="Name", max_length=10)}
    code = forms.CharField()


def test_one_field_a_language_and_one_mapping():
    form = Asked({"title_sv": "Namn", "title_en": "", "code": "A"}, languages=["sv", "en"])
    assert [field.name for field in form.asked("title")] == ["title_sv", "title_en"]
    assert form.is_valid()
    assert form.cleaned_data == {"code": "A", "title": {"sv": "Namn"}}
    assert list(form.fields) == ["title_sv", "title_en", "code"]


def test_only_the_first_language_is_required():
    form = Asked({"title_en": "Name", "code": "A"}, languages=["sv", "en"])
    assert list(form.errors) == ["title_sv"]


def test_a_language_not_asked_for_keeps_its_text():
    kept = {"title": {"sv": "Namn", "nb": "Navn"}, "code": "A"}
    form = Asked({"title_sv": "Nytt", "code": "A"}, languages=["sv"], initial=kept)
    assert form["title_sv"].initial == "Namn"
    assert form.fields["title_sv"].label == "Name"
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"sv": "Nytt", "nb": "Navn"}

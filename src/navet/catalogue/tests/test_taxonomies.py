import json

from django.utils import translation

from navet.catalogue.commands import load_taxonomies
from navet.catalogue.commands.taxonomies import FOLDER
from navet.catalogue.models import TaxonomyVersion
from navet.catalogue.queries import label, labels_of, reporting_value, sectors_of_nace, words


def test_every_list_is_in_the_database_and_not_read_twice(db):
    assert TaxonomyVersion.objects.count() == len(list(FOLDER.glob("*.json")))
    assert load_taxonomies(FOLDER) == []


def test_labels_are_the_readers_and_the_reported_value_is_nobodys(db):
    with translation.override("sv"):
        assert label("pillars", "skills") == "Kompetens och utbildning"
    with translation.override("nb"):
        assert labels_of("pillars", ["skills", "no-such"]) == ["Kompetanse og opplæring", "no-such"]
        assert reporting_value("pillars", "skills") == "Training and skills development"
    assert reporting_value("pillars", "no-such") == ""


def test_old_versions_stay(db, tmp_path):
    taxonomy = {
        "scheme": "tested",
        "version": "1",
        "source": "here",
        "checked": "",
        "entries": [{"code": "a", "labels": {"en": "A"}, "reporting": "old", "colour": "red"}],
    }
    path = tmp_path / "tested.json"
    path.write_text(json.dumps(taxonomy))
    assert load_taxonomies(tmp_path) == ["tested"]
    taxonomy |= {"version": "2", "entries": [{"code": "a", "labels": {"en": "A"}, "reporting": "new"}]}
    path.write_text(json.dumps(taxonomy))
    assert load_taxonomies(tmp_path) == ["tested"]
    words.cache_clear()
    assert reporting_value("tested", "a") == "new"
    assert reporting_value("tested", "a", "1") == "old"
    version = TaxonomyVersion.objects.get(scheme="tested", version="1")
    assert (str(version), str(version.terms.get()), version.terms.get().details) == ("tested 1", "a", {"colour": "red"})
    taxonomy["entries"][0]["reporting"] = "mended"
    path.write_text(json.dumps(taxonomy))
    assert load_taxonomies(tmp_path) == ["tested"]
    assert TaxonomyVersion.objects.filter(scheme="tested").count() == 2
    words.cache_clear()
    assert reporting_value("tested", "a") == "mended"
    words.cache_clear()


def test_sectors_of_an_activity_code(db):
    assert sectors_of_nace("10.71")[0] == ["agriculture-food"]
    assert "food-and-beverages" in sectors_of_nace("10.71")[1]
    assert sectors_of_nace("A")[0] == ["agriculture-food"]
    assert sectors_of_nace("??") == ([], [])

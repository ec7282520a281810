"""The linked-data export holds what CPSV-AP 3.2 asks (see cpsv-ap-3.2.ttl for what these constraints are and are not)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import DCTERMS, RDF

from navet.catalogue import cpsv
from navet.catalogue.commands import close_service, set_price
from navet.catalogue.queries import offers_for_export

SHAPES = Path(__file__).with_name("cpsv-ap-3.2.ttl")
CPSV = rdflib.Namespace("http://purl.org/vocab/cpsv#")
CV = rdflib.Namespace("http://data.europa.eu/m8g/")
# rdflib's own reader of JSON-LD still uses the name it has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
ADDRESS = "/h/north/services/cpsv.jsonld"


def graph_of(response) -> rdflib.Graph:
    assert response["Content-Type"] == "application/ld+json"
    return rdflib.Graph().parse(data=response.content, format="json-ld")


def faults(graph: rdflib.Graph) -> str:
    fits, _report, text = validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES, format="turtle"), advanced=False)
    return "" if fits else text


@pytest.fixture
def catalogue(world, make_service, make_project):
    world.hub.regions = ["SE224", "SE221"]
    world.hub.save()
    first = make_service()
    make_service(
        code="B",
        slug="b",
        title={"en": "Least of all"},
        summary={"en": "A sentence."},
        description={},
        gives={},
        technologies=[],
        sectors=[],
        audience=[],
        languages=["ar"],
        regions=[],
        hours=None,
        needs=[first.id],
    )
    set_price(world.cia, first, project=make_project("0.4"), amount=Decimal(1500), unit="DAY", since=date(2025, 1, 1))
    return first


def test_the_export_fits_the_profile(as_member, catalogue):
    graph = graph_of(as_member(None).get(ADDRESS))
    assert faults(graph) == ""
    assert len(list(graph.subjects(RDF.type, CPSV.PublicService))) == 2


def test_an_empty_catalogue_fits_too(world, as_member):
    assert faults(graph_of(as_member(None).get(ADDRESS))) == ""


def test_what_it_says(as_member, catalogue):
    graph = graph_of(as_member(None).get(ADDRESS))
    page = rdflib.URIRef("http://testserver/h/north/services/robot-test/")
    assert set(graph.objects(page, DCTERMS.title)) == {
        rdflib.Literal("Prova en robot", lang="sv"),
        rdflib.Literal("Try a robot", lang="en"),
    }
    assert set(graph.objects(page, DCTERMS.spatial)) == {rdflib.URIRef("http://data.europa.eu/nuts/code/SE224")}
    assert str(graph.value(page, CV.processingTime)) == "PT16H"
    values = {
        str(graph.value(cost, DCTERMS.identifier)): float(graph.value(cost, CV.hasValue))
        for cost in graph.objects(page, CV.hasCost)
    }
    assert values == {"TBI-1-you-pay": 0.0, "TBI-1-nominal-price": 1500.0, "TBI-1-state-aid": 600.0}
    second = rdflib.URIRef("http://testserver/h/north/services/b/")
    assert list(graph.objects(second, DCTERMS.requires)) == [page]


def test_what_comes_first_but_is_closed_is_not_named(world, as_member, catalogue):
    close_service(world.cia, catalogue)
    graph = graph_of(as_member(None).get(ADDRESS))
    assert faults(graph) == ""
    assert list(graph.subject_objects(DCTERMS.requires)) == []


def test_the_constraints_bite(as_member, catalogue):
    """A service without its title, or a cost with two values, is found out."""
    document = json.loads(as_member(None).get(ADDRESS).content)
    for node in document["@graph"]:
        if "cpsv:PublicService" in node["@type"]:
            del node["dct:title"]
        if "cv:Cost" in node["@type"]:
            node["cv:hasValue"] = [node["cv:hasValue"], {"@type": "xsd:double", "@value": "1"}]
    text = faults(rdflib.Graph().parse(data=json.dumps(document), format="json-ld"))
    assert text.count("MinCountConstraintComponent") >= 2
    assert text.count("MaxCountConstraintComponent") >= 3


def test_a_hub_without_regions_covers_its_country():
    publisher = cpsv.Publisher("https://hub/services/", "Hub", "sv", "SE", {}, [])
    graph = cpsv.export(publisher, [])["@graph"]
    hub = next(node for node in graph if "cv:PublicOrganisation" in node["@type"])
    assert hub["dct:spatial"] == [{"@id": "http://data.europa.eu/nuts/code/SE"}]


def test_a_service_with_no_page_to_point_at_is_left_out_of_what_is_needed_before(world, make_service):
    first = make_service(code="A", slug="a")
    second = make_service(code="B", slug="b", needs=[first.id])
    close_service(world.cia, first)
    (offer,) = offers_for_export({second.id: "https://x/b/"}, {})
    assert list(offer.requires) == []

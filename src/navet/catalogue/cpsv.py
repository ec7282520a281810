"""The catalogue as linked data: CPSV-AP 3.2, the European profile of the Core Public Service Vocabulary, in JSON-LD.

Source: SEMIC, CPSV-AP 3.2.0, chapter "Classes". The profile was made for public services and says
"public organisation" of whoever answers for them; here that is the hub.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Node = dict[str, Any]
Texts = Mapping[str, str]

CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
NUTS = "http://data.europa.eu/nuts/code/"
# The class that the profile's own shapes ask of an area an organisation covers.
AREA = "http://data.europa.eu/88u/dataset/atu-type"
ACTIVE = "http://purl.org/adms/status/Completed"
# ISO 639-1 to the three letters of the Publications Office.
LANGUAGES = {
    "da": "DAN",
    "de": "DEU",
    "en": "ENG",
    "fi": "FIN",
    "fr": "FRA",
    "nb": "NOB",
    "nn": "NNO",
    "pl": "POL",
    "se": "SME",
    "sv": "SWE",
    "uk": "UKR",
}


@dataclass(frozen=True)
class Term:
    """A word of a list: its code and labels."""

    code: str
    labels: Texts


@dataclass(frozen=True)
class Amount:
    """One figure of a price: which (its key), in how many words, and how much."""

    key: str
    description: Texts
    value: Decimal
    currency: str


@dataclass(frozen=True)
class Offer:
    """A service as the export needs it. `page`: its full address, which is also its name in the graph."""

    page: str
    code: str
    title: Texts
    description: Texts
    pillar: Term
    gives: Texts = field(default_factory=dict)
    needs: Texts = field(default_factory=dict)
    technologies: Sequence[Term] = ()
    sectors: Sequence[Term] = ()
    audience: Sequence[Term] = ()
    languages: Sequence[str] = ()
    regions: Sequence[Term] = ()
    hours: Decimal | None = None
    ask: str = ""
    requires: Sequence[str] = ()
    amounts: Sequence[Amount] = ()


@dataclass(frozen=True)
class Publisher:
    """The hub. `page`: the full address of its catalogue; `language`: the one its name is in."""

    page: str
    name: str
    language: str
    country: str
    purpose: Texts
    regions: Sequence[Term]


def export(publisher: Publisher, offers: Iterable[Offer]) -> Node:
    """The whole catalogue as one JSON-LD document; every thing that is named twice stands in it once."""
    graph: dict[str, Node] = {}
    dataset = _publisher(graph, publisher)
    for offer in offers:
        _offer(graph, publisher, offer, dataset)
    return {"@context": CONTEXT, "@graph": list(graph.values())}


def _publisher(graph: dict[str, Node], publisher: Publisher) -> Node:
    name = [{"@value": publisher.name, "@language": publisher.language}]
    areas = [_area(graph, region) for region in publisher.regions] or [_country(graph, publisher.country)]
    _put(
        graph,
        _authority(publisher),
        ["cv:PublicOrganisation", "org:Organization", "foaf:Agent"],
        {"skos:prefLabel": name, "dct:title": name, "dct:identifier": publisher.page, "dct:spatial": areas},
    )
    _put(graph, publisher.page, ["foaf:Document"], {})
    return _put(
        graph,
        f"{publisher.page}#catalogue",
        ["dcat:Dataset"],
        {
            "dct:title": name,
            "dct:description": _tagged(publisher.purpose) or name,
            "dct:identifier": f"{publisher.page}#catalogue",
            "dct:publisher": _ref(_authority(publisher)),
            "dcat:landingPage": _ref(publisher.page),
        },
    )


def _offer(graph: dict[str, Node], publisher: Publisher, offer: Offer, dataset: Node) -> None:

    def concepts(scheme: str, terms: Iterable[Term]) -> list[Node]:
        return [_concept(graph, publisher, scheme, term) for term in terms]

    details: Node = {
        "dct:identifier": offer.code,
        "dct:title": _tagged(offer.title),
        "dct:description": _tagged(offer.description),
        "cv:hasCompetentAuthority": _ref(_authority(publisher)),
        "cv:thematicArea": concepts("pillars", [offer.pillar]),
        "cv:sector": concepts("sectors", offer.sectors),
        "dct:audience": concepts("audience", offer.audience),
        "dcat:keyword": [tag for term in offer.technologies for tag in _tagged(term.labels)],
        "dct:language": [_language(graph, code) for code in offer.languages if code in LANGUAGES],
        "dct:spatial": [_area(graph, region) for region in offer.regions],
        "adms:status": _put(graph, ACTIVE, ["skos:Concept"], {"skos:prefLabel": _tagged({"en": "active"})}),
        "dct:requires": [_ref(page) for page in offer.requires],
        "dct:isPartOf": dataset,
        "cv:hasCost": [_cost(graph, publisher, offer, amount) for amount in offer.amounts],
    }
    if offer.hours:
        details["cv:processingTime"] = {"@type": "xsd:duration", "@value": f"PT{offer.hours.normalize():f}H"}
    details |= _parts(graph, offer)
    _put(graph, offer.page, ["cpsv:PublicService"], details)


def _parts(graph: dict[str, Node], offer: Offer) -> Node:
    """What belongs to one service alone: its way in, its result, what it asks of the customer."""
    parts: dict[str, tuple[str, str, Node]] = {
        "cv:hasChannel": ("channel", "cv:Channel", {"foaf:page": _ref(offer.ask)} if offer.ask else {}),
        "cv:contactPoint": ("contact", "cv:ContactPoint", {"cv:contactPage": _document(graph, offer.ask)}),
        "cpsv:produces": ("result", "cv:Output", {"dct:title": _tagged(offer.gives)}),
        "cv:holdsRequirement": ("needs", "cv:Requirement", {"dct:title": _tagged(offer.needs)}),
    }
    return {
        way: _put(graph, f"{offer.page}#{key}", [kind], {"dct:identifier": f"{offer.code}-{key}", **details})
        for way, (key, kind, details) in parts.items()
        if any(details.values())
    }


def _document(graph: dict[str, Node], page: str) -> Node:
    return _put(graph, page, ["foaf:Document"], {}) if page else {}


def _cost(graph: dict[str, Node], publisher: Publisher, offer: Offer, amount: Amount) -> Node:
    currency = AUTHORITY + f"currency/{amount.currency}"
    _put(graph, currency, ["skos:Concept"], {"skos:prefLabel": _tagged({"en": amount.currency})})
    details = {
        "dct:identifier": f"{offer.code}-{amount.key}",
        "dct:description": _tagged(amount.description),
        "cv:hasValue": {"@type": "xsd:double", "@value": str(amount.value)},
        "cv:currency": _ref(currency),
        "cv:isDefinedBy": _ref(_authority(publisher)),
    }
    return _put(graph, f"{offer.page}#{amount.key}", ["cv:Cost"], details)


def _concept(graph: dict[str, Node], publisher: Publisher, scheme: str, term: Term) -> Node:
    name = f"{publisher.page}#{scheme}-{term.code}"
    return _put(graph, name, ["skos:Concept"], {"skos:prefLabel": _tagged(term.labels)})


def _area(graph: dict[str, Node], region: Term) -> Node:
    details = {"skos:prefLabel": _tagged(region.labels)}
    return _put(graph, NUTS + region.code, ["dct:Location", AREA], details)


def _country(graph: dict[str, Node], country: str) -> Node:
    return _put(graph, NUTS + country, ["dct:Location", AREA], {})


def _language(graph: dict[str, Node], code: str) -> Node:
    return _put(graph, AUTHORITY + f"language/{LANGUAGES[code]}", ["dct:LinguisticSystem"], {})


def _authority(publisher: Publisher) -> str:
    return f"{publisher.page}#hub"


def _tagged(texts: Texts) -> list[Node]:
    return [{"@value": text, "@language": language} for language, text in texts.items() if text]


def _ref(name: str) -> Node:
    return {"@id": name}


def _put(graph: dict[str, Node], name: str, kinds: list[str], details: Node) -> Node:
    """Put a thing into the graph, once; what is empty is left out. Answers the reference to it."""
    kept = {key: value for key, value in details.items() if value not in ([], "", None)}
    node = graph.setdefault(name, {"@id": name, "@type": []})
    node["@type"] = [*dict.fromkeys([*node["@type"], *kinds])]
    node.update(kept)
    return _ref(name)

"""The taxonomies are data that funders read back: their literal values are typed here a second time."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "data" / "taxonomies"
LANGUAGES = ("nb", "sv", "en")

PILLARS = (
    "Test before invest",
    "Training and skills development",
    "Support to find investment",
    "Networking and access to innovation ecosystems",
)
TECHNOLOGIES = (
    "Additive manufacturing",
    "Artificial Intelligence & Decision support",
    "BI tools",
    "Big data",
    "Blockchain and Distributed Ledger Technology (DLT)",
    "Chemical engineering (plants, products)",
    "Cloud Services",
    "Communication network",
    "Cyber-physical systems",
    "Cybersecurity",
    "Digital twins",
    "Displays",
    "Gamification",
    "High performance computing",
    "Human computer interaction",
    "Industrial biotechnology",
    "Internet of Things",
    "Internet Services & Applications",
    "Laser-based manufacturing and materials processing",
    "Location-based applications",
    "Logistics",
    "Micro- and nanoelectronics, optoelectronics",
    "Mobility",
    "New technologies for Audio-Visual sector - Media",
    "Organic and large area electronics",
    "Other (please specify)",
    "Photonics",
    "Quantum Technologies (computing/communication)",
    "Robotics",
    "Semiconductors and Nanotechnology",
    "Sensors & Vision Processing Systems",
    "Simulation engineering and modelling",
    "Software Architectures",
    "Virtual Reality",
)
CATALOGUE_SECTORS = (
    "Aeronautics",
    "Agricultural biotechnology and food biotechnology",
    "Automotive",
    "Community-Led Local Development",
    "Construction & Assembly",
    "Consumer products",
    "Cultural and creative economy",
    "Defence",
    "Education",
    "Electricity",
    "Energy",
    "Energy, fuels and petroleum engineering",
    "Environment",
    "Financial",
    "Fishery",
    "Food and beverages",
    "Health care",
    "Leather",
    "Legal Aspects",
    "Life sciences",
    "Manufacturing and processing",
    "Maritime",
    "Metal working and industrial production",
    "Mining and extraction",
    "NMP Non-Metallic Materials & basic processes",
    "Nuclear",
    "Paper and wood",
    "Personal services",
    "Polymers and plastics",
    "Public administration",
    "Real estate",
    "Regulation",
    "Retail, wholesale or distribution",
    "Security",
    "Smart City",
    "Space",
    "Telecommunications",
    "Textiles",
    "Tobacco",
    "Transport & Mobility",
    "Transport sector",
    "Travel and tourism",
    "All sectors",
)
MATURITY_SECTORS = (
    "Aeronautics & Space",
    "Agriculture and food",
    "Community, social and personal service activities",
    "Construction",
    "Consumer goods/products",
    "Culture and Creative industries",
    "Defence and security",
    "Education",
    "Energy and utilities",
    "Environment",
    "Financial services",
    "Life sciences & healthcare",
    "Manufacturing",
    "Maritime and fishery",
    "Mining and quarrying",
    "Mobility (incl. Automotive)",
    "Public administration",
    "Real estate, renting and business activities",
    "Professional, Scientific and Technical Activities",
    "Telecommunications, Information and Communication",
    "Tourism (incl. restaurants and hospitality)",
    "Wholesale and retail",
    "Legal Aspects",
    "Regulation",
)
COFOG_DIVISIONS = (
    "general public services",
    "defence",
    "public order and safety",
    "economic affairs",
    "environmental protection",
    "housing and community amenities",
    "health",
    "recreation, culture and religion",
    "education",
    "social protection",
)
LITERAL = {
    "pillars": PILLARS,
    "technologies": TECHNOLOGIES,
    "catalogue-sectors": CATALOGUE_SECTORS,
    "maturity-sectors-sme": MATURITY_SECTORS,
    "cofog": COFOG_DIVISIONS,
}
COUNTS = {
    "audience": 10,
    "catalogue-sectors": 43,
    "cofog": 10,
    "formats": 3,
    "languages": 11,
    "maturity-dimensions": 2 * (6 + 11),
    "maturity-sectors-sme": 24,
    "nace-2": 21 + 88,
    "nace-2.1": 22 + 87,
    "nuts-2024": 21 + 17,
    "pillars": 4,
    "technologies": 34,
}


def taxonomy(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def codes(name: str) -> list[str]:
    return [entry["code"] for entry in taxonomy(name)["entries"]]


def test_every_list_is_here_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted([*COUNTS, "maturity-sector-mapping"])


@pytest.mark.parametrize("name", COUNTS)
def test_a_list_says_what_it_is(name: str) -> None:
    head = {key: value for key, value in taxonomy(name).items() if key != "entries"}
    assert set(head) == {"scheme", "version", "source", "checked"}
    assert all(value == value.strip() != "" for value in head.values())


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_codes_are_unique_and_counted(name: str, count: int) -> None:
    assert len(codes(name)) == count
    assert len(set(codes(name))) == count


@pytest.mark.parametrize("name", COUNTS)
def test_every_entry_speaks_all_three_languages(name: str) -> None:
    for entry in taxonomy(name)["entries"]:
        assert tuple(entry["labels"]) == LANGUAGES
        assert all(label == " ".join(label.split()) != "" for label in entry["labels"].values())
        assert isinstance(entry["reporting"], str)


@pytest.mark.parametrize("name", COUNTS)
def test_no_two_entries_of_one_level_look_alike(name: str) -> None:
    for language in LANGUAGES:
        seen = [(bool(entry.get("parent")), entry["labels"][language]) for entry in taxonomy(name)["entries"]]
        assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("name", "literal"), LITERAL.items())
def test_reporting_values_are_the_literal_ones(name: str, literal: tuple[str, ...]) -> None:
    assert tuple(entry["reporting"] for entry in taxonomy(name)["entries"]) == literal


@pytest.mark.parametrize("name", ["nace-2", "nace-2.1", "nuts-2024", "languages"])
def test_where_the_code_is_what_is_reported(name: str) -> None:
    assert [entry["reporting"] for entry in taxonomy(name)["entries"]] == codes(name)


@pytest.mark.parametrize("name", ["nace-2", "nace-2.1"])
def test_every_division_stands_under_a_section(name: str) -> None:
    entries = taxonomy(name)["entries"]
    sections = {entry["code"] for entry in entries if not entry["parent"]}
    assert {len(section) for section in sections} == {1}
    assert {entry["parent"] for entry in entries if entry["parent"]} == sections


def test_nuts_codes_begin_with_their_country() -> None:
    assert {(entry["country"], entry["code"][:2]) for entry in taxonomy("nuts-2024")["entries"]} == {
        ("NO", "NO"),
        ("SE", "SE"),
    }


def test_the_sector_mapping_names_only_what_exists() -> None:
    mapping = taxonomy("maturity-sector-mapping")["entries"]
    assert [entry["code"] for entry in mapping] == codes("maturity-sectors-sme")
    catalogue = {sector for entry in mapping for sector in entry["catalogue-sectors"]}
    assert catalogue == set(codes("catalogue-sectors"))
    for version in ("nace-2", "nace-2.1"):
        known = set(codes(version))
        for entry in mapping:
            named = [*entry[version]["sections"], *entry[version]["divisions"]]
            assert named
            assert set(named) <= known

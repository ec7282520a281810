"""A hub's own scheme: written down with its days, granted under by that hub alone, and ended."""

from datetime import date
from decimal import Decimal

import pytest

from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused
from navet.stateaid.commands import Scheme, Terms, end_scheme, set_scheme
from navet.stateaid.models import Regime
from navet.stateaid.queries import find_scheme, own_schemes, regime_on, regimes_on, room_of
from navet.stateaid.tests.conftest import elsewhere, grant

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TOLD = {
    "name": {"sv": "Regionens checkar"},
    "legal_basis": {"sv": "Regionens beslut RS 2026-17"},
    "article": {"sv": "Halva kostnaden."},
    "valid_from": FIRST,
    "valid_until": LAST,
    "source": "https://region.example/rs-2026-17",
}


def write(world, **details):
    return set_scheme(world.dag, world.hub, scheme=Scheme(**TOLD | details))


def test_aid_is_granted_under_it_and_counted_against_its_own_ceiling(ledger):
    scheme = write(ledger, part=D(50), ceiling=D(1000), years=1)
    entry = grant(ledger.ben, ledger.bakery, "600.00", regime=scheme.code)
    assert (entry.regime, entry.highest_intensity, entry.costs) == (scheme, D("0.5"), 1200)
    with pytest.raises(Refused, match=r"room for EUR 400\.00"):
        grant(ledger.ben, ledger.bakery, "400.01", regime=scheme.code)
    with pytest.raises(Refused, match="at most 50 %"):
        grant(ledger.ben, ledger.bakery, "300.00", regime=scheme.code, terms=Terms(costs=D(500), size="small"))
    assert room_of(ledger.bakery).used == 0
    assert [e.fact for e in time_line(scheme.id)] == ["SchemeSet"]


def test_it_is_one_hubs_alone(ledger):
    scheme = write(ledger)
    assert scheme in regimes_on(date(2026, 6, 1))
    with inside(ledger.other.id):
        assert scheme not in regimes_on(date(2026, 6, 1))
        assert regime_on(scheme.code, date(2026, 6, 1)) is None
        assert not own_schemes()
        with pytest.raises(NotFound):
            find_scheme(scheme.id)
        with pytest.raises(NotAllowed):
            end_scheme(ledger.neighbour, scheme, valid_until=LAST)
    with pytest.raises(Refused, match="No help can be given under"):
        elsewhere(ledger, lambda nils: grant(nils, ledger.bakery, "1.00", regime=scheme.code))


def test_it_ends_and_what_was_granted_stands(ledger):
    scheme = write(ledger, valid_until=None)
    entry = grant(ledger.ben, ledger.bakery, "1.00", regime=scheme.code)
    end_scheme(ledger.dag, scheme, valid_until=date(2026, 3, 31))
    with pytest.raises(Refused, match="ended on 31 March 2026"):
        grant(ledger.ben, ledger.bakery, "1.00", regime=scheme.code)
    entry.refresh_from_db()
    assert entry.regime == scheme
    assert [e.fact for e in time_line(scheme.id)] == ["SchemeSet", "SchemeEnded"]


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"name": {}}, "Say what it is called"),
        ({"legal_basis": {}}, "Say on what it rests"),
        ({"valid_until": date(2025, 1, 1)}, "before the first"),
        ({"ceiling": D(1000)}, "given together"),
        ({"years": 3}, "given together"),
        ({"part": D(0)}, "above nought"),
    ],
)
def test_what_cannot_be_is_refused(world, details, words):
    with pytest.raises(Refused) as no:
        write(world, **details)
    assert words in f"{no.value} {no.value.fields}"
    assert not own_schemes()


def test_only_administrators_write_and_end_it(world):
    scheme = write(world)
    for member in (world.cia, world.ben, world.fia, world.ana):
        with pytest.raises(NotAllowed):
            set_scheme(member, world.hub, scheme=Scheme(**TOLD))
        with pytest.raises(NotAllowed):
            end_scheme(member, scheme, valid_until=LAST)
    with pytest.raises(NotAllowed):
        end_scheme(world.dag, regime_on("DE_MINIMIS_2023", FIRST), valid_until=LAST)


def test_the_pages(world, as_member):
    administrator, address = as_member(world.dag), "/h/north/aid/schemes/"
    assert "Write it down" in administrator.get(address).content.decode()
    form = {"name_sv": "Checkar", "legal_basis_sv": "RS 17", "valid_from": "2026-01-01", "source": "x", "part": "50"}
    told = administrator.post(address, form | {"ceiling": "5"})
    assert (told.status_code, "given together" in told.content.decode()) == (422, True)
    assert administrator.post(address, form | {"name_sv": ""}).status_code == 422
    page = administrator.post(address, form, follow=True).content.decode()
    assert "Checkar" in page
    scheme = Regime.objects.get(hub=world.hub)
    assert scheme.intensity == D("0.5")
    end = f"{address}{scheme.id}/end/"
    assert "What was granted stands." in administrator.get(end).content.decode()
    assert administrator.post(end, {"valid_until": "2020-01-01"}).status_code == 422
    assert administrator.post(end, {"valid_until": "2026-12-31"}).status_code == 302
    assert "Write it down" not in as_member(world.fia).get(address).content.decode()
    assert as_member(world.fia).post(address, form).status_code == 403
    assert as_member(world.ana).get(address).status_code == 403
    assert as_member(world.neighbour).get(f"/h/south/aid/schemes/{scheme.id}/end/").status_code in {403, 404}


def test_an_auditor_of_a_hub_without_any_is_told_so(world, as_member):
    assert "under the general rules" in as_member(world.fia).get("/h/north/aid/schemes/").content.decode()


def test_the_machines_door(world, as_member):
    administrator, address = as_member(world.dag), "/h/north/api/v1/aid/schemes"
    body = TOLD | {"valid_from": "2026-01-01", "valid_until": "2026-12-31", "part": "37.5"}
    made = administrator.post(address, body, content_type="application/json")
    assert (made.status_code, made.json()["intensity"]) == (201, "0.375")
    id = made.json()["id"]
    assert [each["id"] for each in administrator.get(address).json()] == [id]
    ended = administrator.post(f"{address}/{id}/end", {"valid_until": "2026-06-30"}, content_type="application/json")
    assert ended.json()["valid_until"] == "2026-06-30"
    assert as_member(world.cia).post(address, body, content_type="application/json").status_code == 403
    assert as_member(world.ana).get(address).status_code == 403

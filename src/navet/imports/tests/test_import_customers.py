from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from navet.directory.commands import edit_organisation, register_customer
from navet.directory.models import AccountYear, Contact, Customer, Organisation
from navet.hubs.models import inside
from navet.imports.commands import import_customers, read_customers
from navet.imports.models import CustomerFile
from navet.journal.models import Entry
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, Refused
from navet.kit.tables import as_csv

HEAD = ["Number", "Name", "Kommun", "År", "Anställda", "Note", "E-post", "Contact"]
NEW = ["556012-5790", "Solsidan AB", "Lund", "2025", "12", "Fast", "gun@solsidan.example", "Gun"]
KNOWN = ["556036-0793", "Bageriet i Lund AB", "Lund", "2025", "8", "", "", ""]
PAGE = "/h/north/customers/import/"


def table(*rows) -> bytes:
    return as_csv(HEAD, rows)


def upload(*rows) -> dict:
    return {"file": SimpleUploadedFile("kunder.csv", table(*rows))}


def read(world, *rows) -> CustomerFile:
    return read_customers(world.cia, world.hub, name="kunder.csv", raw=table(*rows))


def test_nothing_comes_in_by_reading_and_everything_by_importing(world):
    file = read(world, NEW, KNOWN)
    assert [row["state"] for row in file.rows] == ["new", "known"]
    assert Customer.objects.count() == 2
    import_customers(world.cia, file)
    customer = Customer.objects.get(organisation__register_number="5560125790")
    assert (customer.organisation.legal_name, customer.organisation.municipality) == ("Solsidan AB", "Lund")
    assert (customer.note, customer.source, customer.size) == ("Fast", "import", "small")
    assert Contact.objects.get(customer=customer).member.email == "gun@solsidan.example"
    told = [(entry.fact, entry.details) for entry in time_line(file.id)]
    assert [name for name, _details in told] == ["CustomerFileRead", "CustomersImported"]
    assert (told[1][1]["new"], told[1][1]["known"]) == (1, 1)


def test_what_stands_here_stays_and_what_was_empty_is_filled_in(world):
    file = read(world, KNOWN)
    assert file.rows[0]["fills"] == ["municipality"]
    assert file.rows[0]["differs"] == {"legal_name": "Bageriet AB"}
    import_customers(world.cia, file)
    bakery = Organisation.objects.get(id=world.bakery.id)
    assert (bakery.legal_name, bakery.municipality) == ("Bageriet AB", "Lund")
    assert AccountYear.objects.get().staff == Decimal(8)


def test_figures_of_a_known_year_are_filled_in_and_never_changed(world):
    AccountYear.objects.create(organisation=world.bakery, year=2025, staff=8)
    raw = as_csv(["Number", "Name", "Year", "Staff", "Turnover"], [["5560360793", "Bageriet AB", 2025, 9, "1 000"]])
    file = read_customers(world.cia, world.hub, name="x.csv", raw=raw)
    assert (file.rows[0]["fills"], file.rows[0]["differs"]) == (["turnover"], {"staff": "8.0"})
    import_customers(world.cia, file)
    year = AccountYear.objects.get()
    assert (year.staff, year.turnover) == (Decimal(8), Decimal(1000))
    again = read_customers(world.cia, world.hub, name="x.csv", raw=raw)
    assert again.rows[0]["fills"] == []
    entries = Entry.objects.filter(fact="OrganisationEdited").count()
    import_customers(world.cia, again)
    assert Entry.objects.filter(fact="OrganisationEdited").count() == entries


def test_a_note_is_filled_in(world):
    file = read(world, [*KNOWN[:5], "Bakes at night", "", ""])
    import_customers(world.cia, file)
    assert Customer.objects.get(id=world.customer.id).note == "Bakes at night"


def test_one_bad_line_keeps_all_out(world):
    file = read(world, NEW, ["556036-0794", "", "", "2025", "many", "", "no address", ""])
    faults = file.rows[1]["faults"]
    assert sorted(faults) == ["contact_email", "legal_name", "register_number", "staff"]
    assert (file.rows[1]["state"], file.rows[1]["line"]) == ("faulty", 3)
    with pytest.raises(Refused):
        import_customers(world.cia, file)
    assert Customer.objects.count() == 2


def test_what_a_record_refuses_is_told_at_its_column(world):
    raw = as_csv(["Number", "Name", "Web"], [["5560125790", "Solsidan AB", "not a site"]])
    file = read_customers(world.cia, world.hub, name="x.csv", raw=raw)
    assert list(file.rows[0]["faults"]) == ["website"]


def test_twice_is_once(world):
    file = read(world, NEW)
    first = import_customers(world.cia, file)
    again = import_customers(world.cia, file)
    assert first.imported_at == again.imported_at
    assert Entry.objects.filter(fact="CustomersImported").count() == 1
    assert Customer.objects.filter(organisation__register_number="5560125790").count() == 1


def test_when_something_changed_meanwhile_nothing_comes_in_and_the_report_is_new(world):
    file = read(world, NEW, KNOWN)
    edit_organisation(world.ben, world.customer, details={"municipality": "Ystad"})
    held = import_customers(world.cia, file)
    assert (held.imported_at, held.rows[1]["differs"]["municipality"]) == (None, "Ystad")
    assert Customer.objects.count() == 2
    assert import_customers(world.cia, held).imported_at


def test_a_merged_organisation_is_found_by_its_old_number(world):
    old = register_customer(
        world.ben, world.hub, country="SE", register_number="5560125790", legal_name="Solsidan AB"
    ).organisation
    Customer.objects.filter(organisation=old).delete()
    old.merged_into = world.bakery
    old.save()
    assert read(world, NEW).rows[0]["state"] == "known"


def test_a_table_without_its_columns_or_too_large_is_refused_at_the_file(world, monkeypatch):
    monkeypatch.setattr("navet.imports.commands.LARGEST", 60)
    for raw, words in ((b"a;b\n1;2", "Register number, Legal name"), (b"", "nothing in the file"), (b"x" * 61, "5 MB")):
        with pytest.raises(Refused) as refused:
            read_customers(world.cia, world.hub, name="x.csv", raw=raw)
        assert words in refused.value.fields["file"][0]


def test_only_coordinators_bring_customers_in(world):
    file = read(world, NEW)
    for member in (world.ana, world.ben, world.eva, world.fia):
        with pytest.raises(NotAllowed):
            read_customers(member, world.hub, name="x.csv", raw=table(NEW))
        with pytest.raises(NotAllowed):
            import_customers(member, file)


def test_a_new_table_throws_away_the_one_that_was_only_read(world):
    first = read(world, NEW)
    brought = import_customers(world.cia, read(world, KNOWN))
    second = read(world, NEW)
    assert set(CustomerFile.objects.values_list("id", flat=True)) == {brought.id, second.id}
    assert first.id not in {brought.id, second.id}


def test_reading_asks_as_much_for_one_line_as_for_many(world, queries_of):
    numbers = [f"556{n:06}" for n in range(400)]
    whole = [number + str(next(d for d in range(10) if luhn(number + str(d)))) for number in numbers]
    few, many = ([[number, f"Firm {number}"] + [""] * 6 for number in whole[:end]] for end in (1, 200))
    read(world, *few)
    assert queries_of(lambda: read(world, *few)) == queries_of(lambda: read(world, *many))


def luhn(number: str) -> bool:
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(number), 1)]
    return sum(digit // 10 + digit % 10 for digit in digits) % 10 == 0


def test_by_page(world, as_member):
    client = as_member(world.cia)
    assert "Begin with our table" in client.get(PAGE).content.decode()
    sent = client.post(PAGE, upload(NEW, KNOWN), follow=True)
    page = sent.content.decode()
    assert "Every line can come in" in page
    assert "Bageriet AB” stands here and stays" in page
    done = client.post(sent.request["PATH_INFO"], follow=True).content.decode()
    assert "They are here" in done
    assert "Bring them in" not in done
    assert "kunder.csv" in client.get(PAGE).content.decode()


def test_by_page_faults_stand_at_their_line_and_the_report_can_be_taken(world, as_member):
    client = as_member(world.cia)
    sent = client.post(PAGE, upload(["556036-0794", "=cmd|x", "", "", "", "", "", ""]), follow=True)
    address = sent.request["PATH_INFO"]
    page = sent.content.decode()
    assert "1 line must be mended first" in page
    assert "two have changed places" in page
    refused = client.post(address)
    assert (refused.status_code, "Some lines must be mended first" in refused.content.decode()) == (409, True)
    report = client.get(f"{address}?as=csv").content.decode("utf-8-sig")
    assert "556036-0794" in report
    assert "two have changed places" in report
    assert "\n'=cmd|x" in report or ",'=cmd|x" in report


def test_by_page_what_changed_meanwhile_is_told(world, as_member):
    client = as_member(world.cia)
    sent = client.post(PAGE, upload(KNOWN), follow=True)
    edit_organisation(world.ben, world.customer, details={"municipality": "Ystad"})
    again = client.post(sent.request["PATH_INFO"])
    assert (again.status_code, "Look once more" in again.content.decode()) == (409, True)


def test_by_page_a_wrong_file_is_told_at_its_field(world, as_member):
    client = as_member(world.cia)
    for file in (SimpleUploadedFile("x.xlsx", b"PK not"), SimpleUploadedFile("x.csv", b"")):
        assert client.post(PAGE, {"file": file}).status_code == 422
    assert client.post(PAGE).status_code == 422


def test_the_template_can_be_brought_as_it_is(world, as_member):
    client = as_member(world.cia)
    for kind in ("csv", "xlsx"):
        template = client.get(f"{PAGE}template.{kind}").content
        file = read_customers(world.cia, world.hub, name=f"t.{kind}", raw=template)
        assert [(row["state"], row["faults"]) for row in file.rows] == [("new", {})]
    assert client.get(f"{PAGE}template.exe").status_code == 404


def test_by_api(world, as_member):
    client = as_member(world.cia)
    made = client.post("/h/north/api/v1/customer-files", upload(NEW))
    assert (made.status_code, made.json()["rows"][0]["state"]) == (201, "new")
    address = f"/h/north/api/v1/customer-files/{made.json()['id']}"
    assert client.get(address).json()["imported_at"] is None
    assert client.post(f"{address}/import").json()["imported_at"]
    assert as_member(world.ben).get(address).status_code == 403


def test_the_neighbours_file_is_not_found(world, as_member):
    with inside(world.other.id):
        theirs = read_customers(world.neighbour, world.other, name="x.csv", raw=table(NEW))
    client = as_member(world.cia)
    assert client.get(f"{PAGE}{theirs.id}/").status_code == 404
    assert client.post(f"{PAGE}{theirs.id}/").status_code == 404
    assert client.get(f"/h/north/api/v1/customer-files/{theirs.id}").status_code == 404


def test_lines_without_figures_have_no_year(world):
    raw = as_csv(["Number", "Name"], [["556012-5790", "Solsidan AB"]])
    import_customers(world.cia, read_customers(world.cia, world.hub, name="x.csv", raw=raw))
    assert Customer.objects.count() == 3
    assert not AccountYear.objects.exists()

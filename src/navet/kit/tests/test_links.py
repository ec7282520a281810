import pytest

from navet.kit.links import SignedLinks
from navet.kit.records import new_id
from navet.kit.refusals import NotFound


def test_a_link_leads_back_to_its_id_and_only_for_its_purpose():
    plans, id = SignedLinks("plan"), new_id()
    link = plans.to(id)
    assert plans.id_behind(link) == id
    with pytest.raises(NotFound):
        SignedLinks("agreement").id_behind(link)


@pytest.mark.parametrize("link", ["", "nonsense", f"{'0' * 32}:forged"])
def test_a_forged_link_is_not_found(link):
    with pytest.raises(NotFound):
        SignedLinks("plan").id_behind(link)


def test_a_signed_text_that_is_no_id_is_not_found():
    links = SignedLinks("plan")
    with pytest.raises(NotFound):
        links.id_behind(links._signer.sign("no id"))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navet.directory.numbers import COUNTRIES, RegisterNumber, WrongNumber, read_number


@pytest.mark.parametrize(
    ("country", "text", "kept"),
    [
        ("NO", "988077917", "988077917"),
        ("NO", "NO 923 609 016 MVA", "923609016"),
        ("SE", "123456-7897", "1234567897"),
        ("SE", "SE556036079301", "5560360793"),
        ("SE", "16556036-0793", "5560360793"),
        ("DK", "DK 13585628", "13585628"),
        ("FI", "2077474-0", "20774740"),
        ("LI", "FL-0001.123.456-7", "FL00011234567"),
    ],
)
def test_reads_numbers_as_people_write_them(country, text, kept):
    assert read_number(country, text) == RegisterNumber(country, kept)


def test_a_swedish_sole_trader_is_known_by_the_birth_number():
    assert read_number("SE", "880320-0016") == RegisterNumber("SE", "8803200016", is_sole_trader=True)


@pytest.mark.parametrize(
    ("country", "text", "reason"),
    [
        ("NO", "988077918", "CHECK"),
        ("SE", "123456-7898", "CHECK"),
        ("SE", "880320-0017", "CHECK"),
        ("SE", "12345", "LENGTH"),
        ("LI", "", "LENGTH"),
        ("LI", "A" * 40, "LENGTH"),
        ("NO", "9" * 100, "LENGTH"),
        ("US", "123", "COUNTRY"),
    ],
)
def test_says_what_is_wrong(country, text, reason):
    with pytest.raises(WrongNumber) as wrong:
        read_number(country, text)
    assert wrong.value.reason == reason


@given(st.sampled_from(COUNTRIES), st.text(max_size=80))
def test_any_text_is_read_or_refused_and_what_is_read_reads_the_same_again(country, text):
    try:
        number = read_number(country, text)
    except WrongNumber:
        return
    assert read_number(country, number.digits) == number

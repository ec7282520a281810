from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from navet.casework import commands, queries
from navet.casework.clock.cases import ask_what_came_of_it
from navet.casework.commands import Told
from navet.casework.models import Case, Guest, Outcome, OutcomeQuestion, Satisfaction
from navet.hubs.models import inside
from navet.journal.queries import time_line
from navet.kit.refusals import NotAllowed, NotFound, Refused


def questions(case) -> list[tuple[int, date]]:
    return list(OutcomeQuestion.objects.filter(case=case).order_by("months").values_list("months", "due_on"))


def test_closing_keeps_what_came_of_it_and_asks_again_later(world, case):
    told = Told(kind="INVESTMENT", amount=Decimal(50000), text="A new oven", evidence="The board's minutes")
    commands.close_case(world.ben, case, outcomes=[told], score=5, comment="Very good")
    outcome = Outcome.objects.get()
    assert (outcome.amount, outcome.currency, outcome.told_by) == (50000, "EUR", "STAFF")
    assert Satisfaction.objects.get().score == 5
    assert questions(case) == [(6, date(2027, 5, 23)), (12, date(2027, 11, 23))]
    assert (case.stage, bool(case.closed_at), case.next_step) == (Case.Stage.CLOSED, True, "")
    assert [e.fact for e in time_line(case.id)] == ["OutcomeRecorded", "HelpRated", "CaseClosed"]
    with pytest.raises(NotAllowed):
        commands.close_case(world.ben, case)


def test_a_case_with_promises_left_is_not_closed(world, confirmed, partners_case):
    with pytest.raises(Refused, match="not given yet"):
        commands.close_case(world.ben, partners_case)
    commands.end_agreement(world.ben, confirmed, reason="They moved")
    commands.close_case(world.ben, partners_case)


def test_closing_anew_asks_from_the_new_day_and_never_twice(world, case):
    commands.close_case(world.ben, case)
    with time_machine.travel("2027-06-01T09:00:00Z"), inside(world.hub.id):
        ask_what_came_of_it()
        commands.reopen_case(world.ben, case)
        commands.close_case(world.ben, case)
        assert questions(case) == [(6, date(2027, 5, 23)), (12, date(2028, 6, 1))]


def test_the_clock_asks_each_closed_case_once(world, case):
    commands.close_case(world.ben, case)
    with time_machine.travel("2027-05-23T09:00:00Z"):
        ask_what_came_of_it()
        ask_what_came_of_it()
    facts = [e.fact for e in time_line(case.id)]
    assert facts == ["CaseClosed", "OutcomeAsked"]


def test_an_open_case_is_not_asked(world, case):
    commands.close_case(world.ben, case)
    commands.reopen_case(world.ben, case)
    assert list(queries.questions_due(date(2030, 1, 1))) == []


def test_only_the_clock_asks(world, case):
    commands.close_case(world.ben, case)
    with pytest.raises(NotAllowed):
        commands.ask_for_outcome(world.ben, OutcomeQuestion.objects.first())


def test_the_customer_answers_by_link(world, case):
    commands.close_case(world.ben, case)
    question = OutcomeQuestion.objects.earliest("due_on")
    guest = Guest(application_id=case.application_id)
    commands.answer_outcome_question(guest, question, answer="SOON")
    commands.answer_outcome_question(guest, question, answer="YES", told=Told(kind="JOB", count=2))
    question.refresh_from_db()
    assert (question.answer, Outcome.objects.get().told_by, Outcome.objects.get().count) == ("YES", "CUSTOMER", 2)
    assert [e.fact for e in time_line(case.id)][1:] == ["OutcomeAnswered", "OutcomeRecorded"]
    with pytest.raises(Refused):
        commands.answer_outcome_question(guest, question, answer="MAYBE")
    with pytest.raises(NotAllowed):
        commands.answer_outcome_question(Guest(application_id=world.hub.id), question, answer="YES")


def test_the_link_finds_its_question(world, case):
    commands.close_case(world.ben, case)
    question = OutcomeQuestion.objects.first()
    assert queries.find_question_by_link(queries.link_to_question(question)) == question
    for wrong in ("x", queries.link_to_question(question)[:-2]):
        with pytest.raises(NotFound):
            queries.find_question_by_link(wrong)
    with pytest.raises(NotFound):
        queries.find_question(world.hub.id)


def test_customer_and_staff_tell_what_came_of_it_others_do_not(world, case):
    commands.record_outcome(world.ana, case, told=Told(kind="PROTOTYPE"))
    commands.record_outcome(world.ben, case, told=Told(kind="SKILL", on=date(2026, 10, 1)))
    assert [(o.kind, o.told_by, o.told_by_name) for o in queries.outcomes_of(case)] == [
        ("PROTOTYPE", "CUSTOMER", "Ana"),
        ("SKILL", "STAFF", "Ben"),
    ]
    for who in (world.eva, world.fia):
        with pytest.raises(NotAllowed):
            commands.record_outcome(who, case, told=Told(kind="SKILL"))


@pytest.mark.parametrize("told", [Told(kind="INVESTMENT"), Told(kind="JOB", on=date(2030, 1, 1)), Told(kind="NONE")])
def test_what_makes_no_sense_is_refused(told, world, case):
    with pytest.raises(Refused):
        commands.record_outcome(world.ben, case, told=told)
    assert Outcome.objects.count() == 0


def test_rates_from_one_to_five(world, case):
    commands.rate_help(world.ana, case, score=4, would_recommend=True)
    with pytest.raises(Refused):
        commands.rate_help(world.ana, case, score=6)
    with pytest.raises(NotAllowed):
        commands.rate_help(world.fia, case, score=1)
    assert [r.score for r in queries.ratings_of(case)] == [4]
    assert timezone.localdate() == date(2026, 11, 23)

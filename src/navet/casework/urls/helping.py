from django.urls import path

from navet.casework.views import agreements, deliveries, outcomes, plans

urlpatterns = [
    path("cases/<uuid:case_id>/plans/", plans.propose_plan, name="propose_plan"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/items/", plans.add_plan_item, name="add_plan_item"),
    path("plans/<uuid:plan_id>/sending/", plans.send_plan, name="send_plan"),
    path("plans/<uuid:plan_id>/agreements/", agreements.draft_agreement, name="draft_agreement"),
    path("plan-items/<uuid:item_id>/", plans.change_plan_item, name="change_plan_item"),
    path("plan-items/<uuid:item_id>/removal/", plans.remove_plan_item, name="remove_plan_item"),
    path("plan-items/<uuid:item_id>/place/", plans.move_plan_item, name="move_plan_item"),
    path("your-plan/<str:link>/", plans.your_plan, name="your_plan"),
    path("your-plan/<str:link>/acceptance/", plans.accept_plan, name="accept_plan"),
    path("agreements/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/sending/", agreements.send_agreement, name="send_agreement"),
    path("agreements/<uuid:agreement_id>/confirmation/", agreements.confirm_agreement, name="confirm_agreement"),
    path("agreements/<uuid:agreement_id>/ending/", agreements.end_agreement, name="end_agreement"),
    path("agreements/<uuid:agreement_id>/letter.pdf", agreements.agreement_letter, name="agreement_letter"),
    path("agreement-items/<uuid:item_id>/", agreements.change_agreement_item, name="change_agreement_item"),
    path("agreement-items/<uuid:item_id>/delivery/", deliveries.deliver_item, name="deliver_item"),
    path("agreement-items/<uuid:item_id>/delivery/draft/", deliveries.save_item_draft, name="save_item_draft"),
    path("your-agreement/<str:link>/", agreements.your_agreement, name="your_agreement"),
    path("your-agreement/<str:link>/letter.pdf", agreements.your_letter, name="your_letter"),
    path("deliveries/", deliveries.to_deliver, name="to_deliver"),
    path("cases/<uuid:case_id>/delivery/", deliveries.deliver_other, name="deliver_other"),
    path("cases/<uuid:case_id>/delivery/draft/", deliveries.save_draft, name="save_draft"),
    path("deliveries/<uuid:delivery_id>/", deliveries.delivery, name="delivery"),
    path("deliveries/<uuid:delivery_id>/correction/", deliveries.correct_delivery, name="correct_delivery"),
    path("cases/<uuid:case_id>/outcomes/", outcomes.record_outcome, name="record_outcome"),
    path("cases/<uuid:case_id>/closing/", outcomes.close_case, name="close_case"),
    path("what-came-of-it/<str:link>/", outcomes.outcome_question, name="outcome_question"),
]

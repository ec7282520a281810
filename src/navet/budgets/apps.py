from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "navet.budgets"

"""A letter names the law in its reader's language. The release's data fill the field after every migration."""

from django.db import migrations

import navet.kit.translated


class Migration(migrations.Migration):
    dependencies = [("stateaid", "0002_only_added_to")]

    operations = [
        migrations.RemoveField("regime", "legal_basis"),
        migrations.AddField(
            "regime",
            "legal_basis",
            navet.kit.translated.TranslatedField(
                blank=True,
                default=dict,
                verbose_name="legal basis",
            ),
        ),
    ]

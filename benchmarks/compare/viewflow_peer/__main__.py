"""django-viewflow on the same MariaDB: claim, start and finish a user task; the switch and the next task follow by themselves."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import django
import pymysql
import tables
import turns

DATABASE = "zc_compare_viewflow"


def prepare() -> None:
	pymysql.version_info = (2, 2, 1, "final", 0)
	pymysql.install_as_MySQLdb()
	from django.conf import settings

	at = {"HOST": os.environ["COMPARE_HOST"], "PORT": os.environ["COMPARE_PORT"], "NAME": DATABASE}
	who = {"USER": os.environ["COMPARE_USER"], "PASSWORD": os.environ["COMPARE_PASSWORD"]}
	apps = ["django.contrib.contenttypes", "django.contrib.auth", "viewflow", "viewflow.workflow", "viewflow_peer"]
	settings.configure(
		DATABASES={"default": {"ENGINE": "django.db.backends.mysql", **at, **who, "CONN_MAX_AGE": None}},
		# tables are made at once, no history of migrations is walked through
		INSTALLED_APPS=apps, MIGRATION_MODULES=dict.fromkeys(("contenttypes", "auth", "viewflow")), USE_TZ=True, SECRET_KEY="compare", DEFAULT_AUTO_FIELD="django.db.models.AutoField",
	)  # fmt: skip
	tables.make(DATABASE)
	django.setup()
	from django.contrib.auth.models import User
	from django.core.management import call_command

	call_command("migrate", run_syncdb=True, verbosity=0)
	for number in range(1, 10):
		User.objects.create(id=number, username=f"clerk{number}")


def approvals():
	from django.contrib.auth.models import User
	from django.db import connection, transaction
	from viewflow.workflow.status import STATUS
	from viewflow_peer.flows import ReviewFlow
	from viewflow_peer.models import CaseProcess

	def start() -> int:
		with transaction.atomic(), connection.cursor() as cursor:
			process = ReviewFlow.start.run(applicant=99, unit_id=9, open_unit=8)
			for stage in tables.STAGES:
				insert = "insert into opinion (case_id, stage, text, leader, is_draft) values (%s, %s, '同意', '负责人', 1)"
				cursor.execute(insert, (process.pk, stage))
		return process.pk

	def approve(case: int, user: int, seen: int) -> None:
		with transaction.atomic(), connection.cursor() as cursor:
			process = CaseProcess.objects.select_for_update().get(pk=case)
			task = process.task_set.get(finished__isnull=True, status=STATUS.NEW)
			stage, unit = task.flow_task.name, process.open_unit
			cursor.execute("select 1 from member where user_id = %s and unit_id = %s and role = %s", (user, unit, stage))
			assert cursor.fetchone() and user != process.applicant and process.step == seen
			cursor.execute("update opinion set is_draft = 0 where case_id = %s and stage = %s and is_draft = 1", (case, stage))
			assert cursor.rowcount == 1, "no opinion"
			cursor.execute("select p.id from unit u join unit p on p.id = u.parent where u.id = %s", (unit,))
			above = cursor.fetchone()
			task.process = process
			process.decision, process.step, process.open_unit = "approve", seen + 1, above and above[0]
			activation = task.flow_task.activation_class(task)
			activation.assign(User.objects.get(pk=user))
			activation.start(None)
			activation.process.save()
			activation.execute()
			log = "insert into act_log (case_id, act, stage, unit_id, user_id, at) values (%s, 'approve', %s, %s, %s, now(6))"
			cursor.execute(log, (case, stage, unit, user))

	while True:
		case = start()
		for place in range(len(tables.STAGES) - 1):
			yield lambda place=place: approve(case, place + 1, place)


if __name__ == "__main__":
	prepare()
	turns.take(approvals)

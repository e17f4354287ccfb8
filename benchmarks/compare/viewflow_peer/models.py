"""A process per case, with what the case knows."""

from django.db import models
from viewflow.workflow.models import Process


class CaseProcess(Process):
	applicant = models.IntegerField()
	unit_id = models.IntegerField()
	open_unit = models.IntegerField(null=True, db_index=True)
	step = models.IntegerField(default=0)
	decision = models.CharField(max_length=20, default="")

"""Eight stages, each a user task of its unit's clerk, with a switch after it: on to the next, or back to the applicant."""

from django.views.generic import TemplateView
from viewflow import this
from viewflow.workflow import flow

import tables

from .models import CaseProcess


def _decided(name: str):
	return lambda activation: activation.process.decision == name


class ReviewFlow(flow.Flow):
	process_class = CaseProcess
	start = flow.StartHandle(this.begin).Next(this.U)
	returned = flow.View(TemplateView.as_view()).Next(this.U)
	passed = flow.End()

	def begin(self, activation, **values):
		for name, value in values.items():
			setattr(activation.process, name, value)
		return activation.process

	for _stage, _following in zip(tables.STAGES, (*tables.STAGES[1:], "passed"), strict=True):
		locals()[_stage] = flow.View(TemplateView.as_view()).Next(getattr(this, f"{_stage}_decided"))
		locals()[f"{_stage}_decided"] = (
			flow.Switch().Case(this.returned, _decided("return")).Default(getattr(this, _following))
		)
	del _stage, _following

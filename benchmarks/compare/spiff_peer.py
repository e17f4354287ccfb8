"""SpiffWorkflow: eight stages with a way back after each; the state of a case is one JSON text, its to-do a row beside it."""

from SpiffWorkflow.operators import Attrib, Equal
from SpiffWorkflow.serializer.json import JSONSerializer
from SpiffWorkflow.specs.ExclusiveChoice import ExclusiveChoice
from SpiffWorkflow.specs.Simple import Simple
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

import tables
import turns

DATABASE = "zc_compare_spiff"
CASES = """create table cases (id int auto_increment primary key, applicant int, unit_id int, step int, stage varchar(20),
	open_unit int, state mediumtext, key (open_unit, stage))"""
PATH = """create table path (id int auto_increment primary key, case_id int, seq int, stage varchar(20), unit_id int, user_id int,
	decision varchar(20), opened_on datetime(6), decided_on datetime(6), key (case_id, seq))"""
serializer = JSONSerializer()


def spec() -> WorkflowSpec:
	spec = WorkflowSpec("review", addstart=True)
	tasks = {stage: Simple(spec, stage) for stage in (*tables.STAGES, "passed")}
	spec.start.connect(tasks["U"])
	for stage, following in zip(tables.STAGES, (*tables.STAGES[1:], "passed"), strict=True):
		gate, back = ExclusiveChoice(spec, f"{stage}_decided"), Simple(spec, f"{stage}_returned")
		tasks[stage].connect(gate)
		gate.connect_if(Equal(Attrib("decision"), "return"), back)
		gate.connect(tasks[following])
	return spec


class Peer:
	def __init__(self):
		tables.make(DATABASE)
		self.connection = tables.connect(DATABASE)
		self.cursor = self.connection.cursor()
		self.cursor.execute(CASES)
		self.cursor.execute(PATH)
		self.spec = spec()

	def start(self) -> int:
		workflow = Workflow(self.spec)
		workflow.run_next()
		run = "insert into cases (applicant, unit_id, step, stage, open_unit, state) values (99, 9, 0, 'U', 8, %s)"
		self.cursor.execute(run, (workflow.serialize(serializer),))
		case = self.cursor.lastrowid
		self.cursor.execute("insert into path (case_id, seq, stage, unit_id, opened_on) values (%s, 1, 'U', 8, now(6))", (case,))
		for stage in tables.STAGES:
			self.cursor.execute("insert into opinion (case_id, stage, text, leader, is_draft) values (%s, %s, '同意', '负责人', 1)", (case, stage))
		self.connection.commit()
		return case

	def approve(self, case: int, user: int, seen: int) -> None:
		run = self.cursor.execute
		self.connection.begin()
		run("select applicant, step, stage, open_unit, state from cases where id = %s for update", (case,))
		applicant, step, stage, unit, state = self.cursor.fetchone()
		run("select 1 from member where user_id = %s and unit_id = %s and role = %s", (user, unit, stage))
		assert self.cursor.fetchone() and user != applicant and step == seen
		run("update opinion set is_draft = 0 where case_id = %s and stage = %s and is_draft = 1", (case, stage))
		assert self.cursor.rowcount == 1, "no opinion"
		workflow = serializer.deserialize_workflow(state)
		task = next(task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.name == stage)
		task.data["decision"] = "approve"
		task.run()
		workflow.run_next()
		following = next((task.task_spec.name for task in workflow.get_tasks(state=TaskState.READY)), "passed")
		run("select p.id from unit u join unit p on p.id = u.parent where u.id = %s", (unit,))
		above = self.cursor.fetchone()
		run(
			"update cases set step = step + 1, stage = %s, open_unit = %s, state = %s where id = %s",
			(following, above and above[0], workflow.serialize(serializer), case),
		)
		run("update path set user_id = %s, decision = 'approve', decided_on = now(6) where case_id = %s and seq = %s", (user, case, seen + 1))
		if following != "passed":
			opened = (case, seen + 2, following, above and above[0])
			run("insert into path (case_id, seq, stage, unit_id, opened_on) values (%s, %s, %s, %s, now(6))", opened)
		run("insert into act_log (case_id, act, stage, unit_id, user_id, at) values (%s, 'approve', %s, %s, %s, now(6))", (case, stage, unit, user))
		self.connection.commit()

	def approvals(self):
		while True:
			case = self.start()
			for place in range(len(tables.STAGES) - 1):
				yield lambda place=place: self.approve(case, place + 1, place)


if __name__ == "__main__":
	turns.take(Peer().approvals)

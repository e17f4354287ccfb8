"""The 12 senior routes, walked by real users; names verbatim from the province manual 6.1.1."""

from zhicheng.api import portal, review
from zhicheng.constants import State
from zhicheng.domain.approval import progress
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import FARMING, HEALTH, create_draft, token

# route: applicant, series, 6.1.1 verbatim, units in charge stage by stage (domain 9.1)
ROUTES = {
	"S-01": (
		"测试戊", HEALTH,
		"个人申报——所在单位审核——县(区)所申报专业行业主管部门审核——县(区)人社局审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"马尔康海风锐智科技有限公司 马尔康市卫健委（测试） 马尔康市人力资源和社会保障局 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-02": (
		"测试己", HEALTH,
		"个人申报——所在单位审核——县(区)主管部门审核——县(区)所申报专业行业主管部门审核——县(区)人社局审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"马尔康市示范水务有限公司（测试） 马尔康市市场监督管理局 马尔康市卫健委（测试） 马尔康市人力资源和社会保障局 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-03": (
		"测试甲", HEALTH,
		"个人申报——所在单位审核——县(区)主管部门审核——县(区)所申报专业行业主管部门审核——县(区)人社局审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"马尔康镇卫生院（测试） 马尔康市卫健委（测试） 马尔康市卫健委（测试） 马尔康市人力资源和社会保障局 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-04": (
		"测试庚", HEALTH,
		"个人申报——所在单位审核——县(区)所申报专业行业主管部门审核——县(区)人社局审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"马尔康市卫健委（测试） 马尔康市卫健委（测试） 马尔康市人力资源和社会保障局 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-05": (
		"测试丙", HEALTH,
		"个人申报——所在单位审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"阿坝州资级科技有限公司 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-06": (
		"测试辛", HEALTH,
		"个人申报——所在单位审核——市(州)主管部门审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查（四川省人力资源和社会保障厅）——高评委评审——省人社厅审核",
		"阿坝州轨道交通集团有限公司 阿坝州国有资产监督管理委员会 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-07": (
		"测试壬", HEALTH,
		"个人申报——所在单位审核——市(州)主管部门审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查（四川省人力资源和社会保障厅）——高评委评审——省人社厅审核",
		"阿坝州人民医院（测试） 阿坝藏族羌族自治州卫生健康委员会 阿坝藏族羌族自治州卫生健康委员会 阿坝州人力资源和社会保障局 四川省卫生健康委员会（测试） 四川省卫生健康委员会（测试） 四川省人力资源和社会保障厅",
	),
	"S-08": (
		"测试癸", FARMING,
		"个人申报——所在单位审核——市(州)所申报专业行业主管部门审核——市(州)人社局审核——高评办资格审查——高评委评审——省人社厅审核",
		"德阳市农业农村局 德阳市农业农村局 德阳市人力资源和社会保障局 四川省农业农村厅 四川省农业农村厅 四川省人力资源和社会保障厅",
	),
	"S-09": (
		"测试子", FARMING,
		"个人申报——所在单位审核——省级部门审核——高评办资格审查——高评委评审——省人社厅审核",
		"四川示范农业发展集团有限公司（测试） 四川省农业农村厅 四川省农业农村厅 四川省农业农村厅 四川省人力资源和社会保障厅",
	),
	"S-10": (
		"测试丑", FARMING,
		"个人申报——所在单位审核——省级部门审核——高评办资格审查——高评委评审——省人社厅审核",
		"四川省示范农业科学研究所（测试） 四川省农业农村厅 四川省农业农村厅 四川省农业农村厅 四川省人力资源和社会保障厅",
	),
	"S-11": (
		"测试寅", FARMING,
		"个人申报——所在单位审核——高评办资格审查——高评委评审——省人社厅审核",
		"四川省农业农村厅 四川省农业农村厅 四川省农业农村厅 四川省人力资源和社会保障厅",
	),
	"S-12": (
		"测试乙", FARMING,
		"个人申报——所在单位审核——高评办资格审查——高评委评审——省人社厅审核",
		"中国工程物理研究院 四川省农业农村厅 四川省农业农村厅 四川省人力资源和社会保障厅",
	),
}  # fmt: skip


class TestSeniorRoutes(ZhichengTestCase):
	"""Through the endpoints that portal and Desk call."""

	def test_routes_walked_to_the_end(self):
		for code, (person, series, text, unit_names) in ROUTES.items():
			with self.subTest(route=code, person=person):
				application = create_draft(person=person, series=series)
				with self.as_user(person):
					portal.submit(application, step=0, token=token())
				stages, units = self.walk(application)

				case = applications.case(application)
				self.assertEqual(case.route, f"{code}-v1")
				self.assertEqual("——".join(stages), text)
				self.assertEqual(units, unit_names.split())
				self.assertEqual(case.workflow_state, State.PASSED)
				self.assertIsNone(applications.open_task(application))

	def walk(self, application: str) -> tuple[list[str], list[str]]:
		"""Pass every stage as one of its clerks; stage names of the chart, and the units that acted."""
		units = []
		while task := applications.open_task(application):
			units.append(task.unit_name)
			with self.as_user(cases.clerk_of(application)):
				self.pass_stage(application, task.stage)
		nodes = progress.chart(application)["nodes"]
		names = [node["stage_name"] + (f"（{node['hint']}）" if node["hint"] else "") for node in nodes]
		self.assertEqual({node["state"] for node in nodes}, {progress.DONE})
		travelled = [row["stage_name"] for row in progress.path(application)]
		self.assertEqual(travelled, [node["stage_name"] for node in nodes])
		return names, units

	def pass_stage(self, application: str, stage: str) -> None:
		screen = review.screen(application)
		review.save_opinion(application, values=cases.opinions_for(screen["boxes"]))
		offered = review.next_units(application)["units"]
		action, details = cases.forward(stage)
		self.assertIn(action, screen["actions"])
		next_unit = offered[0]["unit"] if offered else ""
		step = screen["case"]["step"]
		review.act(application, action.value, step=step, token=token(), next_unit=next_unit, **details)

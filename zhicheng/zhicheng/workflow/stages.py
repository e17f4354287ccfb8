"""The stages as the province manual 6.1 names them, and the derived ones of the other levels (design 4.5)."""

from zhicheng.constants import Resolver, Role, StageKind

NOTICE = True  # the box also takes the dates and the result of 公示

# code, name, kind, role, resolver, derived, [(box code, box title, with public notice)]
STAGES = (
	("A", "个人申报", StageKind.APPLICANT, "", "", False, ()),
	("U", "所在单位审核", StageKind.OWN_UNIT, "", Resolver.OWN_UNIT, False,
		(("U1", "年度及任职期满考核结果", False), ("U2", "基层单位意见", NOTICE))),
	("CS", "县(区)主管部门审核", StageKind.REVIEW, Role.COUNTY_DEPARTMENT, Resolver.SUPERVISING_UNIT, False,
		(("CS1", "县(区)主管部门意见", False),)),
	("CI", "县(区)所申报专业行业主管部门审核", StageKind.REVIEW, Role.COUNTY_DEPARTMENT, Resolver.COUNTY_INDUSTRY,
		False, (("CI1", "县(区)行业主管部门意见", False),)),
	("CH", "县(区)人社局审核", StageKind.REVIEW, Role.COUNTY_HRSS, Resolver.COUNTY_HRSS, False,
		(("CH1", "县(区)人社局意见", False),)),
	("MS", "市(州)主管部门审核", StageKind.REVIEW, Role.CITY_DEPARTMENT, Resolver.SUPERVISING_UNIT, False,
		(("MS1", "市(州)主管部门意见", False),)),
	("MI", "市(州)所申报专业行业主管部门审核", StageKind.REVIEW, Role.CITY_DEPARTMENT, Resolver.CITY_INDUSTRY,
		False, (("MI1", "市(州)行业主管部门意见", False),)),
	("MH", "市(州)人社局审核", StageKind.REVIEW, Role.CITY_HRSS, Resolver.CITY_HRSS, False,
		(("MH1", "市(州)人社局意见", False),)),
	("PD", "省级部门审核", StageKind.REVIEW, Role.PROVINCE_DEPARTMENT, Resolver.SUPERVISING_UNIT, False,
		(("PD1", "省级部门意见", False),)),
	("SO", "高评办资格审查", StageKind.OFFICE, Role.SENIOR_OFFICE, Resolver.COMMITTEE_OFFICE, False,
		(("SO1", "资格审查意见", False),)),
	("SC", "高评委评审", StageKind.COMMITTEE, Role.SENIOR_OFFICE, Resolver.COMMITTEE_OFFICE, False,
		(("SC1", "专家评议组或同行专家意见", False), ("SC2", "评审组织意见", False))),
	("PH", "省人社厅审核", StageKind.FINAL, Role.PROVINCE_HRSS, Resolver.PROVINCE_HRSS, False,
		(("PH1", "人事(职改)部门审批意见", NOTICE),)),
	("ZO", "中评办资格审查", StageKind.OFFICE, Role.INTERMEDIATE_OFFICE, Resolver.COMMITTEE_OFFICE, True,
		(("ZO1", "资格审查意见", False),)),
	("ZC", "中评委评审", StageKind.COMMITTEE, Role.INTERMEDIATE_OFFICE, Resolver.COMMITTEE_OFFICE, True,
		(("ZC1", "专家评议组或同行专家意见", False), ("ZC2", "评审组织意见", False))),
	("CO", "初评办资格审查", StageKind.OFFICE, Role.JUNIOR_OFFICE, Resolver.COMMITTEE_OFFICE, True,
		(("CO1", "资格审查意见", False),)),
	("CX", "初评委评审", StageKind.COMMITTEE, Role.JUNIOR_OFFICE, Resolver.COMMITTEE_OFFICE, True,
		(("CX1", "专家评议组或同行专家意见", False), ("CX2", "评审组织意见", False))),
	("MC", "市(州)人社局确认", StageKind.FINAL, Role.CITY_HRSS, Resolver.CITY_HRSS, True,
		(("MC1", "人事(职改)部门审批意见", NOTICE),)),
	("CC", "县(区)人社局确认", StageKind.FINAL, Role.COUNTY_HRSS, Resolver.COUNTY_HRSS, True,
		(("CC1", "人事(职改)部门审批意见", NOTICE),)),
	("PR", "省人社厅备案", StageKind.FINAL, Role.PROVINCE_HRSS, Resolver.PROVINCE_HRSS, True,
		(("PR1", "人事(职改)部门审批意见", NOTICE),)),
)

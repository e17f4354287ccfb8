/** The applicant's part of the main job, step by step; each step leaves the page where a person would be. */
import assert from "node:assert/strict";
import { follow } from "./browser.mjs";
import { addRow, answer, fill, goOn, openSection, proofOf, saveAndClose, upload } from "./dossier.mjs";
import { photo, scan } from "./files.mjs";

const YEAR = new Date().getFullYear();
export const TEXT = "本人长期在基层从事临床工作，熟悉本专业理论和技术规范，能独立处理疑难问题，主持并参加多项技术项目。";

/** A draft left by an earlier run goes first. */
export async function dropDrafts(page, level = "senior") {
	await page.goto(`/portal/applications?level=${level}`);
	while (await page.locator('[data-act="discard"]').count()) {
		await page.locator('[data-act="discard"]').first().click();
		await Promise.all([page.waitForEvent("load"), answer(page, "删除")]);
	}
}

/** 专家中心系统 → 职称管理 → 职称申报 → 高级职称申报 → 申报 → notice → 确认. */
export async function start(page, keyword) {
	await page.goto("/portal");
	await follow(page, page.getByRole("navigation", { name: "菜单" }).getByRole("link", { name: "高级职称申报" }));
	await follow(page, page.getByRole("link", { name: "申报", exact: true }));
	await page.getByLabel("通知名称或关键字").fill(keyword);
	await follow(page, page.getByRole("button", { name: "查询" }));
	await page.locator(".notice input:enabled").first().check();
	await page.getByRole("button", { name: "确认" }).click();
	await beginEmpty(page);
	return new URL(page.url()).searchParams.get("name");
}

/** Who has filled a dossier before is offered a copy; these walks begin with an empty one. */
async function beginEmpty(page) {
	const offer = page.locator("#reuse[open]");
	await Promise.race([offer.waitFor(), page.waitForURL(/\/portal\/dossier/)]);
	if (await offer.isVisible()) {
		await offer.getByText("从空白开始").click();
		await offer.getByRole("button", { name: "确定" }).click();
	}
	await page.waitForURL(/\/portal\/dossier/);
}

export async function fillCover(page) {
	await fill(page, { sub_level: "副高级" });
	await fill(page, {
		speciality: "高原病防治（手工录入）",
		qualification: "副主任医师",
		declare_type: "正常晋升",
		mobile: "13000000036",
		current_title: "主治医师",
		current_title_date: `${YEAR - 6}-12-20`,
		current_title_cert_no: "CS-0036",
		current_title_authority: "测试人社局",
		appointed_on: `${YEAR - 5}-01-10`,
		current_speciality: "内科",
		years_in_speciality: 12,
		ce_hours: 96,
	});
	await follow(page, page.getByRole("button", { name: "保存数据" }));
	await page.locator(".bag-item").nth(1).locator("a").waitFor();
	await upload(page, proofOf(page, "id_masked"), scan("身份证.pdf", "id card"));
	await upload(page, proofOf(page, "photo"), await photo(page));
}

export async function fillPledge(page, name) {
	await goOn(page, "诚信承诺");
	await fill(page, { signer: name });
}

export async function fillBasics(page) {
	await goOn(page, "基本信息");
	await fill(page, {
		ethnicity: "羌族",
		birth_place: "四川省茂县",
		political_status: "群众",
		work_start_date: `${YEAR - 14}-08-01`,
		health_status: "健康",
		current_post: "主治医师",
		current_post_date: `${YEAR - 5}-01-10`,
		current_work: "内科临床",
		language_info: "英语，能阅读专业文献",
		email: "ceshi@example.org",
	});
}

export async function fillEducation(page) {
	await goOn(page, "教育经历");
	const degree = { study_form: "全日制", major: "临床医学", completion: "毕业" };
	// typed from high to low on purpose: the server puts 学历 from low to high
	await addRow(page, {
		...degree,
		education_level: "大学本科",
		start_date: `${YEAR - 17}-09-01`,
		end_date: `${YEAR - 14}-07-01`,
		school: "测试医科大学",
		degree: "学士",
	});
	await addRow(page, {
		...degree,
		education_level: "大学专科",
		start_date: `${YEAR - 20}-09-01`,
		end_date: `${YEAR - 17}-07-01`,
		school: "测试卫生学校",
	});
	// cards move to their places while the page saves by itself: found by what stands over them
	const row = (level) => page.locator(".row-card", { has: page.locator("[data-title]", { hasText: level }) }).locator(".proof");
	await upload(page, row("大学本科"), scan("毕业证.pdf", "diploma"));
	await upload(page, row("大学专科"), [scan("专科毕业证.pdf"), await photo(page, "学信网.jpg")]);
	await page.reload();
	const schools = await page.locator('.row-card [name="school"]').evaluateAll((inputs) => inputs.map((input) => input.value));
	assert.deepEqual(schools, ["测试卫生学校", "测试医科大学"]);
}

export async function fillExperience(page) {
	await goOn(page, "学习培训经历");
	await addRow(page, {
		start_date: `${YEAR - 3}-03-01`,
		end_date: `${YEAR - 3}-06-30`,
		content: "心血管内科进修",
		place: "测试省级医院",
		witness: "测试证明人",
		hours: 120,
	});
	await goOn(page, "工作经历");
	await addRow(page, {
		start_date: `${YEAR - 14}-08-01`,
		end_date: `${YEAR - 8}-12-31`,
		employer: "测试乡卫生院",
		work_content: "全科诊疗",
		position: "医师",
	});
	await addRow(page, {
		start_date: `${YEAR - 7}-01-01`,
		to_present: true,
		employer: "马尔康镇卫生院（测试）",
		work_content: "内科诊疗",
		position: "内科负责人",
	});
}

export async function fillAchievements(page) {
	const work = { role: "主持", work_content: "制订方案、组织实施并总结。", result: "通过州级验收，推广到三个乡镇。" };
	await goOn(page, "任职前主要专业技术工作业绩登记");
	await addRow(page, { ...work, start_date: `${YEAR - 10}-01-01`, end_date: `${YEAR - 8}-12-31`, work_name: "乡镇高血压规范管理" });
	await goOn(page, "任职后主要专业技术工作业绩登记");
	await addRow(page, { ...work, start_date: `${YEAR - 4}-01-01`, end_date: `${YEAR - 2}-12-31`, work_name: "高原病筛查项目" });
	await goOn(page, "著作、论文及重要技术报告登记");
	await addRow(page, { pub_date: `${YEAR - 2}-05-01`, title: "高原地区血压管理观察", venue: "《测试医学》", authorship: "独著" });
	await goOn(page, "考试成绩");
	await addRow(page, { exam_date: `${YEAR - 1}-09-10`, exam_type: "水平能力测试", subject: "内科学", score: "82", organizer: "测试考试中心" });
}

export async function fillRest(page) {
	await goOn(page, "年度考核情况");
	for (let back = 5; back > 0; back -= 1) {
		await addRow(page, { year: YEAR - back, result: back === 2 ? "优秀" : "合格", assessing_unit: "马尔康镇卫生院（测试）" });
	}
	await goOn(page, "个人专业技术水平及业绩综述");
	await fill(page, { summary_text: TEXT.repeat(12) });
	await goOn(page, "其他附件");
	const row = await addRow(page, { attachment_name: "继续教育学时证明", kind: "其他" });
	await upload(page, row.locator(".proof"), [scan("学时一.pdf"), scan("学时二.pdf")]);
	await saveAndClose(page);
}

/** All 13 sections, from the first page on. */
export async function fillDossier(page, name) {
	await fillCover(page);
	await fillPledge(page, name);
	await fillBasics(page);
	await fillEducation(page);
	await fillExperience(page);
	await fillAchievements(page);
	await fillRest(page);
}

/** 提交 with its question; ends on 查看流程. */
export async function submit(page) {
	await page.getByRole("button", { name: "提交", exact: true }).click();
	await answer(page, "提交");
	await page.waitForURL(/\/portal\/progress/);
}

/** 已办业务 → 查看业务 → 撤回 (top right). */
export async function withdraw(page) {
	await page.goto("/portal/done");
	await follow(page, page.getByRole("link", { name: "查看业务" }).first());
	await page.getByRole("button", { name: "撤回" }).click();
	await answer(page, "撤回");
	await page.waitForURL(/\/portal\/dossier/);
}

/** 待办业务 → 业务办理: the reason is read there. */
export async function readReason(page) {
	await page.goto("/portal/todo");
	await follow(page, page.getByRole("link", { name: "业务办理" }).first());
	return page.locator(".notice-bar--warn").textContent();
}

export { openSection };

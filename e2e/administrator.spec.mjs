/** An administrator changes a route, a section and the notices in Desk: the next case goes the new way, the running one the old.
 * A unit with both of them gets another department, and they go along. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as desk from "./lib/administrator.mjs";
import { submit } from "./lib/applicant.mjs";
import { assertQuiet, close, newPage, shot } from "./lib/browser.mjs";
import * as clerk from "./lib/clerk.mjs";
import { holdBack } from "./lib/late.mjs";
import { addRow, assertNothingMissing, fill, openSection, saveAndClose } from "./lib/dossier.mjs";
import { ADMINISTRATOR, logIn } from "./lib/people.mjs";

// nobody else's walk uses this person or the route of his unit's kind
const APPLICANT = "测试子";
const OWN_CLERK = "农发集团经办";
const DEPARTMENT = "农业厅经办";
const [OWN_DEPARTMENT, OTHER_DEPARTMENT] = ["四川省农业农村厅", "四川省卫生健康委员会（测试）"];
const [ROUTE, NEW_ROUTE] = ["S-09-v1", "S-09-v2"];
const STAGE = { code: "PY", name: "省人社厅预审", box: "省人社厅预审意见" };
const FIELD = { label: "援外医疗经历", value: "援藏两年，无违纪记录" };
const YEAR = new Date(Date.now() + 8 * 3600 * 1000).getFullYear() + 1;
const NOTICE = `关于开展${YEAR}年度农业技术系列高级职称申报评审工作的通知（管理员测试）`;

after(close);

/** 审批环节 → 新建; the route's new version with the stage in its place, published. */
async function changeRoute(page) {
	await desk.formShown(page, "approval-stage/new");
	await desk.put(page, "stage_code", STAGE.code);
	await desk.put(page, "stage_name", STAGE.name);
	await desk.put(page, "stage_kind", "审核");
	await desk.choose(page, "acting_role", "省人社厅经办人员");
	await desk.put(page, "resolver", "省人社厅");
	const box = await desk.addRow(page, "boxes");
	await desk.put(page, "box_code", `${STAGE.code}1`, box);
	await desk.put(page, "box_title", STAGE.box, box);
	await desk.closeRow(page);
	await desk.save(page);

	await desk.openForm(page, `approval-route/${ROUTE}`);
	await desk.pressOnForm(page, "复制为新版本");
	await desk.formShown(page, `approval-route/${NEW_ROUTE}`);
	await page.locator(".indicator-pill:visible", { hasText: "草稿" }).waitFor();
	const row = await desk.insertAbove(page, "stages", 4);
	await desk.choose(page, "stage", STAGE.name, row);
	await desk.closeRow(page);
	const chart = page.locator(".zb-route-chart", { hasText: STAGE.name });
	await chart.waitFor();
	await shot(page, "administrator-route");
	await lateAnswers(page, chart);
	await desk.pressOnForm(page, "发布");
	const question = clerk.dialog(page);
	await question.getByText(`增加环节“${STAGE.name}”。`).waitFor();
	assert.match(await question.textContent(), /正在审批的1份申报仍走原来的版本/);
	await clerk.confirm(page, "是");
	await page.locator(".indicator-pill:visible", { hasText: "已发布" }).waitFor();
}

/** On a slow line: the chart shows the last state, whatever answers last, and nobody is asked about a version that he has left. */
async function lateAnswers(page, chart) {
	const [other, own] = await page.evaluate(() => [cur_frm.doc.stages[0].stage, cur_frm.doc.stages[3].stage]);
	const put = (stage) => page.evaluate((name) => {
		const row = cur_frm.doc.stages[3];
		frappe.model.set_value(row.doctype, row.name, "stage", name);
	}, stage);
	const asksFor = (stage) => (request) => JSON.parse(new URLSearchParams(request.postData()).get("doc")).stages[3].stage === stage;
	const outline = await holdBack(page, /routes\.outline/, asksFor(other));
	await put(other);
	await outline.asked;
	const second = page.waitForResponse((answer) => /routes\.outline/.test(answer.url()) && asksFor(own)(answer.request()));
	await put(own);
	await second;
	await outline.letGo();
	await desk.quiet(page);
	assert.equal(await chart.count(), 1, "an earlier answer comes too late");

	const drawing = await holdBack(page, /routes\.outline/);
	await page.evaluate(() => zhicheng.route.draw(cur_frm));
	await drawing.asked;
	await page.locator('.grid-row[data-idx="4"] .btn-open-row').click();
	const days = page.locator('.grid-row-open .form-in-grid [data-fieldname="deadline_days"] input');
	await days.fill("7");
	await drawing.letGo();
	await desk.quiet(page);
	assert.equal(await days.inputValue(), "7", "what is being typed stays");
	await days.fill("");
	await desk.closeRow(page);

	const changes = await holdBack(page, /routes\.changes/);
	await desk.pressOnForm(page, "发布");
	await changes.asked;
	await page.evaluate((name) => void frappe.set_route("Form", "Approval Route", name), ROUTE);
	await page.waitForFunction((name) => cur_frm.docname === name, ROUTE);
	await changes.letGo();
	await desk.formShown(page, `approval-route/${ROUTE}`);
	assert.equal(await page.locator(".modal.show").count(), 0, "the question belongs to the version that was left");
	await desk.openForm(page, `approval-route/${NEW_ROUTE}`);
}

async function addField(page) {
	await desk.openForm(page, "custom-field/new");
	await desk.choose(page, "dt", "申报档案袋");
	await desk.put(page, "label", FIELD.label);
	const place = page.locator('.frappe-control[data-fieldname="insert_after"] select');
	// the list of places is read anew after each change of the form
	for (let tries = 0; ; tries += 1) {
		await page.waitForLoadState("networkidle");
		if ((await page.evaluate(() => cur_frm.doc.insert_after)) === "work_start_date") break;
		assert.ok(tries < 10, "the form keeps no place for the field");
		await place.selectOption("work_start_date");
	}
	await desk.save(page);
}

async function openNotice(page) {
	await desk.openForm(page, "evaluation-notice/new");
	await desk.put(page, "title", NOTICE);
	await desk.choose(page, "issuer_unit", OWN_DEPARTMENT);
	await desk.put(page, "declare_year", YEAR);
	await desk.put(page, "level", "高级");
	await desk.choose(page, "series", "农业技术人员");
	await desk.choose(page, "committee", "四川省农业技术高级职称评审委员会");
	await desk.putTime(page, "apply_from", `${clerk.day(-1)} 00:00:00`);
	await desk.putTime(page, "apply_to", `${clerk.day(30)} 23:59:00`);
	await desk.put(page, "status", "发布");
	await desk.save(page);
}

/** What the walk leaves for others: a closed notice and no field more than before; also where it broke off. */
async function tidyUp(page) {
	await page.evaluate(async ([title, label]) => {
		for (const { name } of await frappe.db.get_list("Evaluation Notice", { filters: { title } })) {
			await frappe.db.set_value("Evaluation Notice", name, "status", "截止");
		}
		for (const { name } of await frappe.db.get_list("Custom Field", { filters: { label } })) {
			await frappe.xcall("frappe.client.delete", { doctype: "Custom Field", name });
		}
	}, [NOTICE, FIELD.label]);
}

/** 申报 under the new notice with what stood in this year's dossier; the new field is there to be filled. */
async function apply(page) {
	await logIn(page, APPLICANT);
	await page.goto("/portal/notices?level=senior");
	await page.locator(".notice", { hasText: NOTICE }).locator("input").check();
	await page.getByRole("button", { name: "确认" }).click();
	const offer = page.locator("#reuse[open]");
	await offer.getByRole("button", { name: "确定" }).click();
	await page.waitForURL(/\/portal\/dossier/);
	const name = new URL(page.url()).searchParams.get("name");
	await openSection(page, "诚信承诺");
	await fill(page, { signer: APPLICANT });
	await openSection(page, "年度考核情况");
	await addRow(page, { year: YEAR - 1, result: "合格", assessing_unit: "测试单位" });
	await openSection(page, "基本信息");
	await page.getByLabel(FIELD.label).fill(FIELD.value);
	await saveAndClose(page);
	await assertNothingMissing(page);
	await submit(page);
	return name;
}

/** A category chosen by mistake and put right at once: the form follows the last one, whatever answers last. */
async function changeMind(page, unit) {
	await desk.openForm(page, `unit/${unit}`);
	const [wrong, right] = await rowsOf(page, "Unit Category", {}, ["name", "category_name"]);
	const choose = ({ name }) => page.evaluate((category) => void cur_frm.set_value("unit_category", category), name);
	const guide = await holdBack(page, /units\.guide/);
	await choose(wrong);
	await guide.asked;
	await choose(right);
	const example = page.locator(".zb-example summary:visible");
	await example.filter({ hasText: `案例：${right.category_name}怎样填写` }).waitFor();
	await guide.letGo();
	await desk.quiet(page);
	assert.deepEqual(await example.allTextContents(), [`案例：${right.category_name}怎样填写`]);
}

/** A new department over the unit: whoever saves sees both running cases, sends both along, and must say why. */
async function moveUnit(page, unit, department) {
	await desk.openForm(page, `unit/${unit}`);
	await desk.choose(page, "supervising_unit", department);
	await desk.pressOnForm(page, "保存");
	const box = clerk.dialog(page);
	await box.getByText("2份在办申报受影响").waitFor();
	assert.equal(await box.locator("select").count(), 2);
	await box.getByRole("button", { name: "全部改派" }).click();
	await clerk.confirm(page, "保存单位");
	await box.getByRole("alert").filter({ hasText: "请填写改派理由" }).waitFor();
	await shot(page, "administrator-repair");
	await box.locator('[data-fieldname="reason"] input').fill("主管部门调整");
	await clerk.confirm(page, "保存单位");
	await page.locator(".alert", { hasText: "已改派2份申报" }).last().waitFor();
	await page.locator(".modal.show").waitFor({ state: "detached" });
}

const rowsOf = (page, doctype, filters, fields) => page.evaluate((asked) => frappe.db.get_list(...asked), [doctype, { filters, fields }]);

test("a stage, a field and a notice are added in Desk; the new case has them, the running one goes its old way", async (t) => {
	const admin = await clerk.deskAs(ADMINISTRATOR, { wanted: "/app/approval-stage/new" });
	const running = await rowsOf(admin, "Title Application", { applicant_name: APPLICANT }, ["name", "unit"]);
	assert.equal(running.length, 1);
	t.after(() => tidyUp(admin));
	await changeRoute(admin);
	await addField(admin);
	await openNotice(admin);

	const applicant = await newPage();
	const fresh = await apply(applicant);
	const chart = applicant.locator("#flow-chart");
	await chart.getByText(STAGE.name).first().waitFor();
	await shot(applicant, "administrator-new-way");
	await applicant.goto(`/portal/progress?name=${running[0].name}`);
	await chart.getByText("高评办资格审查").first().waitFor();
	assert.equal(await chart.getByText(STAGE.name).count(), 0, "the running case keeps its route");

	const own = await clerk.caseAs(OWN_CLERK, fresh);
	await own.locator(".zc-dossier").getByText(FIELD.value).waitFor();
	await clerk.pass(own);

	await changeMind(admin, running[0].unit);
	await moveUnit(admin, running[0].unit, OTHER_DEPARTMENT);
	await moveUnit(admin, running[0].unit, OWN_DEPARTMENT);

	const department = await clerk.caseAs(DEPARTMENT, running[0].name);
	assert.doesNotMatch(await clerk.pass(department), new RegExp(STAGE.name));
	await clerk.openCase(department, fresh);
	assert.match(await clerk.pass(department), new RegExp(STAGE.name), "the new case goes to the added stage");

	for (const page of [admin, applicant, own, department]) assertQuiet(page);
});

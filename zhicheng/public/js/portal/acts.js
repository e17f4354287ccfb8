/** The applicant's verbs on a case: 提交, 撤回, 删除, 删除流程. Each asks first. */

import { ask, inform } from "./dialogs.js";
import { showMissing } from "./checked.js";
import { busy, on } from "./dom.js";
import { settle } from "./section.js";
import { newToken, tell } from "./server.js";
import { wholeDossier } from "./whole_dossier.js";

const token = newToken();

const ACTS = {
	async submit(button, act) {
		if (!(await settle())) return;
		const checked = await tell("portal.check", { application: act.application });
		if (checked.missing.length) {
			showMissing(checked);
			return;
		}
		const unmet = checked.eligibility.filter((rule) => rule.outcome === "不符合");
		const text = [
			"提交后材料不能修改；上级单位审核之前可以撤回。",
			...checked.doubts.map((doubt) => `提示：${doubt.section_title}：${doubt.message}`),
			...unmet.map((rule) => `对照申报条件：${rule.texts[0]}${rule.why}。`),
		];
		if (!(await ask({ title: "提交申报", text, yes: "提交" }))) return;
		await tell("portal.submit", act);
		location.assign(`/portal/progress?name=${encodeURIComponent(act.application)}`);
	},
	async withdraw(button, act) {
		const text = "撤回后可以修改材料，修改好请再次提交。";
		if (!(await ask({ title: "撤回申报", text, yes: "撤回" }))) return;
		await tell("portal.withdraw", act);
		location.assign(`/portal/dossier?name=${encodeURIComponent(act.application)}`);
	},
	async remind(button, act) {
		if (!(await ask({ title: "催办", text: button.dataset.asks, yes: "催办" }))) return;
		const { sentence } = await tell("desk_work.remind", { application: act.application });
		button.disabled = true;
		button.textContent = "今天已催办";
		await inform({ title: "催办", text: sentence });
	},
	async whole(button, act) {
		await wholeDossier(act.application);
	},
	async discard(button) {
		const sent = button.dataset.sent === "1";
		const text = sent
			? "已填写的内容和附件会全部清空，申报记录保留，可以重新填写。清空后不能恢复。"
			: "这份草稿的全部内容和附件会被删除，不能恢复；删除后可以重新申报。";
		if (!(await ask({ title: "删除申报材料", text, yes: "删除", danger: true }))) return;
		await tell("portal.discard", { application: button.dataset.name });
		location.reload();
	},
	async delete_process(button, act) {
		const text = [
			`删除流程代表彻底放弃此次申报，${button.dataset.year} 年度不能再申报，不能恢复。`,
			"只想修改材料的，请取消，并用“撤回”。",
		];
		const confirm = await ask({ title: "删除流程", text, yes: "删除流程", danger: true, word: "删除流程" });
		if (!confirm) return;
		await tell("portal.delete_process", { ...act, confirm });
		location.reload();
	},
};

on(document, "click", "[data-act]", (event, button) => {
	const run = ACTS[button.dataset.act];
	if (!run) return;
	const place = button.closest("[data-case]");
	const act = place ? { application: place.dataset.case, step: Number(place.dataset.step), token } : {};
	busy(button, async () => {
		try {
			await run(button, act);
		} catch (refused) {
			if (refused.data && refused.data.missing) showMissing({ missing: refused.data.missing, doubts: [] });
			else await inform({ title: "没有办成", text: String(refused.message).split("\n") });
		}
	});
});

/** The box of the next stage, when the same clerk gets it too: filled on the same screen, given as a second record. */

import { make } from "./dom.js";
import { OpinionBoxes } from "./opinion_boxes.js";

export class SecondStage {
	constructor(application, ahead) {
		this.ahead = ahead;
		this.tick = make("input");
		this.tick.type = "checkbox";
		this.body = make("div");
		this.body.hidden = true;
		const label = make("label", "zc-second-tick", this.tick, `下一环节“${ahead.stage_name}”也由您办理：一并填写`);
		this.element = make("section", "zc-second", label, this.body);
		this.tick.addEventListener("change", () => this.toggle(application));
	}

	get isOn() {
		return this.tick.checked;
	}

	toggle(application) {
		if (!this.boxes) {
			this.boxes = new OpinionBoxes(application, this.ahead.boxes, { stage: this.ahead.stage, keepsItself: false });
			this.body.append(make("h3", "zc-side-title", `${this.ahead.stage_name}意见`), this.boxes.element);
		}
		this.body.hidden = !this.isOn;
	}
}

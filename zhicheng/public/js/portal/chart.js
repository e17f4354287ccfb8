/** 流程图 on the page of a case. */

import { drawFlowChart } from "../shared/flow_chart.js";
import { one } from "./dom.js";

const place = one("#flow-chart");
if (place) drawFlowChart(place, JSON.parse(place.dataset.chart));

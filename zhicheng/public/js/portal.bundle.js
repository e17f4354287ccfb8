import "./portal/frame.js";
import "./portal/start.js";
import "./portal/acts.js";
import "./portal/section.js";
import "./portal/checked.js";
import "./portal/preview.js";
import "./portal/chart.js";

import "./desk/case_screen.js";
import "./desk/register.js";
import "./desk/task_list.js";
import "./desk/plain_desk.js";
import { sayCappedCounts } from "./desk/capped_counts.js";
import { hearEarlyHide } from "./desk/early_hide.js";
import { plainFormWords } from "./desk/form_words.js";
import { followCards } from "./desk/home_cards.js";
import { mendTimePicker } from "./desk/time_picker.js";

mendTimePicker();
$(document).on("app_ready", mendTimePicker);
hearEarlyHide();
followCards();
plainFormWords();
sayCappedCounts();

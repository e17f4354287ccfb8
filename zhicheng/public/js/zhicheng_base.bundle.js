import "./base/toolbar.js";
import "./base/status_list.js";
import "./base/library_list.js";
import "./base/unit_form.js";
import "./base/route_form.js";
import "./base/account_buttons.js";
import "./base/member_entry.js";
import "./base/member_numbers.js";
import "./base/import_form.js";
import { nameListPills } from "./base/list_pills.js";
import { drawTypedTextAsText } from "./base/typed_text.js";

drawTypedTextAsText();
nameListPills();

frappe.listview_settings["Opinion Phrase"] = zhicheng.library_list({ unit: "所有单位", stage: "各环节" });

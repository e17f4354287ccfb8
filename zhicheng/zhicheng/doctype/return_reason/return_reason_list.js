frappe.listview_settings["Return Reason"] = zhicheng.library_list({ unit: "所有单位", action: "三种办理" });

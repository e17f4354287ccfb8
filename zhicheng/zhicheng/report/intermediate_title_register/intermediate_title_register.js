frappe.query_reports["Intermediate Title Register"] = zhicheng.desk.register("中级");

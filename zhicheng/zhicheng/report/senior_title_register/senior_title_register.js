frappe.query_reports["Senior Title Register"] = zhicheng.desk.register("高级");

frappe.query_reports["Junior Title Register"] = zhicheng.desk.register("初级");

frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Clerk Home"] = { method: "zhicheng.api.home.chart", filters: [] };

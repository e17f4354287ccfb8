"""What version-15 and version-16 do differently from the snapshot, each played here in their own shape."""

import frappe
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from zhicheng.api import aliases, desk, units, view_log
from zhicheng.portal import headers
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase


def request(path: str, method: str = "GET") -> Request:
	return Request(EnvironBuilder(path=path, method=method).get_environ())


class TestNewerFrappe(ZhichengTestCase):
	def test_a_links_search_finds_what_was_chosen(self):
		"""version-16 searches for the record's name before it takes the choice of a link field."""
		with self.as_user("马市人社经办"):
			unit, bureau = world.unit("MEK-CLINIC"), world.unit("MEK-HRSS")
			kind = units.creatable()["kinds"][0]["category"]
			for search, doctype, name in (
				(units.search_units, "Unit", unit),
				(units.search_bureaus, "Unit", bureau),
				(units.search_categories, "Unit Category", kind),
				(units.search_regions, "Region", frappe.db.get_value("Unit", unit, "region")),
			):
				with self.subTest(search=search.__name__):
					rows = search(doctype=doctype, txt=name, searchfield="name", start=0, page_len=25_000, filters={})
					self.assertIn(name, [row[0] for row in rows])

	def test_a_links_search_finds_no_foreign_unit_by_its_name(self):
		with self.as_user("卫生院经办"):
			found = units.search_units("Unit", world.unit("AB-HRSS"), "name", 0, 25_000, {})
		self.assertEqual(found, [])

	def test_clerks_start_with_our_workspaces_and_icons_only(self):
		"""version-16 has no `allowed_workspaces`; its first page shows an icon for every workspace."""
		pages = [{"name": "Clerk Home", "module": "Zhicheng"}, {"name": "Website", "module": "Website"}]
		icons = [frappe._dict(label=label) for label in ("Clerk Home", "Website", "Framework")]
		for person, kept in (("卫生院经办", ["Clerk Home"]), (None, ["Clerk Home", "Website", "Framework"])):
			boot = frappe._dict(workspaces={"pages": list(pages)}, desktop_icons=list(icons))
			if person:
				with self.as_user(person):
					desk.extend_bootinfo(boot)
			else:
				desk.extend_bootinfo(boot)
			with self.subTest(person=person):
				self.assertEqual([icon.label for icon in boot.desktop_icons], kept)
				self.assertEqual([page["name"] for page in boot.workspaces["pages"]], kept[:2])

	def test_every_address_of_a_record_is_a_look(self):
		for way in ("resource", "v1/resource", "v2/document"):
			with self.subTest(way=way):
				path = f"/api/{way}/Title%20Application/abc"
				self.assertEqual(view_log._asked(request(path)), ("Title Application", "abc"))
				for more in ("/", "/copy", "/method/get_tags"):
					self.assertEqual(view_log._asked(request(path + more)), ("Title Application", "abc"))
				self.assertEqual(view_log._asked(request(path, "PUT"))[1], "")
				self.assertEqual(view_log._asked(request(f"/api/{way}/Title%20Application"))[1], "")

	def test_a_method_named_by_its_doctype_is_the_same_method(self):
		named = "frappe.core.doctype.user.user.reset_password"
		for path, names in (
			("v2/method/User/reset_password", ["User", named]),
			("v2/method/Nothing Such/x", ["Nothing Such"]),
			(f"v2/method/{named}", [named]),
			(f"method/{named}/more", [named]),
			("v2/document/User/x", []),
		):
			with self.subTest(path=path):
				self.assertEqual(aliases.asked(f"/api/{path}"), names)

	def test_no_browser_keeps_an_answer(self):
		"""version-16 would let it keep what a link field found, and has Desk at another address."""
		kept = "private,max-age=1800,stale-while-revalidate=7200"
		for path in ("/desk", "/desk/title-application", "/app", "/api/method/frappe.client.validate_link_and_fetch"):
			response = Response(headers={"Cache-Control": kept})
			frappe.local.response_headers = Headers({"Cache-Control": kept})
			headers.protect(response, request(path))
			response.headers.update(frappe.local.response_headers)
			self.assertEqual(response.headers["Cache-Control"], "private, no-store", path)
		logo = Response(headers={"Cache-Control": "public, max-age=3600"})
		headers.protect(logo, request("/api/method/zhicheng.api.branding.logo"))
		self.assertEqual(logo.headers["Cache-Control"], "public, max-age=3600")

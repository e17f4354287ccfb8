"""A browser without a screen: real requests through Frappe's own WSGI application, each in a thread of its own."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import frappe
import frappe.app
from werkzeug.test import Client

from zhicheng.domain.accounts import sessions
from zhicheng.tests.accounts import solving
from zhicheng.tests.base import ZhichengTestCase


class Visitor:
	"""Keeps its cookies. The thread keeps the request's frappe.local apart from the test's."""

	def __init__(self, address: str = "127.0.0.1"):
		self.address = address
		self.token = ""
		self.client = Client(frappe.app.application)
		frappe.app._site = frappe.local.site
		frappe.app._sites_path = frappe.local.sites_path

	def post(self, method: str, **values) -> tuple[int, dict]:
		return self._request("POST", f"/api/method/{method}", data=values)

	def raw_post(self, path: str, **values) -> tuple[int, dict]:
		return self._request("POST", path, data=values)

	def get(self, path: str, **values) -> tuple[int, dict]:
		return self._request("GET", path, query_string=values)

	def put(self, path: str, **values) -> tuple[int, dict]:
		return self._request("PUT", path, data=values)

	def log_in(self, login_name: str, password: str) -> tuple[int, dict]:
		"""As a page does it; gives the last answer."""
		answers = []

		def post(method: str, **values) -> dict | None:
			answers.append(self.post(method, **values))
			return answers[-1][1].get("message")

		solving.log_in(post, login_name, password)
		return answers[-1]

	def who(self) -> str:
		return self.get("/api/method/frappe.auth.get_logged_user")[1].get("message", "Guest")

	def headers(self, path: str) -> dict:
		return self._open("GET", path).headers

	def sid(self) -> str:
		"""The session's cookie; its place differs between Werkzeug 2.2 and later."""
		cookie = getattr(self.client, "get_cookie", None)
		if cookie:
			return cookie("sid", domain=frappe.local.site.split(":")[0]).value
		return next(row.value for row in self.client.cookie_jar if row.name == "sid")

	def pretend_idle(self, *, minutes: int) -> None:
		seen = time.time() - minutes * 60
		frappe.cache.set_value(sessions.seen_key(self.sid()), seen, expires_in_sec=3600)

	def _request(self, verb: str, path: str, **kwargs) -> tuple[int, dict]:
		response = self._open(verb, path, **kwargs)
		text = response.get_data(as_text=True)
		try:
			return response.status_code, json.loads(text)
		except ValueError:
			# as a page's scripts do: its token goes along with what is posted from now on
			self.token = next(iter(re.findall(r'name="csrf-token" content="(\w+)"', text)), self.token)
			return response.status_code, {"html": text}

	def _open(self, verb: str, path: str, **kwargs):
		headers = {"Accept": "application/json", "Host": frappe.local.site, **kwargs.pop("headers", {})}
		if self.token:
			headers["X-Frappe-CSRF-Token"] = self.token
		environ = {"REMOTE_ADDR": self.address}
		with ThreadPoolExecutor(1) as pool:
			return pool.submit(
				self.client.open, path, method=verb, headers=headers, environ_overrides=environ, **kwargs
			).result()


def sentence(answer: dict) -> str:
	"""What the browser shows of a refusal."""
	rows = [json.loads(row) for row in json.loads(answer.get("_server_messages") or "[]")]
	return " ".join(row.get("message", "") for row in rows)


class VisitorCase(ZhichengTestCase):
	"""Requests have connections of their own: they see only what is committed, and would wait for every row
	that an earlier test has touched, because a rollback to a savepoint keeps its locks."""

	def setUp(self):
		super().setUp()
		frappe.db.rollback()
		frappe.db.savepoint("before_test")

	def refresh(self) -> None:
		"""See what requests have stored meanwhile."""
		frappe.db.rollback()
		frappe.db.savepoint("before_test")

	def commit(self) -> None:
		frappe.db.commit()
		frappe.db.savepoint("before_test")

"""Frappe's own web application asked without a server: real requests, real sessions of real users.

Each request runs in a context of its own, as it would in a web process: it opens its own connection and leaves the
test's alone. So it sees what the test has committed, and the test sees its outcome after `frappe.db.rollback()`.
"""

import json
import re
from contextvars import Context

import frappe
from werkzeug.test import Client

from zhicheng.domain.people import identity
from zhicheng.setup import demo
from zhicheng.tests.accounts import solving
from zhicheng.tests.base import ZhichengTestCase

OK = 200
# as portal and log-in pages carry it, and as Desk does
TOKEN = re.compile(r'(?:name="csrf-token" content=|csrf_token = )"(\w{20,})"')


class Answer:
	"""What a request brought: status, text and, where it is JSON, the message."""

	def __init__(self, response):
		self.status = response.status_code
		self.content = response.data
		self.text = response.get_data(as_text=True) if _is_text(response.mimetype) else ""
		self.mimetype = response.mimetype
		self.headers = response.headers

	@property
	def is_ok(self) -> bool:
		return self.status == OK

	@property
	def json(self) -> dict:
		return json.loads(self.text) if self.mimetype == "application/json" else {}

	@property
	def message(self):
		return self.json.get("message")

	@property
	def data(self):
		"""What /api/resource answers with."""
		return self.json.get("data")

	@property
	def plain(self) -> str:
		"""The text with \\u escapes undone, so that Chinese words can be looked for."""
		return json.dumps(self.json, ensure_ascii=False) if self.json else self.text

	def __repr__(self) -> str:
		return f"<{self.status} {self.mimetype} {self.plain[:300]}>"


class Browser:
	"""One visitor with his cookies: Guest until `log_in`."""

	def __init__(self):
		self.site = frappe.local.site
		self.client = _client()
		self.user, self.person, self.token = "Guest", "", ""

	def log_in(self, person: str, password: str = demo.PASSWORD) -> "Browser":
		"""Through the log-in page's own endpoint, by the ID number; cookies of an ended session are gone by then."""
		self.client = _client()
		self.person, self.token = person, ""
		sealed, self.user = frappe.db.get_value("Unit Member", {"member_name": person}, ["id_number", "user"])
		said = solving.log_in(
			lambda method, **values: self.post(method, **values).message, identity.unseal(sealed), password
		)
		assert said and said.get("user") == self.user, f"{person}: {said}"
		return self

	def get(self, method: str, /, **arguments) -> Answer:
		"""Call a whitelisted method by GET."""
		return self.open(f"/api/method/{method}", method="GET", query_string=_fields(arguments))

	def post(self, method: str, /, **arguments) -> Answer:
		"""Call a whitelisted method by POST."""
		return self.open(f"/api/method/{method}", method="POST", data=_fields(arguments))

	def resource(self, doctype: str, name: str = "", *, verb: str = "GET", **arguments) -> Answer:
		"""REST on a record or a list."""
		path = f"/api/resource/{doctype}" + (f"/{name}" if name else "")
		key = "query_string" if verb in ("GET", "DELETE") else "data"
		return self.open(path, method=verb, **{key: _fields(arguments)})

	def page(self, path: str) -> Answer:
		"""A page or a file; as a page's script would, later requests carry the token that it brought."""
		answer = self.open(path, method="GET", headers={"Accept": "text/html"})
		brought = TOKEN.search(answer.text)
		self.token = brought.group(1) if brought else self.token
		return answer

	def upload(self, method: str, /, file: tuple, **arguments) -> Answer:
		"""A multipart request with one file: (stream, name)."""
		return self.open(f"/api/method/{method}", method="POST", data={**_fields(arguments), "file": file})

	def open(self, path: str, **request) -> Answer:
		headers = {"X-Frappe-Site-Name": self.site, "Accept": "application/json", **request.pop("headers", {})}
		if self.token:
			headers["X-Frappe-CSRF-Token"] = self.token
		return Context().run(self._open, path, headers=headers, **request)

	def _open(self, path: str, **request) -> Answer:
		response = self.client.open(path, base_url=f"http://{self.site}", buffered=True, **request)
		return Answer(response)


def _client() -> Client:
	from frappe.app import application

	return Client(application)


def _fields(arguments: dict) -> dict[str, str]:
	"""As frappe.call sends them: what is no text goes as JSON."""
	return {
		key: value if isinstance(value, str) else json.dumps(value)
		for key, value in arguments.items()
		if value is not None
	}


def _is_text(mimetype: str) -> bool:
	return mimetype.startswith("text/") or mimetype in ("application/json", "application/javascript")


class BrowserTestCase(ZhichengTestCase):
	"""Requests have connections of their own: they see what is committed and would wait for every row that the
	test's own transaction has touched. So each test begins without one."""

	def setUp(self):
		super().setUp()
		frappe.db.rollback()

	def tearDown(self):
		frappe.db.rollback()
		frappe.db.savepoint("before_test")
		super().tearDown()

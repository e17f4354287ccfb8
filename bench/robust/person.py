"""One person before a browser: logs in by ID number, sends what he does, and knows what the server has confirmed."""

import json
import uuid

from .own_site import OwnSite, form


class Unanswered(Exception):
	"""The server did not confirm: it may have done what was asked, or not."""


class Refused(Exception):
	"""The server is well and says no."""


class Person:
	def __init__(self, site: OwnSite, name: str):
		self.site, self.name, self.cookies = site, name, {}

	def log_in(self) -> "Person":
		from zhicheng.setup import demo
		from zhicheng.setup.demo import world
		from zhicheng.tests.accounts import solving

		number = next(row["id_number"] for row in world.people() if row["member_name"] == self.name)
		said = solving.log_in(lambda method, **values: self.post(method, values), number, demo.PASSWORD)
		assert said and said.get("user"), f"{self.name}: {said}"
		return self

	def post(self, method: str, values: dict):
		"""The message of the answer.

		:raises Unanswered: nothing came back, or a server that is being killed said so
		:raises Refused: with the server's words
		"""
		return self._ask(method, *form({key: _text(value) for key, value in values.items()}))

	def get(self, method: str, values: dict):
		"""The same by GET."""
		return self._ask(f"{method}?{form(values)[0].decode()}", None, {}, verb="GET")

	def send(self, method: str, values: dict, file_name: str, content: bytes):
		"""The same with a file."""
		edge = uuid.uuid4().hex
		parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in values.items()]
		head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
		body = "".join((*parts, head, "Content-Type: application/octet-stream\r\n\r\n")).encode()
		body += content + f"\r\n--{edge}--\r\n".encode()
		return self._ask(method, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

	def _ask(self, method: str, body: bytes | None, headers: dict, verb: str = "POST"):
		cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
		try:
			status, content, cookies = self.site.ask(verb, f"/api/method/{method}", body, {**headers, "Cookie": cookie})
		except Exception as error:
			raise Unanswered(str(error)) from error
		if status >= 500:
			raise Unanswered(content[:300])
		if status != 200:
			raise Refused(f"{self.name}: {method}: {status} {content.decode(errors='replace')[:600]}")
		for line in cookies:
			key, _, value = line.split(";")[0].partition("=")
			self.cookies[key] = value
		return json.loads(content).get("message")


def _text(value) -> str:
	return value if isinstance(value, str) else json.dumps(value)

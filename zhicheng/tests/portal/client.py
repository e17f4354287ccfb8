"""Requests through the whole WSGI application, each in its own thread with its own connection, as on a real server."""

import json
import re
from threading import Thread

import frappe
from frappe.app import application
from werkzeug.test import Client, TestResponse

from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts import solving


class Visitor:
	"""One browser: cookies, the CSRF token of the page it opened last, the site's name."""

	def __init__(self):
		self.site = frappe.local.site
		self.client = Client(application)
		self.token = ""

	def log_in(self, person: str) -> "Visitor":
		number = next(row["id_number"] for row in world.people() if row["member_name"] == person)
		said = solving.log_in(
			lambda method, **values: self.post(method, **values).json.get("message"), number, demo.PASSWORD
		)
		assert said and said.get("user"), f"{person}: {said}"
		return self

	def page(self, address: str) -> TestResponse:
		"""Open a page and remember its token."""
		answer = self._ask(self.client.get, address)
		found = re.search(r'name="csrf-token" content="(\w+)"', answer.text)
		self.token = found.group(1) if found else self.token
		return answer

	def get(self, address: str, **how) -> TestResponse:
		return self._ask(self.client.get, address, **how)

	def post(self, method: str, **values) -> TestResponse:
		return self._ask(self.client.post, f"/api/method/{method}", json=values)

	def put(self, address: str, **values) -> TestResponse:
		return self._ask(self.client.put, address, json=values)

	def delete(self, address: str) -> TestResponse:
		return self._ask(self.client.delete, address)

	def upload(self, file: tuple, **values) -> TestResponse:
		"""Send one file as (stream, name) to the upload endpoint."""
		data = {**values, "file": file}
		return self._ask(self.client.post, "/api/method/zhicheng.api.files.upload", data=data)

	def send(self, method: str, data: dict) -> TestResponse:
		"""A multipart request."""
		return self._ask(self.client.post, f"/api/method/{method}", data=data)

	def _ask(self, call, address: str, **kwargs) -> TestResponse:
		headers = {"X-Frappe-Site-Name": self.site, "Accept": "application/json", **kwargs.pop("headers", {})}
		if self.token:
			headers["X-Frappe-CSRF-Token"] = self.token
		answers = []
		thread = Thread(target=lambda: answers.append(call(address, headers=headers, **kwargs)))
		thread.start()
		thread.join()
		return answers[0]


def said(answer: TestResponse) -> str:
	"""The sentences of a refusal, as the page would show them."""
	messages = json.loads(answer.json.get("_server_messages") or "[]")
	return " ".join((json.loads(text) if isinstance(text, str) else text)["message"] for text in messages)

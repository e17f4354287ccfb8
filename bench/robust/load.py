"""Approvals, autosaves and uploads, one after the other by several people at once, each repeated until it is confirmed.

A page that gets no answer sends the very same request again: same token, same lot, same mark. Whoever counts afterwards must find
each of them once.
"""

import io
import threading
import time
import uuid
from collections.abc import Callable, Iterator

from .person import Person, Refused, Unanswered

SENTENCE = "第{0}句，确认过的话一个字也不能丢。"


class Load:
	"""What is sent again and again; `running` holds everybody back while the servers are away and things are counted."""

	def __init__(self):
		self.running, self.ended = threading.Event(), threading.Event()
		self.threads: list[threading.Thread] = []
		self.waiting: set[threading.Thread] = set()
		self.faults: list[str] = []
		self.unanswered = 0
		# what was confirmed
		self.approved: dict[str, str] = {}
		self.rows: dict[str, dict[str, str]] = {}
		self.words: dict[str, int] = {}
		self.proofs: dict[str, str] = {}

	def add(self, steps: Iterator[Callable[[], None]]) -> None:
		thread = threading.Thread(target=self._walk, args=(steps,), daemon=True)
		self.threads.append(thread)
		thread.start()

	def pause(self) -> None:
		"""Everybody waits, also who got no answer."""
		self.running.clear()
		for thread in self.threads:
			while thread.is_alive() and thread not in self.waiting:
				time.sleep(0.02)

	def go_on(self) -> None:
		self.waiting.clear()
		self.running.set()

	def end(self) -> None:
		"""What is unconfirmed is confirmed still, nothing new begins."""
		self.ended.set()
		for thread in self.threads:
			thread.join(120)

	def confirmed(self) -> int:
		return len(self.approved) + sum(map(len, self.rows.values())) + sum(self.words.values()) + len(self.proofs)

	def _walk(self, steps: Iterator[Callable[[], None]]) -> None:
		for step in steps:
			self._wait()
			if self.ended.is_set():
				return
			while True:
				try:
					step()
					break
				except Unanswered:
					self.unanswered += 1
					time.sleep(0.2)
					self._wait()
				except Refused as refused:
					self.faults.append(str(refused))
					return

	def _wait(self) -> None:
		while not self.running.is_set():
			self.waiting.add(threading.current_thread())
			self.running.wait(0.1)

	# one generator per kind of work: each step is one thing that is sent until it is confirmed

	def approvals(self, clerk: Person, names: list[str], step: int) -> Iterator[Callable[[], None]]:
		for name in names:
			token = uuid.uuid4().hex
			asked = {"application": name, "action": "同意通过", "step": step, "token": token}

			def act(name=name, token=token, asked=asked) -> None:
				clerk.post("zhicheng.api.review.act", asked)
				self.approved[name] = token

			yield act

	def new_rows(self, applicant: Person, application: str, most: int) -> Iterator[Callable[[], None]]:
		"""A page that saves itself: each time one row more."""
		kept = self.rows.setdefault(application, {})
		for number in range(most):
			lot, content = f"new-{uuid.uuid4().hex}", f"第{number}次培训 {uuid.uuid4().hex[:8]}"
			values = {"start_date": "2019-01-01", "end_date": "2019-02-01", "content": content, "place": "成都", "witness": "测试乙"}
			sent = {"rows": [{"name": lot, "values": values}]}

			def save(lot=lot, content=content, sent=sent) -> None:
				self._saved(applicant, application, "training", sent)
				kept[lot] = content

			yield save

	def more_words(self, applicant: Person, application: str, most: int) -> Iterator[Callable[[], None]]:
		"""A text that grows by a sentence with each save."""
		for number in range(most):

			def save(number=number) -> None:
				before, after = ({"summary_text": text_of(count)} for count in (number, number + 1))
				self._saved(applicant, application, "self_summary", after, seen=before)
				self.words[application] = number + 1

			yield save

	def uploads(self, applicant: Person, application: str, most: int) -> Iterator[Callable[[], None]]:
		from PIL import Image

		place = {"application": application, "section": "basic_info", "fieldname": "current_post"}
		for number in range(most):
			mark, stream = uuid.uuid4().hex, io.BytesIO()
			Image.effect_noise((240, 240 + number), 90).save(stream, "PNG")

			def send(mark=mark, content=stream.getvalue()) -> None:
				kept = applicant.send("zhicheng.api.files.upload", {**place, "mark": mark}, "任职.png", content)
				self.proofs[mark] = kept["name"]

			yield send

	def _saved(self, applicant: Person, application: str, section: str, values: dict, **more) -> None:
		sent = {"application": application, "section": section, "values": values, "revision": 0, "merge": 1, "auto": 1}
		answer = applicant.post("zhicheng.api.portal.save_section", {**sent, **more})
		if answer["errors"] or answer["conflicts"]:
			raise Refused(str(answer))


def text_of(sentences: int) -> str:
	return "".join(SENTENCE.format(number) for number in range(sentences))

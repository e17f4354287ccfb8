"""ID numbers (GB 11643): what passes, what is refused and with which words (domain 9.2)."""

from zhicheng.domain.people import identity
from zhicheng.exceptions import IdNumberInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

REFUSED = (
	("", "18位"),
	("51000019850312001", "18位"),
	("5100001985031200AX", "18位"),
	("５１０００019850312001X", "18位"),
	("510000198503120010", "校验码"),
	("510000198503120011", "校验码"),
	("510000198502300019", "出生日期不存在"),
	("51000020990101001X", "出生日期不合理"),
)


class TestIdentity(ZhichengTestCase):
	def test_every_demo_number_passes_in_any_spelling(self):
		for row in world.people():
			number = row["id_number"]
			for written in (number, number.lower(), f" {number[:6]} {number[6:]} "):
				self.assertEqual(identity.check_id_number(written), number)

	def test_wrong_numbers_are_refused_with_the_place_to_look_at(self):
		for number, words in REFUSED:
			with self.subTest(number), self.assertRaisesRegex(IdNumberInvalid, words):
				identity.check_id_number(number)

	def test_fictional_numbers_are_refused_where_the_setting_is_empty(self):
		with self.setting(allow_test_id_prefix=""), self.assertRaisesRegex(IdNumberInvalid, "测试用"):
			identity.check_id_number("51000019850312001X")

	def test_residents_permits_of_81_82_83_pass_without_warning(self):
		for number in ("810000199001010006", "820000199001010007", "830000199001010008"):
			self.assertEqual(identity.warning(number), "")
		self.assertIn("核对", identity.warning("990000199001010000"))

	def test_sex_birth_date_and_mask(self):
		self.assertEqual(identity.gender("51000019850312001X"), "男")
		self.assertEqual(identity.gender("51000019790608002X"), "女")
		self.assertEqual(str(identity.birth_date("51000019850312001X")), "1985-03-12")
		self.assertEqual(identity.mask_id("51000019850312001X"), "510000********001X")

	def test_hash_needs_the_key_and_the_seal_opens_again(self):
		number = "51000019850312001X"

		self.assertEqual(identity.hash_id(number), identity.hash_id(number.lower()))
		self.assertNotIn(number, identity.hash_id(number))
		self.assertNotEqual(identity.seal(number), identity.seal(number))
		self.assertEqual(identity.unseal(identity.seal(number)), number)

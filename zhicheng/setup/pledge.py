"""The first wording of 诚信承诺 (own words after 人社部 Order 40; domain 7.4); created if missing."""

import frappe

VERSION = "2025-1"
TEXT = """本人自愿申报{year}年度{series}系列{speciality}专业{qualification}职称，现郑重承诺：
一、本人符合申报条件，为所在单位在职专业技术人员，不属于离退休人员，不处于处分影响期或禁止申报期。
二、所填写的信息和上传的证书、业绩、论文、考核等材料均真实、准确、完整，不存在伪造、剽窃、代写、重复使用等情形。
三、同意所在单位和各级审核部门依法核验上述信息，并在规定范围内公示（身份证号、联系方式等不公示）。
四、遵守评审纪律，不打听、不请托、不干扰评审。
五、如有不实，自愿接受取消本次申报、撤销已取得职称、记入诚信档案以及三年内不得申报等处理，并承担相应责任。"""


def ensure_pledge() -> None:
	"""A site has a pledge from its first day; an administrator may add newer versions."""
	if frappe.db.exists("Pledge Version", {"version": VERSION}):
		return
	frappe.get_doc(
		{"doctype": "Pledge Version", "version": VERSION, "text": TEXT, "valid_from": "2025-01-01", "enabled": 1}
	).insert(ignore_permissions=True)

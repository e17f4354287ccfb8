from setuptools import find_packages, setup

setup(
	name="zhicheng",
	version="0.1.0",
	description="职称申报评审: applications for professional titles, on Frappe",
	packages=find_packages(include=["zhicheng", "zhicheng.*"]),
	include_package_data=True,
	python_requires=">=3.10",
	install_requires=["pikepdf", "pyotp", "pypdf", "python-stdnum", "segno", "XlsxWriter"],
)

"""Stand-ins for cloud libraries (about 250 MB) that Frappe imports at module level and nobody uses here.

Loaded by a .pth file of the bench's environment. Importing succeeds, using raises ImportError; a real package, once
installed, is found first and wins.
"""

import importlib.abc
import importlib.machinery
import sys

ABSENT = {"apiclient", "boto3", "botocore", "dropbox", "google", "google_auth_oauthlib", "googleapiclient", "posthog"}


class Missing(Exception):
	def __init__(self, *args, **kwargs):
		raise ImportError("the library of this integration is not installed on this bench")


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
	def find_spec(self, name, path=None, target=None):
		if name.partition(".")[0] in ABSENT:
			return importlib.machinery.ModuleSpec(name, self, is_package=True)
		return None

	def exec_module(self, module):
		def missing(name):
			if name.startswith("__"):
				raise AttributeError(name)
			return type(name, (Missing,), {})

		module.__getattr__ = missing


sys.meta_path.append(StandInFinder())

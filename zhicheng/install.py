"""What happens to a site when the app comes, and after every migrate: verbs only, details in setup/."""

from zhicheng.setup.admin_roles import ensure_user_permissions
from zhicheng.setup.catalogue import ensure_catalogue
from zhicheng.setup.categories import ensure_categories
from zhicheng.setup.defaults import allow_test_ids, ensure_settings
from zhicheng.setup.keys import ensure_id_key
from zhicheng.setup.list_settings import ensure_list_settings
from zhicheng.setup.phrases import ensure_phrases
from zhicheng.setup.pledge import ensure_pledge
from zhicheng.setup.regions import ensure_regions
from zhicheng.setup.roles import ensure_roles
from zhicheng.setup.rule_sets import ensure_rule_sets
from zhicheng.setup.site import prepare_site
from zhicheng.setup.workflow import ensure_routes, ensure_stages, ensure_workflow


def before_install() -> None:
	ensure_roles()


def after_install() -> None:
	prepare_site()
	_ensure_master_data()
	ensure_settings()
	ensure_list_settings()


def before_migrate() -> None:
	ensure_roles()


def after_migrate() -> None:
	_ensure_master_data()


def before_tests() -> None:
	prepare_site()
	_ensure_master_data()
	ensure_settings()
	ensure_list_settings()
	allow_test_ids()


def _ensure_master_data() -> None:
	"""Everything here creates what is missing and leaves the rest as the site has it."""
	ensure_id_key()
	ensure_regions()
	ensure_categories()
	ensure_rule_sets()
	ensure_catalogue()
	ensure_stages()
	ensure_routes()
	ensure_workflow()
	ensure_pledge()
	ensure_phrases()
	ensure_user_permissions()

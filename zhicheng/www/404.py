"""An address that leads nowhere: said in our words and frame instead of Frappe's."""

from zhicheng import account_page

no_cache = 1


def get_context(context):
	context.http_status_code = 404
	return account_page.tell(context, 404)

"""我的登录 joins the user's menu of Desk, on sites that were made before it."""

from zhicheng.setup.site import add_menu_item


def execute() -> None:
	add_menu_item("我的登录", "/my-logins")

"""Whether failed tries have locked somebody out, and the end of it by the unit above or the security administrator."""

from zhicheng.domain import act_log
from zhicheng.domain.accounts import attempts, login, second_factor
from zhicheng.domain.people import identity


def is_locked(user: str) -> bool:
	return any(attempts.is_locked(name) for name in _names(user))


def unlock(user: str, *, title: str) -> None:
	"""Forget the failures of password, slider, second factor and change of password.

	:param title: whom the log names
	"""
	free(user)
	act_log.record("解除登录锁定", detail=title)


def free(user: str) -> None:
	for name in _names(user):
		attempts.succeeded(name)


def _names(user: str) -> list[str]:
	"""Under which the user's failures are counted: his log-in names, the second factor, the change of password."""
	return [*map(identity.normalise, login.login_names(user)), second_factor.lock_name(user), user]

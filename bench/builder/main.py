"""Options of the two commands, signals, and the way every end looks."""

import argparse
import signal

from .configuration import Backends
from .console import Failure, Stopped, complain, say
from .server import serve
from .suite import PARTS, test

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
	for number in SIGNALS:
		if signal.getsignal(number) is not signal.SIG_IGN:  # nohup means it
			signal.signal(number, stop)
	options = parse(arguments)
	try:
		if options.command == "test":
			return test(options.part, options.names)
		serve(options.port, backends_of(options), options.reset)
		say("Stopped.")
	except Failure as failure:
		complain(failure)
		return 1
	except Stopped:
		say("\nStopped before the end. The same command goes on where it stopped.")
		return 130
	return 0


def stop(number: int, frame) -> None:
	"""Raises once; while everything is being stopped further signals change nothing."""
	for each in SIGNALS:
		signal.signal(each, signal.SIG_IGN)
	raise Stopped


def parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(prog="script")
	commands = parser.add_subparsers(dest="command", required=True)
	server = commands.add_parser(
		"server",
		prog="script/server",
		description="Sets up what is missing and runs Zhicheng with demo data on 127.0.0.1.",
	)
	server.add_argument(
		"--port", type=int, default=8000, help="port of the site; the four next are used too (default 8000)"
	)
	server.add_argument("--reset", action="store_true", help="throw the site and its data away and make it anew")
	server.add_argument("--db", default="", metavar="HOST:PORT", help="an existing MariaDB instead of a private one")
	server.add_argument("--db-user", default="root", help="its administrator (default root)")
	server.add_argument("--db-password", default="", help="that user's password")
	server.add_argument(
		"--redis", default="", metavar="URL", help="an existing Redis, redis://HOST:PORT; databases 1 and 2"
	)
	tests = commands.add_parser("test", prog="script/test", description="Sets up what is missing and runs the tests.")
	tests.add_argument("part", nargs="?", choices=["all", *PARTS], default="all", help="only this part of the tests")
	tests.add_argument("names", nargs="*", help="unit: modules, e.g. zhicheng.tests.domain.test_units; browser: files")
	options = parser.parse_args(arguments)
	if options.command == "server" and not 1024 <= options.port <= 65000:
		server.error("--port must lie between 1024 and 65000")
	if options.command == "server" and options.db and not options.db_password:
		server.error("--db needs --db-password")
	return options


def backends_of(options: argparse.Namespace) -> Backends:
	return Backends(options.db, options.db_user, options.db_password, options.redis)

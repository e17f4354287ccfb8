"""What both peers work on: a chain of units, one clerk in each, an opinion per stage. Made anew at each start."""

import os

import pymysql

STAGES = ("U", "MS", "MI", "MH", "ZO", "PD", "SO", "PH")
TABLES = (
	"create table unit (id int primary key, parent int, lft int, rgt int, name varchar(60))",
	"create table member (user_id int, unit_id int, role varchar(20), primary key (user_id, unit_id, role))",
	"""create table opinion (id int auto_increment primary key, case_id int, stage varchar(20), text varchar(500), leader varchar(60),
		is_draft int, key (case_id, stage))""",
	"""create table act_log (id int auto_increment primary key, case_id int, act varchar(40), stage varchar(20), unit_id int, user_id int,
		at datetime(6), key (case_id))""",
)


def connect(database: str = "", **more):
	return pymysql.connect(
		host=os.environ["COMPARE_HOST"], port=int(os.environ["COMPARE_PORT"]), user=os.environ["COMPARE_USER"],
		password=os.environ["COMPARE_PASSWORD"], database=database or None, charset="utf8mb4", **more,
	)  # fmt: skip


def make(database: str) -> None:
	"""Unit n is the parent of unit n + 1; the clerk of stage s sits in unit 9 - s."""
	connection = connect(autocommit=True)
	with connection.cursor() as cursor:
		cursor.execute(f"drop database if exists {database}")
		cursor.execute(f"create database {database} character set utf8mb4 collate utf8mb4_unicode_ci")
		cursor.execute(f"use {database}")
		for statement in TABLES:
			cursor.execute(statement)
		for number in range(1, 10):
			cursor.execute("insert into unit values (%s, %s, %s, %s, %s)", (number, number - 1 or None, number, 20 - number, f"单位{number}"))
		for place, stage in enumerate(STAGES, start=1):
			cursor.execute("insert into member values (%s, %s, %s)", (place, 9 - place, stage))
	connection.close()

"""Asks the questions of the first screen again, of the raw rows: plain SQL in SQLite, and DuckDB if it is installed.

    raw.py DATABASE MEASURED [duckdb]

MEASURED is what the example `measure` printed. Prints JSON: milliseconds (median of three) by engine and tile, and the
tiles whose answers differ. Shares nothing with the program but the tables of raw rows.
"""

import json
import sqlite3
import statistics
import sys
import time
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
# The columns of a count: grades 1 to 5 of what counts, then default, superseded, excluded, appeal upheld.
COUNTS = ", ".join(
    [f"COUNT(*) FILTER (WHERE standing = 0 AND grade = {grade})" for grade in range(1, 6)]
    + [f"COUNT(*) FILTER (WHERE standing = {standing})" for standing in range(1, 5)]
)


class Sqlite:
    """Plain SQL over the raw rows."""

    month = "strftime('%Y-%m', \"at\" / 1000000 + 28800, 'unixepoch')"
    weekday = "(CAST(strftime('%w', \"at\" / 1000000 + 28800, 'unixepoch') AS INTEGER) + 6) % 7"
    hour = "CAST(strftime('%H', \"at\" / 1000000 + 28800, 'unixepoch') AS INTEGER)"

    def __init__(self, database):
        self.connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()


class DuckDb:
    """The same tables, copied into DuckDB."""

    month = "strftime(make_timestamp(\"at\" + 28800000000), '%Y-%m')"
    weekday = "(dayofweek(make_timestamp(\"at\" + 28800000000)) + 6) % 7"
    hour = "hour(make_timestamp(\"at\" + 28800000000))"

    def __init__(self, database):
        import csv
        import os
        import tempfile

        import duckdb

        self.connection = duckdb.connect()
        raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        tables = {
            "rating": ("id BIGINT, place_id BIGINT, item_id BIGINT, body_id BIGINT, grade TINYINT, standing TINYINT, "
                       "\"at\" BIGINT, reasons VARCHAR, comment VARCHAR"),
            "case_count": "place_id BIGINT, item_id BIGINT, body_id BIGINT, day VARCHAR, cases BIGINT",
        }
        for table, columns in tables.items():
            names = ", ".join(column.split()[0] for column in columns.split(", "))
            with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(raw.execute(f"SELECT {names} FROM {table}"))
            self.connection.execute(f"CREATE TABLE {table} ({columns})")
            self.connection.execute(f"COPY {table} FROM '{file.name}' (HEADER false, QUOTE '\"', ESCAPE '\"')")
            os.unlink(file.name)

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()


def midnight(day):
    """The first microsecond of a day in China."""
    return int(datetime.fromisoformat(day).replace(tzinfo=CHINA).timestamp()) * 1_000_000


def within(period):
    return f"\"at\" >= {midnight(period['from'])} AND \"at\" < {midnight(period['to']) + 86_400_000_000}"


def days(period):
    return f"day BETWEEN '{period['from']}' AND '{period['to']}'"


def counts(engine, period):
    (row,) = engine.rows(f"SELECT {COUNTS} FROM rating WHERE {within(period)}")
    ((cases,),) = engine.rows(f"SELECT SUM(cases) FROM case_count WHERE {days(period)}")
    return [int(cases or 0), *row]


def grouped(engine, key, ratings_where, case_key=None, cases_where=None):
    """Counts by a key, as {key: [cases, …]}; cases are 0 where there is no key for them."""
    found = {}
    for name, *row in engine.rows(f"SELECT {key}, {COUNTS} FROM rating WHERE {ratings_where} GROUP BY 1"):
        found[name] = [0, *row]
    if case_key:
        for name, cases in engine.rows(f"SELECT {case_key}, SUM(cases) FROM case_count WHERE {cases_where} GROUP BY 1"):
            found.setdefault(name, [0] * 10)[0] = int(cases)
    return found


def months(engine, last, count):
    year, month = map(int, last.split("-"))
    names = []
    for _ in range(count):
        names.append(f"{year:04}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    names.reverse()
    end = f"{last}-31"
    first = f"{names[0]}-01"
    after = (datetime.fromisoformat(f"{last}-01") + timedelta(days=32)).replace(day=1).date().isoformat()
    where = f"\"at\" >= {midnight(first)} AND \"at\" < {midnight(after)}"
    found = grouped(engine, engine.month, where, "substr(day, 1, 7)", f"day BETWEEN '{first}' AND '{end}'")
    return [found.get(name, [0] * 10) for name in names]


def worst(found, names):
    rows = sorted(found.items(), key=lambda row: (-(row[1][1] + row[1][2]), -sum(row[1][1:6]), row[0]))
    return [[key, *row] for key, row in rows][:names]


def summary(engine, asked, answer):
    return [
        counts(engine, asked["period"]),
        counts(engine, answer["before"]),
        counts(engine, answer["month"]),
        *months(engine, asked["period"]["to"][:7], 13),
    ]


def grid(engine, asked, answer):
    found = grouped(engine, "place_id", within(asked["period"]), "place_id", days(asked["period"]))
    return [[row["place"], *found.get(row["place"], [0] * 10)] for row in answer["rows"]]


def trend(engine, asked, _):
    return months(engine, asked["until"], 24)


def facet(column):
    def ask(engine, asked, _):
        key = f"COALESCE({column}, 0)"
        found = grouped(engine, key, within(asked["period"]), key, days(asked["period"]))
        return worst(found, asked["limit"])

    return ask


def reasons(engine, asked, _):
    found = {}
    rows = engine.rows(f"SELECT reasons, {COUNTS} FROM rating WHERE {within(asked['period'])} GROUP BY 1")
    for ticked, *row in rows:
        for key in {int(part) for part in (ticked or "").split(",") if part} or {0}:
            old = found.setdefault(key, [0] * 10)
            found[key] = [a + b for a, b in zip(old, [0, *row])]
    return worst(found, asked["limit"])


def hours(engine, asked, _):
    after = (datetime.fromisoformat(f"{asked['to']}-01") + timedelta(days=32)).replace(day=1).date().isoformat()
    where = f"\"at\" >= {midnight(asked['from'] + '-01')} AND \"at\" < {midnight(after)}"
    found = grouped(engine, f"{engine.weekday} * 100 + {engine.hour}", where)
    return [[key // 100, key % 100, *row] for key, row in sorted(found.items())]


def voices(engine, asked, _):
    where = f"{within(asked['filter']['period'])} AND grade <= 2 AND standing = 0 AND comment IS NOT NULL AND comment <> ''"
    newest = engine.rows(f"SELECT id FROM rating WHERE {where} ORDER BY \"at\" DESC, id DESC LIMIT {asked['limit']}")
    return [id for (id,) in newest]


def plain(told):
    """An answer's counts as a row."""
    parts = [told["cases"] or 0, *told["grades"], told["by_default"], told["superseded"], told["excluded"], told["appeal_upheld"]]
    return [int(part) for part in parts]


# By tile: the question to the raw rows, and what the program's answer says in the same form.
TILES = {
    "summary": (
        summary,
        lambda a: [plain(a["counts"]), plain(a["before_counts"]), plain(a["month_counts"]), *[plain(m["counts"]) for m in a["months"]]],
    ),
    "grid": (grid, lambda a: [[row["place"], *plain(row["counts"])] for row in a["rows"]]),
    "trend": (trend, lambda a: [plain(m["counts"]) for m in a["months"]]),
    "items": (facet("item_id"), lambda a: [[row["key"], *plain(row["counts"])] for row in a["rows"]]),
    "bodies": (facet("body_id"), lambda a: [[row["key"], *plain(row["counts"])] for row in a["rows"]]),
    "reasons": (reasons, lambda a: [[row["key"], *plain(row["counts"])] for row in a["rows"]]),
    "hours": (hours, lambda a: [[cell["weekday"], cell["hour"], *plain(cell["counts"])] for cell in a["cells"]]),
    "voices": (voices, lambda a: [rating["id"] for rating in a["ratings"]]),
}


def main():
    database, measured = sys.argv[1:3]
    with open(measured, encoding="utf-8") as file:
        tiles = json.load(file)["tiles"]
    engines = {"sqlite": Sqlite(database)}
    if "duckdb" in sys.argv[3:]:
        engines["duckdb"] = DuckDb(database)
    took, differing = {}, []
    for name, engine in engines.items():
        took[name] = {}
        for tile in tiles:
            ask, told = TILES[tile["tile"]]
            runs = []
            for _ in range(3):
                began = time.perf_counter()
                answer = ask(engine, tile["asked"], tile["answer"])
                runs.append((time.perf_counter() - began) * 1e3)
            took[name][tile["tile"]] = statistics.median(runs)
            if answer != told(tile["answer"]):
                differing.append(f"{tile['tile']}: {name} says {answer}, the program {told(tile['answer'])}"[:600])
    json.dump({"took_ms": took, "differing": differing}, sys.stdout, ensure_ascii=False)


main()

# 信保贷. `make` without a verb lists them.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
CORES ?= $(shell getconf _NPROCESSORS_ONLN)
PYTEST := $(BIN)/python -m pytest -q -p no:cacheprovider -p no:schemathesis
DOORS := $(addprefix tests/doors/test_,matrix.py canaries.py covers.py steps.py disclosure.py public_disclosure.py) tests/pages/test_chinese.py
WHOLE := tests --ignore=tests/browser --ignore=tests/imports/test_malformed.py --ignore=tests/imports/test_foreign_sheets.py \
	--ignore=tests/simulation_money/test_planted.py --ignore=tests/simulation_money/test_defences.py $(addprefix --ignore=,$(DOORS))
LONG := tests/simulation tests/simulation_money/test_short.py tests/doors/test_registers.py tests/doors/test_bad_input.py tests/reports/test_pages.py \
	tests/imports/test_killed.py tests/lending/test_any_order.py tests/lending/test_ripple.py $(addprefix tests/publicity/test_,timers_off.py clock_steps.py four_runners.py)
LOCK := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: help run test test-long test-postgres test-long-postgres test-doors test-walls test-runners test-uploads test-races test-kills test-planted test-api test-schema test-browser simulate simulate-money bench bench-ledger bench-daily bench-crowd bench-mixed bench-search bench-desk check format lock clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: .venv/run.stamp ## everything from a fresh clone to http://127.0.0.1:8000 (PORT= to change)
	@$(BIN)/python scripts/start.py --port $(PORT)

test: .venv/dev.stamp ## the suite on SQLite, but for the long walks
	@$(PYTEST) -n $(CORES) $(WHOLE) $(addprefix --ignore=,$(LONG))

test-long: .venv/dev.stamp ## the long walks on SQLite: registers as every account, figures of the reports, oracles, kill -9, timers off, bad input
	@$(PYTEST) -n $(CORES) $(LONG)

test-postgres: .venv/dev.stamp ## the suite on PostgreSQL, as far as it asks a database (a private cluster unless DATABASE_URL is given)
	@scripts/with-postgres $(PYTEST) -n $(CORES) $(WHOLE) $(addprefix --ignore=,$(LONG))

test-long-postgres: .venv/dev.stamp ## the long walks on PostgreSQL
	@scripts/with-postgres $(PYTEST) -n $(CORES) $(LONG)

test-doors: .venv/dev.stamp ## every address × every account × own, foreign and absent rows, against the table of access
	@$(PYTEST) -n $(CORES) $(DOORS)

test-walls: .venv/dev.stamp ## the crawler at full length (CRAWL_REQUESTS=20000 a role) against both walls, on PostgreSQL
	@CRAWL_REQUESTS=$${CRAWL_REQUESTS:-20000} scripts/with-postgres $(PYTEST) -n $(CORES) tests/doors/test_canaries.py tests/doors/test_walls.py

test-runners: .venv/dev.stamp ## four timers at once, many times over (RUNNER_ROUNDS=20), on PostgreSQL and SQLite
	@RUNNER_ROUNDS=$${RUNNER_ROUNDS:-20} $(PYTEST) tests/publicity/test_four_runners.py
	@RUNNER_ROUNDS=$${RUNNER_ROUNDS:-20} scripts/with-postgres $(PYTEST) tests/publicity/test_four_runners.py

test-uploads: .venv/dev.stamp ## uploads at full length: malformed workbooks (MALFORMED=2000), foreign sheets (FOREIGN=1000), cells (CELL_EXAMPLES=5000)
	@MALFORMED=$${MALFORMED:-2000} FOREIGN=$${FOREIGN:-1000} CELL_EXAMPLES=$${CELL_EXAMPLES:-5000} $(PYTEST) -n $(CORES) \
		$(addprefix tests/imports/test_,malformed.py foreign_sheets.py cell_forms.py)

test-races: .venv/dev.stamp ## two at once at the confirmation of uploads, many times over (RACES=200), on PostgreSQL
	@RACES=$${RACES:-200} scripts/with-postgres $(PYTEST) tests/imports/test_confirming_at_once.py

test-kills: .venv/dev.stamp ## kill -9 all through an upload (KILL_ROWS=2000 KILL_STEPS=67 KILLS=20 a door), on SQLite and PostgreSQL
	@KILL_ROWS=$${KILL_ROWS:-2000} KILL_STEPS=$${KILL_STEPS:-67} KILLS=$${KILLS:-20} $(PYTEST) tests/imports/test_killed.py
	@KILL_ROWS=$${KILL_ROWS:-2000} KILL_STEPS=$${KILL_STEPS:-67} KILLS=$${KILLS:-20} scripts/with-postgres $(PYTEST) tests/imports/test_killed.py

test-planted: .venv/dev.stamp ## bugs planted in the money side, one by one: the simulation must see every one; each defence tested alone
	@$(PYTEST) -n $(CORES) tests/simulation_money/test_planted.py tests/simulation_money/test_defences.py

test-api: .venv/dev.stamp ## Schemathesis over openapi.json against a county and a server of its own (EXAMPLES=20 SEED=1)
	@$(BIN)/python scripts/check_api.py

test-schema: .venv/dev.stamp ## all migrations once more: they must make what the script of the empty database says
	@$(PYTEST) tests/house/drawn_again.py

test-browser: .venv/dev.stamp ## the stories in a real browser (Chromium)
	@$(PYTEST) -n $(CORES) --dist loadfile tests/browser

simulate: .venv/dev.stamp ## ten years of publicity and blacklist, day by day with crashes, against an oracle (SEEDS=1,2 UNTIL=2029-10-31)
	@$(PYTEST) -n $(CORES) -rP tests/simulation/ten_years.py

simulate-money: .venv/dev.stamp ## 10,000 days x 1,000 notes with crashes, sleep, late and corrected words, against an oracle (SEEDS=1,2 DAYS=10000)
	@$(PYTEST) -n $(CORES) -rP tests/simulation_money/ten_thousand_days.py

bench: .venv/dev.stamp ## benchmarks: figures as ratios, and benchmarks/results.json
	@$(BIN)/python -m benchmarks

bench-ledger: .venv/dev.stamp ## a bank's ledger from upload to booked against its floor, on SQLite and PostgreSQL (ROWS=100000)
	@echo SQLite && $(BIN)/python -m benchmarks.ledger
	@echo PostgreSQL && scripts/with-postgres $(BIN)/python -m benchmarks.ledger

bench-daily: .venv/dev.stamp ## the timer's day over a million notes against raw SQL, on SQLite and PostgreSQL (NOTES=1000000)
	@echo SQLite && $(BIN)/python -m benchmarks.daily
	@echo PostgreSQL && scripts/with-postgres $(BIN)/python -m benchmarks.daily

bench-crowd: .venv/dev.stamp ## a thousand readers behind deploy/nginx (needs nginx and wrk; READERS=1000)
	@$(BIN)/python -m benchmarks.crowd

bench-mixed: .venv/dev.stamp ## readers and the office while forty sign in, a bank uploads 20,000 rows and objections come (needs nginx)
	@$(BIN)/python -m benchmarks.mixed

bench-desk: .venv/dev.stamp ## the staff's lists and the two clocks over a million rows, on SQLite and PostgreSQL (NOTES=1000000)
	@echo SQLite && $(BIN)/python -m benchmarks.desk
	@echo PostgreSQL && scripts/with-postgres $(BIN)/python -m benchmarks.desk

bench-search: .venv/dev.stamp ## part of a name, pinyin, initials, code over a million names against LIKE, on SQLite and PostgreSQL (NAMES=1000000)
	@echo SQLite && $(BIN)/python -m benchmarks.search
	@echo PostgreSQL && scripts/with-postgres $(BIN)/python -m benchmarks.search

check: .venv/dev.stamp ## lint, formatting, migrations, deploy check, stale documents, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/check_deploy.py
	$(BIN)/python manage.py draw_lifecycles --check
	$(BIN)/python manage.py draw_disclosure --check
	$(BIN)/python manage.py draw_schema --check
	$(BIN)/python scripts/compile_catalogue.py --check
	$(BIN)/python scripts/check_lock.py

format: .venv/dev.stamp ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/dev.stamp ## recompile the hashed requirements from pyproject.toml (maintainers)
	$(LOCK) -o requirements.txt
	$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/python scripts/check_lock.py

clean: ## remove the environment and the embedded database (asks first)
	@printf '将删除 .venv 和 var（包括本机数据库）。确定请输入 yes：'; read answer; [ "$$answer" = yes ] && rm -rf .venv var

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11、3.12 或 3.13（命令 python3），没有找到。请先安装，或用 make PYTHON=路径 指定。'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) 缺少 venv 组件。Debian、Ubuntu 请先执行：apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo '正在安装依赖（按锁定文件校验）……'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	@echo '正在安装开发依赖（按锁定文件校验）……'
	@$(PIP) -r requirements-dev.txt
	@touch $@

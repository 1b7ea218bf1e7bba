# make alone prints what there is. Every target works after a fresh clone with
# nothing but Go, git and make; deps installs what only the tests need.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Tools are pinned in a module of their own and need not be in PATH.
TOOL := go tool -modfile=tools/go.mod

# The demo. Its signing key lies outside the data folder, as everywhere.
ADDR ?= 127.0.0.1:8080
DEMO := TICKMARK_ADDR=$(ADDR) TICKMARK_DATA=./demo-data \
	TICKMARK_DB=./demo-data/tickmark.db TICKMARK_KEY=./.demo-key/tickmark.key

# Rooms whose tests race goroutines against each other; the race detector
# needs a C compiler and is several times slower, so the rest goes without.
RACED := auth handlers newsroom store
TIMEOUT ?= 20m

# Files of ours: neither generated nor vendored.
GOFILES = git ls-files -co --exclude-standard -- '*.go' ':!*_templ.go'

.PHONY: help
help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build and start the server over ./demo-data, made when missing
	@[ -e demo-data/tickmark.db ] || $(MAKE) demo
	@$(DEMO) exec bin/tickmark serve

# A demo that could not be made whole is not left behind half made.
.PHONY: demo
demo: build
	@mkdir -p demo-data && mkdir -p -m 0700 .demo-key
	@$(DEMO) bin/tickmark seed || { rm -f demo-data/tickmark.db*; exit 1; }

.PHONY: build
build: ## build bin/tickmark; needs no C compiler
	@CGO_ENABLED=0 go build -trimpath -o bin/tickmark ./cmd/server

.PHONY: demo-reset
demo-reset: ## remove ./demo-data; the next run makes it anew
	rm -rf ./demo-data

.PHONY: dev
dev: ## like run, and again whenever a template or a Go file changes
	@$(DEMO) $(TOOL) templ generate --watch --proxy=http://$(ADDR) --cmd="$(MAKE) run"

.PHONY: deps
deps: ## install what the tests need: PostgreSQL, Chromium, fonts, strace, LibreOffice
	@scripts/deps.sh

.PHONY: test
test: deps ## run all tests; browser and database tests too
	@scripts/test.sh $(TIMEOUT) $(RACED)

.PHONY: e2e
e2e: deps ## run the browser tests only
	@go test -count=1 -timeout $(TIMEOUT) ./e2e/... ./testkit/...

# How many claims the largest newsroom has; kept in .bench between runs.
CLAIMS ?= 1000000

.PHONY: bench
bench: ## hold the program against its bars and write BENCHMARKS.md; slow the first time
	@go run ./cmd/bench --claims=$(CLAIMS) --paper=BENCHMARKS.md

.PHONY: bench-data
bench-data: ## make the large newsrooms that bench measures, in .bench
	@go run ./cmd/bench --claims=$(CLAIMS) --generate

# How many edits make eval makes, and from which seed.
EDITS ?= 5040
SEED ?= 1
# Where labelled sentences lie, which are not part of the project.
LABELLED ?= ../shared/data/claimbuster

.PHONY: eval
eval: ## hold the carrying of anchors and the reading of copy against what is known to be true
	@go run ./bench/edits --edits=$(EDITS) --seed=$(SEED)
	@go run ./bench/reading --data=$(LABELLED) --paper=EVALUATION.md

.PHONY: train
train: ## fit the weights of the check-worthiness score anew from labelled sentences
	@go run ./bench/train --data=$(LABELLED)

.PHONY: torture
torture: deps ## kill the server 300 times under load, fail its disk and fill it
	@go run ./torture

.PHONY: lint
lint: ## run the linters
	@$(TOOL) golangci-lint run ./...

.PHONY: fmt
fmt: ## format Go and templ files
	@$(TOOL) templ fmt -log-level error -prettier-command none .
	@$(TOOL) golangci-lint fmt ./...

.PHONY: generate
generate: ## write the Go code of the templ files
	@$(TOOL) templ generate -log-level error

.PHONY: verify
verify: ## check that generated code, formatting, go.mod and vendored files are current
	@scripts/verify.sh

.PHONY: dist
dist: ## build the release into dist/: binaries, archives, lists of parts, sums
	@scripts/dist.sh

.PHONY: dist-test
dist-test: ## prove that two folders give the same release; minutes with empty caches
	@scripts/dist-test.sh

.PHONY: check
check: verify lint test dist-test ## what CI runs

.PHONY: vuln
vuln: ## look for known vulnerabilities; needs the network, never fails a build
	-@$(TOOL) govulncheck ./...

.PHONY: screenshots
screenshots: deps ## take the pictures of the README, the walkthrough and the handbook
	@TICKMARK_SCREENSHOTS=$(CURDIR)/docs go test -count=1 -run '^Test(Screenshots|Pictures)' ./e2e

.PHONY: licenses
licenses: ## collect the licences of everything linked into the binary
	@scripts/licenses.sh

.PHONY: axe
axe: ## bring the axe-core that scripts/axe.sh names; needs npm
	@scripts/axe.sh

.PHONY: warcio
warcio: ## bring the warcio.js that scripts/warcio.sh names; needs npm
	@scripts/warcio.sh

# The names here are the names in continuous integration.
SHELL := /bin/bash
.DEFAULT_GOAL := help

GO       ?= go
BIN      := $(CURDIR)/bin
# The engine for one machine. Later versions cannot be installed by `go install`.
CLI      := github.com/temporalio/cli/cmd/temporal@v1.5.1
LINT     := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
CHECK    := go.temporal.io/sdk/contrib/tools/workflowcheck@v0.6.0
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: help run build web test lint fmt bench cluster replay screenshots clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build ## build and start everything on this machine, with a demonstration county
	$(BIN)/renda demo load --if-empty
	$(BIN)/renda serve

build: $(BIN)/temporal web ## build bin/renda with the web client in it, and bin/temporal once
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o $(BIN)/renda ./cmd/renda

web: web/node_modules/.package-lock.json ## build the web client into web/dist
	cd web && npm run -s build -- --logLevel warn

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

test: ## every test there is, on SQLite and MariaDB; installs what it needs
	./scripts/test

lint: $(BIN)/golangci-lint $(BIN)/workflowcheck web/node_modules/.package-lock.json ## style, mistakes and determinism
	$(BIN)/golangci-lint run ./...
	$(BIN)/workflowcheck ./workflows/...
	cd web && npm run -s types && npm run -s lint

fmt: $(BIN)/golangci-lint ## format the code
	$(BIN)/golangci-lint fmt ./...

bench: build ## measure: ratios taken in one run, and counts
	$(BIN)/renda bench

cluster: build ## MariaDB, Temporal, two API and two worker processes on loopback
	./scripts/cluster

replay: ## replay the recorded histories
	$(GO) test -count=1 -run Replay ./worker/...

screenshots: build ## make the pictures of the README, docs/images
	cd web && npx playwright test -c playwright.pictures.config.ts

clean: ## remove what was built (the data folder stays)
	rm -rf $(BIN)

$(BIN)/temporal:
	@echo "building the workflow engine once, this takes some minutes"
	GOBIN=$(BIN) $(GO) install $(CLI)

$(BIN)/golangci-lint:
	GOBIN=$(BIN) $(GO) install $(LINT)

$(BIN)/workflowcheck:
	GOBIN=$(BIN) $(GO) install $(CHECK)

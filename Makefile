# Thin front of the build. A newcomer needs two targets: `make run` and `make test`.

.PHONY: run test build install-deps bench quality fuzz lint rules clean

run: build ; @scripts/run
test: install-deps ; @scripts/test $(T)
build: install-deps ; @scripts/build build
install-deps: ; @scripts/install-deps
bench: build ; @scripts/bench $(B)
quality: build ; @scripts/quality $(Q)
fuzz: install-deps ; @scripts/fuzz $(F)
lint: build ; @scripts/lint
rules: ; @scripts/rules
clean: ; rm -rf build build-asan build-fuzz web/dist

# Two commands do everything on a fresh Debian or Ubuntu machine:
#   make run     installs the libraries, builds, runs notebooks/curriculum.avtsnb at scale=mini
#   make test    the same set-up, then every test
# One release build serves both. AVTS_MARCH=x86-64-v3 make build   makes a build for other machines than this one.

BUILD := swift build -c release --explicit-target-dependency-import-check error
RUN   := .build/release/avts-nb
SCALE ?= mini

.PHONY: run test build setup install deb lint bench reference docs media model results experiments fuzz clean

run: build
	$(RUN) run notebooks/curriculum.avtsnb -p scale=$(SCALE)

test: setup
	$(BUILD) --build-tests
	@bash .ci/tests
	.build/release/avts-fuzz --seconds 20
	.build/release/avts-fuzz --sweep --seconds 180
	.build/release/avts-fuzz files --seconds 2.5
	@sh .ci/jupyter
	@sh .ci/installed
	@echo "all tests passed"

build: setup
	$(BUILD)

setup:
	@sh .ci/setup

# A program for other machines of this kind: PREFIX/bin/avts-nb, its library for three levels of processor, manual page and completions.
PREFIX ?= /usr/local
install: setup
	@sh .ci/install "$(PREFIX)" "$(DESTDIR)"

deb: setup
	@sh .ci/deb

lint:
	git ls-files "*.swift" | grep -vE "CellTests/Conformance/" | xargs swift format lint --strict --parallel

# PYTHON needs torch, torchaudio, librosa, python_speech_features and av: Documentation/Performance.md.
PYTHON ?= python3
bench: build
	python3 Tests/Reference/bench.py --python $(PYTHON)

reference: build
	$(RUN) reference > Documentation/Reference.md

# The library's documentation as a site, for any server of files: .build/docs.
docs: build
	rm -rf .build/docs .build/symbol-graphs
	$(RUN) reference --symbol-graphs .build/symbol-graphs
	"$$(dirname "$$(readlink -f "$$(command -v swift)")")/docc" convert Sources/AVTSKit/AVTSKit.docc \
		--additional-symbol-graph-dir .build/symbol-graphs --output-path .build/docs --warnings-as-errors \
		--transform-for-static-hosting \
		--fallback-display-name AVTSKit --fallback-bundle-identifier avts-nb.AVTSKit
	@echo "python3 -m http.server --directory .build/docs, then /documentation/avtskit"

# Real films for notebooks/bigbuckbunny.avtsnb: a hundred megabytes into the cache folder.
media:
	@sh .ci/media

# The model of `avts-nb sync`, learnt from the talking heads below HEADS (a folder each; LIST says which of them are kept back for its
# measure); .build/release-assets has it for a release.
HEADS ?=
LIST  ?=
model: build
	@sh .ci/model "$(HEADS)" "$(SCALE)" "$(LIST)"

# The experiments at SCALE with SEEDS seeds, JOBS of them at once, kept in notebooks/results/; minutes to hours.
SEEDS ?= 5
JOBS  ?= 1
results: build
	@sh .ci/results $(SCALE) $(SEEDS) $(JOBS)

experiments: build
	@set -e; for notebook in notebooks/*.avtsnb; do $(RUN) run $$notebook -p scale=smoke; done

# Everything public of the library with odd operands, then SECONDS of mutated cells, and of mutated files of each format; SEED for others
# than CI's.
SECONDS ?= 600
SEED    ?= 1
fuzz: build
	.build/release/avts-fuzz --sweep --seconds 900 --seed $(SEED)
	.build/release/avts-fuzz --seconds $(SECONDS) --seed $(SEED)
	.build/release/avts-fuzz files --seconds $(SECONDS) --seed $(SEED)

clean:
	rm -rf .build notebooks/*.out

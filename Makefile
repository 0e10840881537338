# prop64: Proposition 64 record relief inside PostgreSQL.  See README.md.
#
#   make                build the library and the install script
#   make install        install them where pg_config says
#   make installcheck   run the regression tests against a running server
#   make bench          speed, as ratios measured in one run
#   make unit           the pure rooms' own tests, without a server
#
# tools/test does all of it on a private server.

EXTENSION  = prop64
# Empty in the checkout itself; else this is a build elsewhere: make -f CHECKOUT/Makefile
SRCDIR    := $(filter-out ./,$(dir $(firstword $(MAKEFILE_LIST))))
EXTVERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(SRCDIR)prop64.control)

# One directory is one room; the order of the rooms is the direction of flow.
ROOMS   = common law charge history eligibility policy lint doj
SOURCES = $(foreach room,$(ROOMS),$(sort $(wildcard $(SRCDIR)src/$(room)/*.c)))
MODULE_big = prop64
OBJS = $(patsubst $(SRCDIR)%.c,%.o,$(SOURCES))

SQL_PARTS = $(sort $(wildcard $(SRCDIR)sql/parts/*.sql))
POLICIES  = $(sort $(wildcard $(SRCDIR)sql/policies/*.policy))

# PGXS looks for these two from the checkout, and takes an unexpanded nothing for something.
DATA      := $(patsubst $(SRCDIR)%,%,$(wildcard $(SRCDIR)sql/prop64--*--*.sql))
DATA_built = sql/prop64--$(EXTVERSION).sql
DOCS      := $(patsubst $(SRCDIR)%,%,$(wildcard $(SRCDIR)doc/*.md))

TESTS       := $(sort $(wildcard $(SRCDIR)test/sql/*.sql))
REGRESS     := $(patsubst $(SRCDIR)test/sql/%.sql,%,$(TESTS))
# PostgreSQL 16 made the place of the expected files an option of its own.
REGRESS_OPTS = --inputdir=$(SRCDIR)test --load-extension=prop64 \
               $(if $(filter-out 15,$(MAJORVERSION)),--expecteddir=$(SRCDIR)test)

SHIPPED = src/policy/shipped_policies.inc
EXTRA_CLEAN = $(DATA_built) $(SHIPPED) results regression.diffs regression.out \
              test/unit/build test/fuzz/build

PG_CONFIG ?= pg_config

# The server's headers are system headers: their warnings are not ours to mend.
PG_CPPFLAGS = -isystem $(shell $(PG_CONFIG) --includedir-server) -Isrc -I$(SRCDIR)src \
              -DPROP64_VERSION='"$(EXTVERSION)"'
# PostgreSQL was built with gcc's flags, some of which clang does not know.
CLANG_QUIET = $(if $(findstring clang,$(shell $(CC) --version 2>/dev/null)),-Wno-unknown-warning-option \
              -Wno-ignored-optimization-argument -Wno-unused-command-line-argument)
PG_CFLAGS   = -std=gnu11 -Wall -Wextra -Werror -Wno-declaration-after-statement $(CLANG_QUIET) \
              $(OPTFLAGS)
# Before PostgreSQL 16 libraries see each other's symbols: bind ours to ourselves.
SHLIB_LINK  = -Wl,-Bsymbolic -Wl,--version-script=$(SRCDIR)src/prop64.map

PGXS := $(shell $(PG_CONFIG) --pgxs)
ifeq ($(PGXS),)
$(error no PGXS: $(PG_CONFIG) --pgxs gives nothing; set PG_CONFIG to the pg_config of a PostgreSQL with its development files)
endif
include $(PGXS)

$(DATA_built): $(SQL_PARTS) $(SRCDIR)prop64.control
	mkdir -p $(@D)
	cat $(SQL_PARTS) > $@

# The shipped policies as C strings: one record a file, its name and its text.
$(SHIPPED): $(POLICIES)
	mkdir -p $(@D)
	for f in $(POLICIES); do \
	  printf '{"%s",\n' "$$(basename $$f .policy)"; \
	  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/ "/' -e 's/$$/\\n"/' $$f; \
	  printf '},\n'; \
	done > $@

src/policy/policy_shipped.o src/policy/policy_shipped.bc: $(SHIPPED)

# A build elsewhere needs the rooms' directories; absolute, for VPATH would find the checkout's.
ROOM_DIRS = $(addprefix $(CURDIR)/,$(sort $(dir $(OBJS))))
$(OBJS) $(OBJS:.o=.bc): | $(ROOM_DIRS)
$(ROOM_DIRS): ; mkdir -p $@

# Every object is rebuilt when a header changes: there are few, and it is always right.
$(OBJS) $(OBJS:.o=.bc): $(wildcard $(SRCDIR)src/*/*.h) $(SRCDIR)src/law/offense_codes.inc $(SRCDIR)prop64.control

.DELETE_ON_ERROR:
.PHONY: unit bench
unit: $(SHIPPED)
	$(MAKE) -C $(SRCDIR)test/unit SHIPPED_DIR=$(CURDIR)/src
bench: ; sh $(SRCDIR)test/bench/run

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
SRCDIR    := $(if $(VPATH),$(VPATH)/,)
EXTVERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(SRCDIR)prop64.control)

# One directory is one room; the order of the rooms is the direction of flow.
ROOMS   = common law charge history eligibility policy
SOURCES = $(foreach room,$(ROOMS),$(sort $(wildcard $(SRCDIR)src/$(room)/*.c)))
MODULE_big = prop64
OBJS = $(patsubst $(SRCDIR)%.c,%.o,$(SOURCES))

SQL_PARTS = $(sort $(wildcard $(SRCDIR)sql/parts/*.sql))
POLICIES  = $(sort $(wildcard $(SRCDIR)sql/policies/*.policy))

DATA       = $(wildcard $(SRCDIR)sql/prop64--*--*.sql)
DATA_built = sql/prop64--$(EXTVERSION).sql
DOCS       = $(wildcard $(SRCDIR)doc/*.md)

TESTS        = $(sort $(wildcard $(SRCDIR)test/sql/*.sql))
REGRESS      = $(patsubst $(SRCDIR)test/sql/%.sql,%,$(TESTS))
REGRESS_OPTS = --inputdir=$(SRCDIR)test --load-extension=prop64

SHIPPED = src/policy/shipped_policies.inc
EXTRA_CLEAN = $(DATA_built) $(SHIPPED) results regression.diffs regression.out \
              test/unit/build test/fuzz/build

PG_CONFIG ?= pg_config

# The server's headers are system headers: their warnings are not ours to mend.
PG_CPPFLAGS = -isystem $(shell $(PG_CONFIG) --includedir-server) -I$(SRCDIR)src -Isrc \
              -DPROP64_VERSION='"$(EXTVERSION)"'
PG_CFLAGS   = -std=gnu11 -Wall -Wextra -Werror -Wno-declaration-after-statement \
              -Wno-unused-command-line-argument $(OPTFLAGS)
# Before PostgreSQL 16 libraries see each other's symbols: bind ours to ourselves.
SHLIB_LINK  = -Wl,-Bsymbolic -Wl,--version-script=$(SRCDIR)src/prop64.map

PGXS := $(shell $(PG_CONFIG) --pgxs)
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

# Every object is rebuilt when a header changes: there are few, and it is always right.
$(OBJS) $(OBJS:.o=.bc): $(wildcard $(SRCDIR)src/*/*.h) $(SRCDIR)prop64.control

.PHONY: unit bench
unit:
	$(MAKE) -C $(SRCDIR)test/unit
bench: ; sh $(SRCDIR)test/bench/run

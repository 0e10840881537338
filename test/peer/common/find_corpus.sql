-- Where the state's table of offense codes is: :corpus, and :there whether it is.
\getenv corpus_environment PROP64_CORPUS
\if :{?corpus}
\elif :{?corpus_environment}
    \set corpus :corpus_environment
\else
    \set corpus ../shared/corpus
\endif
\setenv PROP64_CORPUS_FILE :corpus/doj_offense_codes.csv
\set there `test -f "$PROP64_CORPUS_FILE" && echo true || echo false`

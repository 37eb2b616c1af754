-- What Athena's SQL has and DuckDB's has not, or has under the same name with another meaning: so that a query means the same in both.
-- https://trino.io/docs/current/functions.html

-- All matches are replaced; DuckDB's own replaces the first.
CREATE MACRO regexp_replace
  (string, pattern) AS system.main.regexp_replace(string, pattern, '', 'g'),
  (string, pattern, replacement) AS system.main.regexp_replace(string, pattern, replacement, 'g');
CREATE MACRO regexp_like(string, pattern) AS regexp_matches(string, pattern);
-- Whole units; DuckDB's own counts how many borders of a unit lie between.
CREATE MACRO date_diff(unit, earlier, later) AS date_sub(unit, earlier, later);
-- The value itself; DuckDB's own gives a list of it.
CREATE MACRO element_at(container, key) AS container[key];
CREATE MACRO cardinality(container) AS len(container);
CREATE MACRO array_join(list, separator) AS array_to_string(list, separator);
CREATE MACRO strpos(string, part) AS instr(string, part);
CREATE MACRO approx_distinct(value) AS approx_count_distinct(value);
CREATE MACRO arbitrary(value) AS any_value(value);
CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path);
CREATE MACRO from_iso8601_timestamp(string) AS CAST(string AS TIMESTAMPTZ);
CREATE MACRO from_iso8601_date(string) AS CAST(string AS DATE);
CREATE MACRO to_unixtime(moment) AS epoch_ms(moment) / 1000.0;
-- MySQL's letters: %i is a minute, %M the name of a month.
CREATE MACRO mysql_format(letters) AS
  replace(replace(replace(replace(replace(letters, '%M', '%B'), '%i', '%M'), '%s', '%S'), '%h', '%I'), '%T', '%H:%M:%S');
CREATE MACRO date_format(moment, letters) AS strftime(moment, mysql_format(letters));

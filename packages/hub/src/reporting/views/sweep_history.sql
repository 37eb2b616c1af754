-- Every sweep, with how it left the targets and provisioned products that it looked at.
WITH
  states AS (
    SELECT
      sweepid,
      count(*) AS scanned,
      count(CASE WHEN outdated THEN 1 END) AS outdated,
      count(CASE WHEN outcome = 'UPDATED' THEN 1 END) AS updated,
      count(CASE WHEN outcome IN ('UPDATE_FAILED', 'UPDATE_TIMED_OUT') THEN 1 END) AS failed,
      count(CASE WHEN state = 'CURRENT' THEN 1 END) AS uptodate
    FROM product_states
    GROUP BY sweepid
  ),
  targets AS (
    SELECT
      sweepid,
      count(*) AS planned,
      count(CASE WHEN swept THEN 1 END) AS swept
    FROM central_service_catalog_targets
    GROUP BY sweepid
  )
SELECT
  s.sweepid,
  s.mode,
  s.status,
  s.reason,
  s.whole,
  s.startedtime,
  s.finishedtime,
  CAST(round(CAST(date_diff('millisecond', s.startedtime, s.finishedtime) AS double) / 60000) AS integer) AS minutes,
  coalesce(t.planned, 0) AS targetsplanned,
  coalesce(t.swept, 0) AS targetsswept,
  coalesce(t.planned - t.swept, 0) AS targetsfailed,
  coalesce(p.scanned, 0) AS scanned,
  coalesce(p.outdated, 0) AS outdated,
  coalesce(p.updated, 0) AS updated,
  coalesce(p.failed, 0) AS failed,
  coalesce(p.uptodate, 0) AS uptodate,
  round(100 * CAST(p.uptodate AS double) / p.scanned, 1) AS shareuptodate,
  s.reconciled
FROM central_service_catalog_sweeps AS s
LEFT JOIN states AS p ON p.sweepid = s.sweepid
LEFT JOIN targets AS t ON t.sweepid = s.sweepid
WHERE s.sweepid IS NOT NULL

-- Every sweep, with how it left the provisioned products that it looked at.
WITH
  states AS (
    SELECT
      sweepid,
      count(CASE WHEN outcome = 'UPDATED' THEN 1 END) AS updated,
      count(CASE WHEN outcome IN ('UPDATE_FAILED', 'UPDATE_TIMED_OUT') THEN 1 END) AS failed,
      count(CASE WHEN state = 'CURRENT' THEN 1 END) AS uptodate
    FROM product_states
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
  s.targetsplanned,
  s.targetsswept,
  s.targetsfailed,
  s.scanned,
  s.outdated,
  coalesce(t.updated, 0) AS updated,
  coalesce(t.failed, 0) AS failed,
  coalesce(t.uptodate, 0) AS uptodate,
  CASE WHEN s.scanned > 0 THEN round(100 * CAST(coalesce(t.uptodate, 0) AS double) / s.scanned, 1) END AS shareuptodate,
  s.reconciled
FROM central_service_catalog_sweeps AS s
LEFT JOIN states AS t ON t.sweepid = s.sweepid
WHERE s.sweepid IS NOT NULL

-- Which accounts the sweep reaches in which Region, and for how long it has not. Targets that are swept no more are left out.
WITH
  -- The id of a sweep begins with the time at which it began.
  lines AS (
    SELECT
      *,
      CAST(
        substr(sweepid, 1, 4) || '-' || substr(sweepid, 5, 2) || '-' || substr(sweepid, 7, 2) || ' '
        || substr(sweepid, 10, 2) || ':' || substr(sweepid, 12, 2) || ':' || substr(sweepid, 14, 2)
        AS timestamp
      ) AS startedtime
    FROM central_service_catalog_targets
    WHERE accountno IS NOT NULL
  ),
  ends AS (
    SELECT
      accountno,
      region,
      max(sweepid) AS newest,
      coalesce(max(CASE WHEN swept THEN sweepid END), '') AS lastswept
    FROM lines
    GROUP BY accountno, region
  ),
  spans AS (
    SELECT
      l.accountno,
      l.region,
      e.newest,
      min(CASE WHEN l.sweepid > e.lastswept THEN l.startedtime END) AS failingsince,
      count(CASE WHEN l.sweepid > e.lastswept THEN 1 END) AS failedsweeps,
      max(CASE WHEN l.sweepid = e.lastswept THEN l.startedtime END) AS lastswept
    FROM lines AS l
    JOIN ends AS e ON e.accountno = l.accountno AND e.region = l.region
    GROUP BY l.accountno, l.region, e.newest
  ),
  newestwhole AS (
    SELECT coalesce(max(sweepid), '') AS sweepid
    FROM central_service_catalog_sweeps
    WHERE whole
  )
SELECT
  l.accountno,
  l.accountname,
  l.organizationalunit,
  l.region,
  l.swept,
  l.error,
  l.reason,
  l.notes,
  l.sweepid,
  s.failingsince,
  s.failedsweeps,
  s.lastswept
FROM lines AS l
JOIN spans AS s ON s.accountno = l.accountno AND s.region = l.region AND s.newest = l.sweepid
CROSS JOIN newestwhole AS w
WHERE l.sweepid >= w.sweepid

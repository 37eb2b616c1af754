-- The share of opted-in provisioned products that were at most so many days behind after each sweep of the whole organisation.
SELECT
  s.sweepid,
  s.startedtime,
  d.maxdays,
  count(*) AS optedin,
  count(CASE WHEN p.daysbehind <= d.maxdays THEN 1 END) AS within,
  round(100 * CAST(count(CASE WHEN p.daysbehind <= d.maxdays THEN 1 END) AS double) / count(*), 1) AS share
FROM product_states AS p
JOIN central_service_catalog_sweeps AS s ON s.sweepid = p.sweepid
CROSS JOIN (VALUES (0), (7), (14), (30), (60), (90)) AS d (maxdays)
WHERE s.whole AND p.optedin
GROUP BY s.sweepid, s.startedtime, d.maxdays

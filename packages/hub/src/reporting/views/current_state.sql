-- How every provisioned product is, by the newest line that any sweep wrote of it. It is GONE when a later sweep looked at its whole target and did not
-- meet it, or when its target is swept no more; UNREACHABLE when the newest sweep could not look at its target.
WITH
  newest AS (
    SELECT
      *,
      row_number() OVER (
        PARTITION BY accountno, region, provisionedproductid
        ORDER BY scannedtime DESC, sweepid DESC
      ) AS age
    FROM product_states
  ),
  looks AS (
    SELECT accountno, region, max(sweepid) AS sweepid
    FROM central_service_catalog_targets
    WHERE swept AND whole
    GROUP BY accountno, region
  )
SELECT
  p.accountno,
  p.accountname,
  p.organizationalunit,
  p.region,
  p.provisionedproductid,
  p.provisionedproductname,
  p.productid,
  p.productname,
  p.owner,
  CASE
    WHEN h.sweepid IS NULL OR l.sweepid > p.sweepid THEN 'GONE'
    WHEN NOT h.swept THEN 'UNREACHABLE'
    ELSE p.state
  END AS state,
  p.outcome,
  p.reason,
  p.errors,
  p.rootcause,
  p.versionid,
  p.versionname,
  p.latestversionid,
  p.latestversionname,
  p.versionsbehind,
  p.daysbehind,
  p.optedin,
  p.provisionedproductstatus,
  p.producttype,
  p.stackname,
  p.sweepid,
  p.scannedtime AS lastseen
FROM newest AS p
LEFT JOIN target_health AS h ON h.accountno = p.accountno AND h.region = p.region
LEFT JOIN looks AS l ON l.accountno = p.accountno AND l.region = p.region
WHERE p.age = 1

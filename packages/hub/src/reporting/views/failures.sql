-- Every update that failed, with its cause; open ones first met the cause and have not come further. What failed in other hands is here once for each version:
-- a sweep does not try it, it only finds it HELD.
WITH
  failed AS (
    SELECT
      *,
      count(CASE WHEN outcome <> 'HELD' THEN 1 END) OVER (
        PARTITION BY accountno, region, provisionedproductid, latestversionid
      ) AS tries,
      row_number() OVER (
        PARTITION BY accountno, region, provisionedproductid, latestversionid, outcome = 'HELD'
        ORDER BY sweepid
      ) AS number
    FROM product_states
    WHERE state = 'FAILED'
  ),
  told AS (
    SELECT
      *,
      max(sweepid) OVER (PARTITION BY accountno, region, provisionedproductid, latestversionid) AS lasttold
    FROM failed
    WHERE outcome <> 'HELD' OR (tries = 0 AND number = 1)
  )
SELECT
  t.sweepid,
  t.endedtime AS failedtime,
  t.rootcause,
  t.accountno,
  t.accountname,
  t.organizationalunit,
  t.region,
  t.provisionedproductid,
  t.provisionedproductname,
  t.productname,
  t.versionname AS fromversionname,
  t.latestversionname AS toversionname,
  t.outcome,
  t.owner,
  t.errors,
  t.reason,
  t.sweepid = t.lasttold AND c.state = 'FAILED' AND c.latestversionid = t.latestversionid AS isopen
FROM told AS t
JOIN current_state AS c
  ON c.accountno = t.accountno
  AND c.region = t.region
  AND c.provisionedproductid = t.provisionedproductid

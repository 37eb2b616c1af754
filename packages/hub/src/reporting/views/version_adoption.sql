-- Who still runs which version, and since when a sweep has seen it there.
WITH
  firstseen AS (
    SELECT accountno, region, provisionedproductid, versionid, min(seen) AS since
    FROM product_states
    GROUP BY accountno, region, provisionedproductid, versionid
  )
SELECT
  c.productid,
  c.productname,
  c.versionid,
  c.versionname,
  c.versionid = c.latestversionid AS islatest,
  c.accountno,
  c.accountname,
  c.organizationalunit,
  count(*) AS provisionedproducts,
  min(f.since) AS since
FROM current_state AS c
JOIN firstseen AS f
  ON f.accountno = c.accountno
  AND f.region = c.region
  AND f.provisionedproductid = c.provisionedproductid
  AND f.versionid = c.versionid
WHERE c.state <> 'GONE'
GROUP BY
  c.productid,
  c.productname,
  c.versionid,
  c.versionname,
  c.versionid = c.latestversionid,
  c.accountno,
  c.accountname,
  c.organizationalunit

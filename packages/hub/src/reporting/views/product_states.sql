-- Every line of the log, with how its sweep left the provisioned product.
SELECT
  sweepid,
  accountno,
  accountname,
  organizationalunit,
  region,
  provisionedproductid,
  provisionedproductname,
  productid,
  productname,
  launchedby AS owner,
  outcome,
  reason,
  errors,
  rootcause,
  CASE
    WHEN outcome IN ('UPDATED', 'NO_CHANGE', 'UP_TO_DATE') THEN 'CURRENT'
    WHEN outcome IN ('UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'HELD') THEN 'FAILED'
    WHEN outdated THEN 'OUTDATED'
    WHEN versionsbehind = 0 THEN 'CURRENT'
    ELSE 'UNKNOWN'
  END AS state,
  CASE WHEN outcome = 'UPDATED' THEN latestversionid ELSE provisionedversion END AS versionid,
  CASE WHEN outcome = 'UPDATED' THEN latestversionname ELSE provisionedversionname END AS versionname,
  latestversionid,
  latestversionname,
  outdated,
  CASE WHEN outcome IN ('UPDATED', 'NO_CHANGE', 'UP_TO_DATE') THEN 0 ELSE versionsbehind END AS versionsbehind,
  CASE WHEN outcome IN ('UPDATED', 'NO_CHANGE', 'UP_TO_DATE') THEN 0 ELSE daysbehind END AS daysbehind,
  optedinby IS NOT NULL AS optedin,
  provisionedproductstatus,
  producttype,
  stackname,
  scannedtime,
  CASE WHEN outcome = 'UPDATED' THEN updatetimestamp ELSE scannedtime END AS seen,
  coalesce(updatetimestamp, scannedtime) AS endedtime
FROM central_service_catalog
WHERE provisionedproductid IS NOT NULL

-- How much is behind: in the whole organisation, and by OU, account, product and owner.
SELECT
  d.dimension,
  CASE d.dimension
    WHEN 'organizationalunit' THEN c.organizationalunit
    WHEN 'account' THEN c.accountno
    WHEN 'product' THEN c.productid
    WHEN 'owner' THEN c.owner
  END AS id,
  max(
    CASE d.dimension
      WHEN 'organizationalunit' THEN c.organizationalunit
      WHEN 'account' THEN c.accountname
      WHEN 'product' THEN c.productname
      WHEN 'owner' THEN c.owner
    END
  ) AS name,
  count(*) AS provisionedproducts,
  count(CASE WHEN c.state = 'CURRENT' THEN 1 END) AS uptodate,
  count(CASE WHEN c.state = 'OUTDATED' THEN 1 END) AS outdated,
  count(CASE WHEN c.state = 'FAILED' THEN 1 END) AS failed,
  count(CASE WHEN c.state = 'UNREACHABLE' THEN 1 END) AS unreachable,
  count(CASE WHEN c.state = 'UNKNOWN' THEN 1 END) AS unknown,
  max(CASE WHEN c.state IN ('OUTDATED', 'FAILED') THEN c.daysbehind END) AS oldestdays
FROM current_state AS c
CROSS JOIN (
  VALUES ('organization'), ('organizationalunit'), ('account'), ('product'), ('owner')
) AS d (dimension)
WHERE c.state <> 'GONE'
GROUP BY 1, 2

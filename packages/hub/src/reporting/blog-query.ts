import { BLOG_FIELDS, PRODUCTS_TABLE } from '@catalog-sweep/core';

/** The example query of the blog post that this tool grew out of: all of its 16 columns, the newest lines first. */
export const BLOG_QUERY = `SELECT ${BLOG_FIELDS.map((field) => field.toLowerCase()).join(', ')}
FROM ${PRODUCTS_TABLE}
ORDER BY scannedtime DESC, accountno, productname, provisionedproductname`;

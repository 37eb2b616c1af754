import { readObject } from '../aws/work-objects.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import { workKeys } from '../contract/keys.ts';
import { ScanPart, type ScannedProduct } from '../contract/payloads.ts';

/** What the scan of one target left in the work bucket. */
export interface ScanResult {
  /** Whether the scan came to its last page. */
  readonly complete: boolean;
  readonly notes: readonly string[];
  readonly products: readonly ScannedProduct[];
}

/**
 * Reads the parts of one target's scan, from the first to the one that calls itself the last. A scan that was tried again may have
 * met the same provisioned product on two pages: the later one counts, so that each is there once.
 */
export async function readScanResult(
  work: ObjectStore,
  { sweepId, wave, target }: { sweepId: string; wave: string; target: { account: string; region: string } },
): Promise<ScanResult> {
  const notes = new Set<string>();
  const products = new Map<string, ScannedProduct>();
  for (let number = 0; ; number += 1) {
    const part = await readObject(work, workKeys.scanPart(sweepId, wave, target, number), ScanPart);
    for (const note of part?.notes ?? []) {
      notes.add(note);
    }
    for (const product of part?.products ?? []) {
      products.set(product.entry.ProvisionedProductId, product);
    }
    if (part === undefined || part.last) {
      return { complete: part !== undefined, notes: [...notes], products: [...products.values()] };
    }
  }
}

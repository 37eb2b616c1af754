import { createHash } from 'node:crypto';

/** Deterministic chance: hex digits that follow from the parts alone. Never a counter, never a stream. */
export type Hash = (...parts: readonly string[]) => string;

/** The chance of one organisation. */
export function hashOf(seed: string): Hash {
  return (...parts) =>
    createHash('sha256')
      .update([seed, ...parts].join('\u0000'))
      .digest('hex');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Letters and digits as in AWS's key ids, from hex digits. */
export function lettersOf(hex: string, count: number): string {
  return [...Buffer.from(hex, 'hex').subarray(0, count)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** A UUID, from hex digits. */
export function uuidOf(hex: string): string {
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

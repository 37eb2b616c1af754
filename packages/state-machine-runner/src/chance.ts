import { createHash } from 'node:crypto';

/*
 * Chance that follows from a text, so that a run can be repeated: the same text gives the same.
 */

/** A number from 0 up to 1. */
export function numberFrom(text: string): number {
  return sha256(text).readUInt32BE(0) / 2 ** 32;
}

/** 32 hexadecimal digits. */
export function hexFrom(text: string): string {
  return sha256(text).toString('hex').slice(0, 32);
}

/** A UUID of version 4. */
export function uuidFrom(text: string): string {
  const hex = hexFrom(text);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

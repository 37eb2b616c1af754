interface Place {
  readonly account: string;
  readonly region: string;
}

/** The order of targets: by account, then by Region. */
export function byPlace(one: Place, other: Place): number {
  return compareText(one.account, other.account) || compareText(one.region, other.region);
}

/** By code units, because the order of a locale differs from machine to machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** How numbers and times are written everywhere on the page. */

const COUNT = new Intl.NumberFormat('en');

export function count(value: number): string {
  return COUNT.format(value);
}

/** `1 sweep`, `20 sweeps`. */
export function counted(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : `${one}s`}`;
}

/** With one digit; what is not quite all never reads as all, nor what is not quite nothing as nothing. */
export function percent(share: number | undefined): string {
  if (share === undefined) return '–';
  const rounded = Math.round(share * 10) / 10;
  if (rounded === 100 && share < 100) return '99.9 %';
  if (rounded === 0 && share > 0) return '0.1 %';
  return `${rounded.toFixed(1)} %`;
}

export function signed(value: number, digits = 0): string {
  const text = digits === 0 ? count(Math.abs(value)) : Math.abs(value).toFixed(digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return `±${text}`;
  return value > 0 ? `+${text}` : `−${text}`;
}

/** `2026-11-23 20:30` of a time of the logs, which is UTC. */
export function minute(time: string): string {
  return time.slice(0, 16);
}

export function day(time: string): string {
  return time.slice(0, 10);
}

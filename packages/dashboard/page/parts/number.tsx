import { count, percent, signed } from '../numbers/format.ts';

/** A number on the page, with the name under which a test finds it. */
export function Count({ id, value }: { readonly id: string; readonly value: number }) {
  return (
    <span className="number" data-testid={id} data-value={value}>
      {count(value)}
    </span>
  );
}

export function Percent({ id, value }: { readonly id: string; readonly value: number | undefined }) {
  return (
    <span className="number" data-testid={id} data-value={value}>
      {percent(value)}
    </span>
  );
}

interface ChangeProps {
  readonly id: string;
  readonly value: number;
  /** Whether more of it is better: decides its colour. */
  readonly moreIsBetter: boolean;
  readonly digits?: number;
  readonly unit?: string;
}

/** By how much a number changed; the sign says it without the colour. */
export function Change({ id, value, moreIsBetter, digits = 0, unit = '' }: ChangeProps) {
  const text = signed(value, digits);
  const tone = text.startsWith('±') ? 'same' : value > 0 === moreIsBetter ? 'better' : 'worse';
  return (
    <span className={`number change-${tone}`} data-testid={id} data-value={value}>
      {text}
      {unit}
    </span>
  );
}

import type { DoctorSummary, SweepRequest } from '@catalog-sweep/core';
import type { OpenPlace, Whereabouts } from '../../packages/cli/src/places/open-place.ts';
import type { SweepPlace, SweepResult } from '../../packages/cli/src/sweep-place.ts';

/** How what runs at a place ends. */
interface Ends {
  readonly run?: (place: ToldPlace) => Promise<SweepResult>;
  readonly examine?: (place: ToldPlace) => Promise<DoctorSummary>;
}

const NOBODY_ASKS = () => Promise.reject(new Error('nobody asks for this'));

/** A place where everything ends as the test says, and which remembers what it was asked. */
export class ToldPlace implements SweepPlace {
  readonly asked: string[] = [];
  request: SweepRequest | undefined;
  whereabouts: Whereabouts | undefined;
  readonly #ends: Required<Ends>;

  constructor({ run = NOBODY_ASKS, examine = NOBODY_ASKS }: Ends) {
    this.#ends = { run, examine };
  }

  readonly open: OpenPlace = (whereabouts) => {
    this.whereabouts = whereabouts;
    return Promise.resolve({ place: this, whereIs: (location) => location.replace('s3://', '/state/buckets/') });
  };

  run(request: SweepRequest): Promise<SweepResult> {
    this.request = request;
    return this.#ends.run(this);
  }

  examine(request: SweepRequest): Promise<DoctorSummary> {
    this.request = request;
    return this.#ends.examine(this);
  }

  finish(): Promise<SweepResult> {
    return this.#ends.run(this);
  }

  stop(): Promise<void> {
    this.asked.push('stop');
    return Promise.resolve();
  }

  abort(): Promise<void> {
    this.asked.push('abort');
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.asked.push('close');
    return Promise.resolve();
  }
}

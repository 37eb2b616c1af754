/**
 * What a sweep did with a provisioned product, and why: one code each. Every provisioned product that was scanned has exactly one,
 * so the number of scanned products is the sum over the outcomes.
 *
 * The order is a contract: when several outcomes fit, the first of them counts.
 */
export const OUTCOMES = [
  'UNDER_CHANGE',
  'IN_ERROR',
  'PRODUCT_NOT_FOUND',
  'NO_ACTIVE_VERSION',
  'UP_TO_DATE',
  'OPTED_OUT',
  'NOT_OPTED_IN',
  'UNSUPPORTED_TYPE',
  'WOULD_DOWNGRADE',
  'NO_LAUNCH_PATH',
  'AMBIGUOUS_LAUNCH_PATH',
  'NEEDS_PARAMETERS',
  'HELD',
  'DEFERRED',
  'QUARANTINED',
  'STOPPED',
  'UPDATE_AVAILABLE',
  'UPDATED',
  'NO_CHANGE',
  'UPDATE_FAILED',
  'UPDATE_TIMED_OUT',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

interface OutcomeMeaning {
  /** One sentence: when a provisioned product gets this outcome. */
  readonly meaning: string;
  /** One sentence: what a person can do about it. */
  readonly remedy: string;
}

/** Every outcome with its meaning and what to do about it, as `catalog-sweep outcomes` and `explain` print them. */
export const OUTCOME_MEANINGS: Readonly<Record<Outcome, OutcomeMeaning>> = {
  UNDER_CHANGE: {
    meaning: 'Another operation was running on it, or it changed between scan and update, so it was left alone.',
    remedy: 'Nothing: the next sweep meets it again.',
  },
  IN_ERROR: {
    meaning: 'The provisioned product or its stack is in a state that cannot be updated.',
    remedy: 'Repair or terminate it in its account; for a stack, continue the rollback first.',
  },
  PRODUCT_NOT_FOUND: {
    meaning: 'Its product no longer exists, or is no longer shared with the account.',
    remedy: 'Share the product again, or terminate what was launched from it.',
  },
  NO_ACTIVE_VERSION: {
    meaning: 'Its product has no version that is active and not deprecated.',
    remedy: 'Activate or publish a version.',
  },
  UP_TO_DATE: { meaning: 'It runs the newest version of its product.', remedy: 'Nothing.' },
  OPTED_OUT: {
    meaning: 'A hold keeps it as it is: the tag catalog-sweep = hold, or an entry in the configuration.',
    remedy: 'Remove the tag or the entry when it may be updated again.',
  },
  NOT_OPTED_IN: {
    meaning: 'A newer version exists, but the opt-in TagOption was not found on its product.',
    remedy: 'Associate the TagOption with the product to let sweeps update it.',
  },
  UNSUPPORTED_TYPE: {
    meaning: 'A newer version exists, but sweeps do not update provisioned products of this type unless asked for.',
    remedy: 'Update it by hand, or allow the type in the configuration.',
  },
  WOULD_DOWNGRADE: {
    meaning: 'The version that was published last has a lower semantic version than the one that runs.',
    remedy: 'Deactivate the version that was published by mistake, or publish a higher one.',
  },
  NO_LAUNCH_PATH: {
    meaning: 'The roles of the sweep have no launch path to the product.',
    remedy: 'Make both spoke roles principals of a portfolio that holds the product.',
  },
  AMBIGUOUS_LAUNCH_PATH: {
    meaning: 'The path it was launched by is gone, and there is more than one other.',
    remedy: 'Update it once by hand and choose the path; later sweeps keep to it.',
  },
  NEEDS_PARAMETERS: {
    meaning: 'The newest version has a parameter without a default, which only a person can fill in.',
    remedy: 'Update it once by hand with a value, or give the parameter a default in a newer version.',
  },
  HELD: {
    meaning: 'The last update to this very version failed, so it is not tried again.',
    remedy: 'Mend the cause and sweep with --retry-failed, or publish another version.',
  },
  DEFERRED: {
    meaning: 'The sweep had reached its limit of updates.',
    remedy: 'Nothing: a later sweep takes it; raise maxUpdates to go faster.',
  },
  QUARANTINED: {
    meaning: 'This version failed on several provisioned products in this sweep, so the rest were left alone.',
    remedy: 'Look at the failures of this version, then publish a better one or sweep again.',
  },
  STOPPED: {
    meaning: 'Its update was planned, but the sweep was stopped, or its window was over, before the end.',
    remedy: 'Nothing: the next sweep meets it again.',
  },
  UPDATE_AVAILABLE: {
    meaning: 'Report mode: update mode would update it.',
    remedy: 'Sweep in update mode.',
  },
  UPDATED: { meaning: 'It was updated, and runs the newest version.', remedy: 'Nothing.' },
  NO_CHANGE: {
    meaning: 'AWS found nothing to change between its version and the newest.',
    remedy: 'Nothing: both versions make the same resources.',
  },
  UPDATE_FAILED: {
    meaning: 'The update failed; the old version still runs, or the product is tainted.',
    remedy: 'Read the reason, mend the cause, and sweep with --retry-failed.',
  },
  UPDATE_TIMED_OUT: {
    meaning: 'The update had not ended at its deadline; it may still be running.',
    remedy: 'Look at its stack; the next sweep meets it again.',
  },
};

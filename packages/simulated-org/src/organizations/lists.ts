import { ServiceError, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';

/** The most that the lists of Organizations give at once. */
const PAGE_SIZE = 20;
const INVALID = 'InvalidInputException';

export interface ListInput {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** A page of a list, as the answer has it. Throws ServiceError for a size or token that is none. */
export function listOf(
  name: string,
  all: readonly object[],
  { NextToken, MaxResults }: ListInput,
  context: RequestContext,
): object {
  const size = MaxResults ?? PAGE_SIZE;
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE) {
    throw invalid(`MaxResults must be from 1 to ${PAGE_SIZE}`);
  }
  const { items, next } = pageOf(all, { size, token: NextToken, mayBeEmpty: true, invalidToken: INVALID }, context);
  return { [name]: items, NextToken: next };
}

export function invalid(problem: string): ServiceError {
  return new ServiceError(INVALID, `You specified an invalid value: ${problem}.`);
}

export function notFound(code: string, what: string): ServiceError {
  return new ServiceError(code, `You specified a ${what} that doesn't exist.`);
}

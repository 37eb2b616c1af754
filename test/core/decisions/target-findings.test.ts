import { describe, expect, it, test } from '@jest/globals';
import { AwsError, type FindingCode } from '@catalog-sweep/core';
import { catalogueFindings } from '../../../packages/core/src/decisions/catalogue-findings.ts';
import { roleFindings, type FoundRole } from '../../../packages/core/src/decisions/role-findings.ts';
import { tagOptionFindings, type TagOptionState } from '../../../packages/core/src/decisions/tag-option-findings.ts';
import { serviceCatalogRefused, type RegionAnswer } from '../../../packages/core/src/decisions/target-findings.ts';
import { aTarget } from '../builders.ts';

const target = aTarget({ account: '333333333333', region: 'eu-central-2' });

function anError(kind: 'ACCESS_DENIED' | 'REGION_NOT_ENABLED'): AwsError {
  return new AwsError({ kind, operation: 'servicecatalog:ListTagOptions', code: 'Code', message: 'no' });
}

const told = (status: string): RegionAnswer => ({ kind: 'told', status });
const refused: RegionAnswer = { kind: 'refused', reason: 'Account Management could not be asked' };

const answers: readonly {
  readonly name: string;
  readonly error: AwsError;
  readonly answer: RegionAnswer;
  readonly code: FindingCode;
}[] = [
  { name: 'DISABLED', error: anError('REGION_NOT_ENABLED'), answer: told('DISABLED'), code: 'REGION_NOT_ENABLED' },
  { name: 'ENABLING', error: anError('ACCESS_DENIED'), answer: told('ENABLING'), code: 'REGION_NOT_ENABLED' },
  { name: 'ENABLED', error: anError('ACCESS_DENIED'), answer: told('ENABLED'), code: 'SERVICE_CATALOG_REFUSED' },
  {
    name: 'ENABLED_BY_DEFAULT, whatever the error looks like',
    error: anError('REGION_NOT_ENABLED'),
    answer: told('ENABLED_BY_DEFAULT'),
    code: 'SERVICE_CATALOG_REFUSED',
  },
  {
    name: 'not told, and looks disabled',
    error: anError('REGION_NOT_ENABLED'),
    answer: refused,
    code: 'REGION_NOT_ENABLED',
  },
  { name: 'not told', error: anError('ACCESS_DENIED'), answer: refused, code: 'SERVICE_CATALOG_REFUSED' },
];

describe('a target that Service Catalog refuses', () => {
  test.each(answers)('whose Region is $name: $code', ({ error, answer, code }) => {
    expect(serviceCatalogRefused(target, { error, answer }).code).toBe(code);
  });
});

describe('the roles of an account', () => {
  const current: FoundRole = { name: 'CatalogSweepRead', kind: 'found', digest: 'now' };
  const old: FoundRole = { name: 'CatalogSweepUpdate', kind: 'found', digest: 'then' };
  const untagged: FoundRole = { name: 'CatalogSweepUpdate', kind: 'found', digest: undefined };
  const missing: FoundRole = { name: 'CatalogSweepUpdate', kind: 'missing' };

  it.each([
    { name: 'both are of this version', roles: [current, { ...old, digest: 'now' }], codes: [] },
    { name: 'one is of another version', roles: [current, old], codes: ['ROLE_NOT_CURRENT'] },
    { name: 'one has no tag', roles: [current, untagged], codes: ['ROLE_NOT_CURRENT'] },
    { name: 'one is missing', roles: [current, missing], codes: ['ROLE_MISSING'] },
  ])('are told when $name', ({ roles, codes }) => {
    const findings = roleFindings({ account: target.account, roles, digest: 'now' });

    expect(findings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('the opt-in TagOption of a target', () => {
  const place = {
    account: target.account,
    region: target.region,
    tagOption: { key: 'Auto', value: 'true' },
    portfolioAccess: true,
  };

  it.each<{ state: TagOptionState; codes: readonly FindingCode[] }>([
    { state: 'in use', codes: [] },
    { state: 'not wanted', codes: [] },
    { state: 'missing', codes: ['TAG_OPTION_MISSING'] },
    { state: 'inactive', codes: ['TAG_OPTION_INACTIVE'] },
    { state: 'not migrated', codes: ['TAG_OPTIONS_NOT_MIGRATED'] },
  ])('is told when it is $state', ({ state, codes }) => {
    expect(tagOptionFindings(state, place).map(({ code }) => code)).toEqual(codes);
  });

  it('is created by the doctor only where the configuration lets it', () => {
    const [allowed] = tagOptionFindings('missing', place);
    const [forbidden] = tagOptionFindings('missing', { ...place, portfolioAccess: false });

    expect(allowed?.remedies).toEqual([{ kind: 'create TagOption', key: 'Auto', value: 'true' }]);
    expect(forbidden).toMatchObject({
      safeToFix: false,
      fix: 'in account 333333333333: aws servicecatalog create-tag-option --region eu-central-2 --key Auto --value true',
    });
  });
});

describe('the catalogue of the hub in a Region', () => {
  const catalogue = { region: 'eu-central-2', products: [], failure: null, tagOptionsMigrated: true };

  const both = ['spoke', 'shared'] as const;

  it.each([
    { name: 'was read', parts: {}, optIn: both, codes: [] },
    { name: 'could not be read', parts: { failure: 'no' }, optIn: both, codes: ['CATALOGUE_NOT_READABLE'] },
    {
      name: 'has no TagOptions',
      parts: { tagOptionsMigrated: false },
      optIn: both,
      codes: ['TAG_OPTIONS_NOT_MIGRATED'],
    },
    {
      name: 'has no TagOptions, and only spokes opt in',
      parts: { tagOptionsMigrated: false },
      optIn: ['spoke'] as const,
      codes: [],
    },
  ])('that $name is told as $codes', ({ parts, optIn, codes }) => {
    const findings = catalogueFindings({ ...catalogue, ...parts }, { account: '222222222222', optIn });

    expect(findings.map(({ code }) => code)).toEqual(codes);
  });
});

import { describe, expect, it } from '@jest/globals';
import { aLaunched, aTemplate, publish, real, recordOf, update } from './a-world.ts';

describe('the parameters of an update', () => {
  const old = aTemplate({ parameters: '{ Size: { Type: Number, Default: 20 }, Name: { Type: String } }' });
  const newer = (parameters: string) => aTemplate({ release: 2, parameters });
  const keepBoth = [
    { Key: 'Size', UsePreviousValue: true },
    { Key: 'Name', UsePreviousValue: true },
  ];

  it.each([
    {
      name: 'keep their values by UsePreviousValue',
      parameters: '{ Size: { Type: Number, Default: 30 }, Name: { Type: String } }',
      given: keepBoth,
      values: { Size: '50', Name: 'orders' },
    },
    {
      name: 'fall back to the new default when they are left out',
      parameters: '{ Size: { Type: Number, Default: 30 }, Name: { Type: String } }',
      given: [{ Key: 'Name', UsePreviousValue: true }],
      values: { Size: '30', Name: 'orders' },
    },
    {
      name: 'take new values',
      parameters: '{ Size: { Type: Number }, Name: { Type: String } }',
      given: [
        { Key: 'Size', Value: '70' },
        { Key: 'Name', UsePreviousValue: true },
      ],
      values: { Size: '70', Name: 'orders' },
    },
    {
      name: 'that are new get their defaults',
      parameters: '{ Name: { Type: String }, Tier: { Type: String, Default: gold } }',
      given: [{ Key: 'Name', UsePreviousValue: true }],
      values: { Name: 'orders', Tier: 'gold' },
    },
  ])('$name', ({ parameters, given, values }) => {
    const { world, shared, id } = aLaunched(old, {
      ProvisioningParameters: [
        { Key: 'Size', Value: '50' },
        { Key: 'Name', Value: 'orders' },
      ],
    });

    update(world, id, publish(world, shared.product, newer(parameters)), { ProvisioningParameters: given });
    world.wait(30);

    expect(real(world, id)).toMatchObject({ version: 'v2', parameters: values });
  });

  it.each([
    {
      name: 'UsePreviousValue of a new key',
      parameters: '{ Tier: { Type: String, Default: a } }',
      given: [{ Key: 'Tier', UsePreviousValue: true }],
      says: 'not in the previous template',
    },
    {
      name: 'an unknown key',
      parameters: '{ Name: { Type: String } }',
      given: keepBoth,
      says: 'Parameters: [Size] do not exist in the template',
    },
    {
      name: 'a missing value',
      parameters: '{ Tier: { Type: String } }',
      given: [],
      says: 'Parameters: [Tier] must have values',
    },
    {
      name: 'a value that is not allowed any more',
      parameters: '{ Size: { Type: Number, AllowedValues: [10, 20] }, Name: { Type: String } }',
      given: keepBoth,
      says: "Parameter 'Size' must be one of AllowedValues",
    },
    {
      name: 'a value that is no number any more',
      parameters: '{ Size: { Type: String }, Name: { Type: Number } }',
      given: keepBoth,
      says: "Parameter 'Name' must be a number",
    },
    {
      name: 'a value that breaks a pattern, in the words of the template',
      parameters:
        '{ Name: { Type: String, AllowedPattern: "[A-Z]+", ConstraintDescription: capitals }, Size: { Type: Number } }',
      given: keepBoth,
      says: "Parameter 'Name' failed to satisfy constraint: capitals",
    },
    {
      name: 'a value that is too large now',
      parameters: '{ Size: { Type: Number, MaxValue: 40 }, Name: { Type: String } }',
      given: keepBoth,
      says: "Parameter 'Size' must be a number not greater than 40",
    },
    {
      name: 'an item of a list that is not allowed',
      parameters: '{ Name: { Type: CommaDelimitedList, AllowedValues: [a, b] } }',
      given: [{ Key: 'Name', Value: 'a,c' }],
      says: "Parameter 'Name' must be one of AllowedValues",
    },
  ])('make the record fail, and leave all as it was: $name', ({ parameters, given, says }) => {
    const { world, shared, id } = aLaunched(old, {
      ProvisioningParameters: [
        { Key: 'Size', Value: '50' },
        { Key: 'Name', Value: 'orders' },
      ],
    });

    const { RecordId } = update(world, id, publish(world, shared.product, newer(parameters)), {
      ProvisioningParameters: given,
    });
    world.wait(30);

    expect(recordOf(world, RecordId).RecordErrors[0]?.Description).toContain(says);
    expect(real(world, id)).toMatchObject({ version: 'v1', parameters: { Size: '50', Name: 'orders' } });
  });
});

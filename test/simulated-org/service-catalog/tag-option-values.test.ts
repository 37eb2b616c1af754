import { describe, expect, it } from '@jest/globals';
import { hub, World } from './a-world.ts';

const OPTION = { Key: 'auto', Value: 'true' };

function create(world: World, option: object = OPTION): string {
  return world.ask<{ TagOptionDetail: { Id: string } }>(hub, 'CreateTagOption', option).TagOptionDetail.Id;
}

describe('the value of a TagOption', () => {
  it('may be given anew after it was changed away, and the two are told apart', () => {
    const world = new World();
    const first = create(world);
    world.ask(hub, 'UpdateTagOption', { Id: first, Value: 'false' });

    const second = create(world);

    expect(second).not.toBe(first);
    expect(world.ask(hub, 'DescribeTagOption', { Id: first })).toMatchObject({ TagOptionDetail: { Value: 'false' } });
    expect(world.ask(hub, 'DescribeTagOption', { Id: second })).toMatchObject({ TagOptionDetail: { Value: 'true' } });
  });

  it.each([
    { name: 'a TagOption was made with', change: { Value: 'true' } },
    { name: 'a TagOption was changed to', change: { Value: 'maybe' } },
  ])('is refused when it is one that $name', ({ change }) => {
    const world = new World();
    create(world);
    world.ask(hub, 'UpdateTagOption', { Id: create(world, { Key: 'auto', Value: 'false' }), Value: 'maybe' });
    const other = create(world, { Key: 'auto', Value: 'no' });

    expect(world.refusal(hub, 'UpdateTagOption', { Id: other, ...change })).toContain('DuplicateResourceException');
    expect(world.refusal(hub, 'CreateTagOption', { Key: 'auto', ...change })).toContain('DuplicateResourceException');
  });

  it('stays when only the activity changes', () => {
    const world = new World();

    expect(world.refusal(hub, 'UpdateTagOption', { Id: create(world), Active: false })).toBe('no error');
  });
});

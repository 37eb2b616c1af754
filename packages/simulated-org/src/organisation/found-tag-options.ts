import * as z from 'zod';
import type { TagOptionDescription } from './description.ts';
import type { Past, Step } from './past.ts';

const MadeTagOption = z.looseObject({ TagOptionDetail: z.looseObject({ Id: z.string() }) });

/** How a TagOption came about, in each account and Region that has it, and what it was put on. */
export function* tagOptionSteps(tagOption: TagOptionDescription, past: Past): Iterable<Step> {
  const { key, value, active, products, portfolios } = tagOption;
  const name = `${key}=${value}`;
  for (const account of tagOption.accounts ?? [past.organisation.hub.account]) {
    for (const region of past.regionsOf(tagOption, account)) {
      const actor = { account, region };
      const id = () => past.ids.of('TagOption', region, `${account}/${name}`);
      yield {
        at: past.notBefore(),
        actor,
        operation: 'CreateTagOption',
        subject: name,
        input: () => ({ Key: key, Value: value }),
        note: (output) =>
          past.ids.note('TagOption', region, `${account}/${name}`, MadeTagOption.parse(output).TagOptionDetail.Id),
      };
      for (const product of products) {
        yield {
          at: past.notBefore(past.firstPublished(product)),
          actor,
          operation: 'AssociateTagOptionWithResource',
          subject: `${name} with ${product}`,
          input: () => ({ ResourceId: past.ids.of('product', region, product), TagOptionId: id() }),
        };
      }
      for (const portfolio of portfolios) {
        yield {
          at: past.notBefore(),
          actor,
          operation: 'AssociateTagOptionWithResource',
          subject: `${name} with ${portfolio}`,
          input: () => ({ ResourceId: past.ids.of('portfolio', region, portfolio), TagOptionId: id() }),
        };
      }
      if (active) continue;
      yield {
        at: past.rightBeforeNow(),
        actor,
        operation: 'UpdateTagOption',
        subject: name,
        input: () => ({ Id: id(), Active: false }),
      };
    }
  }
}

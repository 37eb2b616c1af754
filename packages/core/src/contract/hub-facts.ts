import * as z from 'zod';

/** The SSM parameter of the hub's Region that holds HubFacts. The command line knows nothing else of a deployed hub. */
export const HUB_FACTS_PARAMETER = '/catalog-sweep/hub';

/** What somebody has to know of a deployed hub to use it from outside. */
export const HubFacts = z.strictObject({
  contractVersion: z.literal(1),
  version: z.string().describe('of catalog-sweep, as deployed'),
  stateMachineArn: z.string(),
  workBucket: z.string(),
  logBucket: z.string(),
  logS3Key: z.string(),
  hub: z.strictObject({
    account: z.string(),
    region: z.string(),
    partition: z.string(),
    organizationId: z.string(),
  }),
  regions: z.array(z.string()).describe('the Regions that are swept'),
  scheduleMode: z.enum(['report', 'update']).describe('what a scheduled sweep does'),
});
export type HubFacts = z.infer<typeof HubFacts>;

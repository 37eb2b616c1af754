/** What the roles of a hub are made from. */
export interface HubRoleSettings {
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly workBucket: string;
  readonly logBucket: string;
  readonly logPrefix: string;
}

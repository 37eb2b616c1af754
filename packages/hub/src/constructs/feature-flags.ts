import type { Construct } from 'constructs';

/** How CDK shall make what is below the hub, whatever the app around it says: a hub is the same in every app. */
const FLAGS: Readonly<Record<string, boolean>> = {
  // Access logs are let in by the policy of their bucket: ACLs are off.
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  // What a version of a function is made of, and nothing that changes by itself.
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  '@aws-cdk/aws-lambda:recognizeVersionProps': true,
  // Statements keep their purposes and names: merged, they would no longer be those of the roles' data.
  '@aws-cdk/aws-iam:minimizePolicies': false,
};

/** Has to be called before anything is put below the construct: CDK takes no context later. */
export function setFeatureFlags(construct: Construct): void {
  for (const [flag, value] of Object.entries(FLAGS)) construct.node.setContext(flag, value);
}

/** A small organisation that is right in every way; tests break it in one place. */
export const organisationText = `organisation: { id: o-a1b2c3d4e5, name: example, managementAccount: hub }
hub: { account: hub, region: eu-west-1 }
regions: [eu-west-1, us-east-1]
organizationalUnits:
  - { path: Workloads }
  - { path: Workloads/Production }
accounts:
  - { id: '111111111111', name: hub }
  - { id: '222222222222', name: shop, organizationalUnit: Workloads, spokeRoles: ok }
products:
  - name: Database
    versions:
      - { name: v1, published: 2026-01-12T10:00:00Z, template: '{ Parameters: { Storage: { Type: Number }, Public: { Type: String } }, Resources: { Bucket: { Type: AWS::S3::Bucket } } }' }
portfolios:
  - name: Data
    products: [{ product: Database }]
    shares: [{ organization: true, principals: true }]
    principals: ['arn:aws:iam:::role/Developer']
provisionedProducts:
  - { name: orders, account: shop, region: eu-west-1, product: Database, version: v1, portfolio: Data, launched: 2026-03-02T09:14:00Z, parameters: { Storage: 20, Public: false } }
`;

import type { Hash } from '../chance.ts';
import type { RequestContext } from '../operation.ts';
import { CatalogueIds } from './catalogue-ids.ts';
import type { AccountDescription, Organisation, ProductDescription } from './description.ts';

/** A bucket that is there at the founding alone. */
const TEMPLATE_BUCKET = 'founding-templates';

/** Who does something, where. */
export interface Actor {
  /** The name of an account. */
  readonly account: string;
  readonly region: string;
  /** The name of its role, with its path; the account itself when absent. */
  readonly role?: string;
}

/** Something that happened in the past of an organisation: an operation of Service Catalog. */
export interface Step {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: Actor;
  readonly operation: string;
  /** The name of what it was done to, for the error if it cannot be done. */
  readonly subject: string;
  /** Asked for when the time has come, since it may hold ids of what was made before. */
  readonly input: () => object;
  /** Notes the ids of what was made. */
  readonly note?: (output: unknown) => void;
}

/** Thrown when a description fits its schema, and yet its history cannot have happened, such as a launch without a launch path. */
export class FoundingError extends Error {
  override readonly name = 'FoundingError';
}

/** What the steps of a founding know in common: the description, and the ids of what was made so far. */
export class Past {
  readonly organisation: Organisation;
  readonly ids = new CatalogueIds();
  /** The templates of the description as objects in S3, which is where Service Catalog reads templates from. */
  readonly templates: RequestContext['objects'] = {
    read: (bucket, key) => (bucket === TEMPLATE_BUCKET ? this.#templates.get(key) : undefined),
  };
  readonly #templates = new Map<string, string>();
  readonly #hash: Hash;
  readonly #accounts: ReadonlyMap<string, AccountDescription>;

  constructor(organisation: Organisation, hash: Hash) {
    this.organisation = organisation;
    this.#hash = hash;
    this.#accounts = new Map(organisation.accounts.map((account) => [account.name, account]));
  }

  account(name: string): AccountDescription {
    const account = this.#accounts.get(name);
    if (account === undefined) throw new FoundingError(`no account ${name}`);
    return account;
  }

  /** An idempotency token: the same for the same thing, and in the letters that AWS allows. */
  token(...parts: readonly string[]): string {
    return this.#hash('token', ...parts).slice(0, 32);
  }

  /** Where Service Catalog reads a template from. */
  templateUrl(template: string): string {
    const key = `${this.#hash('template', template).slice(0, 16)}.yaml`;
    this.#templates.set(key, template);
    return `https://${TEMPLATE_BUCKET}.s3.amazonaws.com/${key}`;
  }

  /** Whom an operation is run as. */
  principalOf({ account, role }: Actor): { readonly principalArn?: string } {
    return role === undefined ? {} : { principalArn: `arn:aws:iam::${this.account(account).id}:role/${role}` };
  }

  /** The id of an OU: its own, or one that follows from its path. */
  unitId(path: string): string {
    const { organisation, organizationalUnits } = this.organisation;
    const given = organizationalUnits.find((unit) => unit.path === path)?.id;
    return given ?? `ou-${organisation.rootId.slice('r-'.length)}-${this.#hash('ou', path).slice(0, 8)}`;
  }

  /** The id of an OU by its path, or of the root. */
  parentId(path: string | undefined): string {
    return path === undefined ? this.organisation.organisation.rootId : this.unitId(path);
  }

  /** The name of the account that owns a product or portfolio. */
  ownerOf({ owner }: { readonly owner?: string | undefined }): string {
    return owner ?? this.organisation.hub.account;
  }

  /** The Regions that a product, portfolio or TagOption is in: those it names, as far as the account has them enabled. */
  regionsOf({ regions }: { readonly regions?: readonly string[] | undefined }, account: string): readonly string[] {
    const enabled = this.account(account).regions ?? this.organisation.regions;
    return (regions ?? this.organisation.regions).filter((region) => enabled.includes(region));
  }

  /** The time of a step in milliseconds: nothing happened before the founding. */
  notBefore(...times: readonly string[]): number {
    return Math.max(...[this.organisation.founded, ...times].map((time) => Date.parse(time)));
  }

  /** When versions were retired: late enough for everything that was launched from them. */
  rightBeforeNow(): number {
    return Date.parse(this.organisation.now) - 1000;
  }

  product(name: string): ProductDescription {
    const product = this.organisation.products.find((candidate) => candidate.name === name);
    if (product === undefined) throw new FoundingError(`no product ${name}`);
    return product;
  }

  /** When a product came to be: with its oldest version. */
  firstPublished(product: string): string {
    const times = this.product(product).versions.map(({ published }) => published);
    return times.reduce((first, time) => (Date.parse(time) < Date.parse(first) ? time : first));
  }

  /** The id of a portfolio by which the owner of a product shares it, for those who import it. */
  sharedPortfolioId(productName: string, region: string): string {
    const owner = this.ownerOf(this.product(productName));
    const shared = this.organisation.portfolios.find(
      (portfolio) =>
        this.ownerOf(portfolio) === owner && portfolio.products.some(({ product }) => product === productName),
    );
    if (shared === undefined) throw new Error(`no portfolio of ${owner} holds ${productName}`);
    return this.ids.of('portfolio', region, shared.name);
  }
}

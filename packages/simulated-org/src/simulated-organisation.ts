import type { Clock } from './clock.ts';
import { hashOf, type Hash } from './chance.ts';
import { Deliveries } from './events/deliveries.ts';
import { refusalOf } from './iam/authorize.ts';
import { roleKey, type Role } from './iam/roles.ts';
import { Journal } from './journal.ts';
import { MemoryStore, type Change } from './memory-store.ts';
import { organizationIdOf } from './organizations/entities.ts';
import type { ContextParts } from './operation.ts';
import type { Founding, OrganisationSettings } from './organisation-settings.ts';
import { answer } from './requests.ts';
import { putBucket } from './s3/buckets.ts';
import { ObjectFiles } from './s3/object-files.ts';
import { Uploads } from './s3/uploads.ts';
import { WireServer } from './server.ts';
import { putParameter } from './ssm/parameters.ts';
import { StateDirectory } from './state-directory.ts';
import { endLeftOvers } from './step-functions/end-execution.ts';
import { putStateMachine, stateMachineArn } from './step-functions/entities.ts';
import { Executions } from './step-functions/executions.ts';
import type { Store } from './store.ts';
import { credentialsOf, sessionArnOf, type Credentials, type Session } from './sts/sessions.ts';

/** An AWS Organization on this machine, served over HTTP. What it does is written in BEHAVIOUR.md. */
export class SimulatedOrganisation {
  readonly #settings: OrganisationSettings;
  readonly #directory: StateDirectory;
  readonly #store = new MemoryStore();
  readonly #journal: Journal;
  readonly #hash: Hash;
  readonly #files: ObjectFiles;
  readonly #server: WireServer;
  readonly #executions: Executions;
  readonly #deliveries: Deliveries;
  readonly #requests = new Map<string, number>();
  /** Sessions of roles' own keys, which `credentialsFor` gave out; they are derived, so nothing needs to remember them. */
  #ownKeys: Map<string, Session> | undefined;
  #lastTime: number | undefined;
  #endpoint: string | undefined;
  #closed = false;

  /**
   * Opens the state in a folder: the founding, and then what the journal has. Throws StateDirectoryError when the folder cannot be used, OtherOrganisationError
   * when it holds another organisation.
   */
  static async open(settings: OrganisationSettings): Promise<SimulatedOrganisation> {
    const organisation = new SimulatedOrganisation(settings);
    try {
      for (const { name } of settings.buckets ?? []) await organisation.#files.createBucket(name);
    } catch (error) {
      await organisation.close();
      throw error;
    }
    return organisation;
  }

  /** Empties a state folder that this program made. */
  static reset(stateDirectory: string): void {
    StateDirectory.reset(stateDirectory);
  }

  private constructor(settings: OrganisationSettings) {
    this.#settings = settings;
    this.#hash = hashOf(settings.seed);
    this.#directory = StateDirectory.open(settings.stateDirectory, settings.identity);
    try {
      this.#files = new ObjectFiles(this.#directory.file('buckets'), this.#directory.file('temporary'));
      settings.found(this.#founding());
      this.#foundMore(settings);
      this.#journal = Journal.open(this.#directory.file('journal.jsonl'), ({ time, changes }) => {
        this.#lastTime = time;
        this.#store.replay(changes);
      });
    } catch (error) {
      this.#directory.close();
      throw error;
    }
    this.#executions = this.#openExecutions(settings);
    const { eventTarget } = settings;
    this.#deliveries = new Deliveries({
      clock: settings.clock,
      store: this.#store,
      commit: (work) => this.#commit(work),
      target: eventTarget && ((event, signal) => eventTarget(event, { signal, organisation: this })),
    });
    const uploads = new Uploads(this.#directory.file('uploads'));
    const { latency = () => 0, faults = () => undefined, clock } = settings;
    this.#server = new WireServer((request) =>
      answer(request, {
        store: this.#store,
        context: this.#contextParts(clock),
        files: this.#files,
        uploads,
        session: (accessKeyId) => this.#session(accessKeyId),
        commit: (work) => this.#commit(work),
        noteTime: () => this.#noteTime(),
        latency: (service, operation) => clock.sleep(latency(service, operation)),
        faults,
        count: (service, operation) => this.#count(`${service}:${operation}`),
      }),
    );
  }

  /** Listens on a port of this machine, or on a free one. Executions that an earlier process left running end now, because nobody runs them. */
  async listen(port = 0): Promise<{ readonly endpoint: string }> {
    const endpoint = await this.#server.listen(port);
    this.#endpoint = endpoint;
    this.#commit(() => endLeftOvers(this.#store, this.#settings.clock.now()));
    return { endpoint };
  }

  /** Where it listens. Throws an Error when it does not. */
  get endpoint(): string {
    if (this.#endpoint === undefined) throw new Error('the organisation does not listen yet');
    return this.#endpoint;
  }

  /** Closes server and state, and lets other processes have the folder. May be called again. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#executions.close(), this.#deliveries.close()]);
    await this.#server.close();
    // An organisation that was only looked at is left as it was.
    if (this.#lastTime !== undefined) this.#noteTime();
    this.#journal.close();
    this.#directory.close();
  }

  /** Keys of a role, which never expire and are the same each time. Throws an Error when there is no such role. */
  credentialsFor({ account, roleName }: { readonly account: string; readonly roleName: string }): Credentials {
    return credentialsOf(this.#hash, this.#roleNamed(account, roleName), OWN_SESSION, 'for ever');
  }

  /** Why a role may not do something, in AWS's words; undefined when it may. For what acts in a role's name without asking over HTTP. */
  refusalOf({
    account,
    roleName,
    region,
    ...wanted
  }: {
    readonly account: string;
    readonly roleName: string;
    readonly region: string;
    readonly action: string;
    readonly resource: string;
  }): string | undefined {
    const { arn, id } = this.#roleNamed(account, roleName);
    const sessionArn = this.#sessionArn(arn);
    const organizationId = organizationIdOf(this.#store, account);
    const caller = { account, principalArn: arn, sessionArn, userId: `${id}:${OWN_SESSION}`, organizationId };
    return refusalOf({ store: this.#store, region }, caller, wanted);
  }

  /** The state, for those who look at it from outside of the API. */
  get store(): Store {
    return this.#store;
  }

  /** The last time that was written down, in milliseconds since 1970; undefined when there was none. */
  get lastTime(): number | undefined {
    return this.#lastTime;
  }

  /** How often each operation was asked for: `sts:AssumeRole` -> 12. */
  requests(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#requests].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** All of the organisation's state as plain values, for comparing. Who is signed in is none of it. */
  snapshot(): unknown {
    return this.#store.snapshot(['sts.sessions']);
  }

  #foundMore({ buckets = [], stateMachines = [], parameters = [] }: OrganisationSettings): void {
    for (const bucket of buckets) putBucket(this.#store, bucket);
    for (const machine of stateMachines) putStateMachine(this.#store, machine);
    for (const parameter of parameters) putParameter(this.#store, parameter);
  }

  #openExecutions({ stateMachines = [], clock }: OrganisationSettings): Executions {
    const engines = new Map(stateMachines.map((machine) => [stateMachineArn(machine), machine]));
    return new Executions({
      clock,
      store: this.#store,
      commit: (work) => this.#commit(work),
      engine: (execution) => {
        const machine = engines.get(execution.stateMachineArn);
        if (machine === undefined) throw new Error(`there is no engine for ${execution.stateMachineArn}`);
        return machine.run(execution, this);
      },
    });
  }

  #founding(): Founding {
    return {
      store: this.#store,
      hash: this.#hash,
      contextFor: ({ account, region, time, principalArn = `arn:aws:iam::${account}:root` }) => ({
        ...this.#contextParts(stoppedClock(time)),
        caller: {
          account,
          principalArn,
          sessionArn: this.#sessionArn(principalArn),
          userId: principalArn,
          organizationId: organizationIdOf(this.#store, account),
        },
        region,
        // What is past was allowed.
        authorize: () => {},
        afterwards: (work) => work(),
      }),
    };
  }

  #roleNamed(account: string, name: string): Role {
    const role = this.#store.get('iam.roles', roleKey(account, name));
    if (role === undefined) throw new Error(`there is no role ${name} in account ${account}`);
    return role;
  }

  #sessionArn(principalArn: string): string {
    const [, account = '', name = ''] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
    const role = this.#store.get('iam.roles', roleKey(account, name));
    return role === undefined ? principalArn : sessionArnOf(role, OWN_SESSION);
  }

  #contextParts(clock: Clock): ContextParts {
    const { pageLimit = Infinity, emptyPages = false } = this.#settings;
    const objects = {
      read: (bucket: string, key: string) =>
        this.#store.get('s3.buckets', bucket) === undefined ? undefined : this.#files.readText(bucket, key),
    };
    return {
      clock,
      store: this.#store,
      hash: this.#hash,
      objects,
      pageLimit,
      emptyPages,
      executions: this.#executions,
    };
  }

  #session(accessKeyId: string): Session | undefined {
    return this.#store.get('sts.sessions', accessKeyId) ?? this.#ownKey(accessKeyId);
  }

  #ownKey(accessKeyId: string): Session | undefined {
    this.#ownKeys ??= new Map([...this.#store.all('iam.roles')].map((role) => this.#ownSession(role)));
    return this.#ownKeys.get(accessKeyId);
  }

  #ownSession(role: Role): [string, Session] {
    const { accessKeyId, sessionToken } = credentialsOf(this.#hash, role, OWN_SESSION, 'for ever');
    const { account, name, id } = role;
    const session = {
      role: { account, name },
      roleId: id,
      sessionName: OWN_SESSION,
      token: sessionToken,
      expiresAt: null,
    };
    return [accessKeyId, session];
  }

  #commit<T>(work: () => T): T {
    const result = this.#store.transaction(work, (changes) => {
      if (changes.length > 0) this.#write(changes);
    });
    this.#deliveries.deliver();
    return result;
  }

  /** Writes down how late it is, so that an organisation that is opened again does not go back in time. */
  #noteTime(): void {
    if (this.#settings.clock.now() > (this.#lastTime ?? -Infinity)) this.#write([]);
  }

  #write(changes: readonly Change[]): void {
    const time = this.#settings.clock.now();
    this.#journal.write({ time, changes });
    this.#lastTime = time;
  }

  #count(name: string): void {
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
  }
}

/** The name of the session that a role's own keys have. */
const OWN_SESSION = 'own-keys';

/** A time that does not pass, for what happened in the past. */
function stoppedClock(time: number): Clock {
  return {
    now: () => time,
    sleep: () => Promise.resolve(),
    task: (work) => work(),
    waitFor: (others) => others,
  };
}

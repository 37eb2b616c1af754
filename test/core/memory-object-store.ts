import type { ObjectStore } from '@catalog-sweep/core';

/** A bucket in memory. Keeps the promises of ObjectStore: conditional creation, order of keys, nothing written when the lines throw. */
export class MemoryObjectStore implements ObjectStore {
  readonly bucket: string;
  readonly objects = new Map<string, string>();

  constructor(bucket = 'memory') {
    this.bucket = bucket;
  }

  async read(key: string): Promise<string | undefined> {
    return this.objects.get(key);
  }

  async write(key: string, body: string): Promise<void> {
    this.objects.set(key, body);
  }

  async create(key: string, body: string): Promise<boolean> {
    if (this.objects.has(key)) {
      return false;
    }
    this.objects.set(key, body);
    return true;
  }

  async writeLines(key: string, lines: AsyncIterable<string>): Promise<void> {
    let body = '';
    for await (const line of lines) {
      body += `${line}\n`;
    }
    this.objects.set(key, body);
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  }

  async remove(key: string): Promise<void> {
    this.objects.delete(key);
  }

  putJson(key: string, value: unknown): void {
    this.objects.set(key, JSON.stringify(value));
  }

  putLines(key: string, values: readonly unknown[]): void {
    this.objects.set(key, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  }

  /** What lies below a key, parsed. */
  json(key: string): unknown {
    const body = this.objects.get(key);
    return body === undefined ? undefined : JSON.parse(body);
  }

  /** The lines of an object, parsed. */
  lines(key: string): unknown[] {
    return (this.objects.get(key) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
}

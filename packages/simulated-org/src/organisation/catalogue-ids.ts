type IdKind = 'product' | 'version' | 'portfolio' | 'TagOption';

/** The ids that parts of the catalogue got, by Region and name: each Region has its own. A version's name stands behind its product's. */
export class CatalogueIds {
  readonly #ids = new Map<string, string>();

  note(kind: IdKind, region: string, name: string, id: string): void {
    this.#ids.set(`${kind} ${name} in ${region}`, id);
  }

  /** Throws when the part is not there, or not in that Region. */
  of(kind: IdKind, region: string, name: string): string {
    const key = `${kind} ${name} in ${region}`;
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`there is no ${key}`);
    return id;
  }
}

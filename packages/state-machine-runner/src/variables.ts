/** Variables of a flow of states. Inner flows read those around them; the loader has made sure that no name stands in both. */
export class Variables {
  readonly #outer: Variables | undefined;
  #own: Readonly<Record<string, unknown>> = {};

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  /** All that can be seen from here. */
  get values(): Readonly<Record<string, unknown>> {
    return { ...this.#outer?.values, ...this.#own };
  }

  assign(values: Readonly<Record<string, unknown>>): void {
    this.#own = { ...this.#own, ...values };
  }
}

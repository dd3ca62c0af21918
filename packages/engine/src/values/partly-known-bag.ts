import type { Cell } from './cell.ts';
import type { Refusal } from './refusal.ts';

/** A bag of which one member is not known: what reads that member, or the whole, is refused; the others are as they are. */
export class PartlyKnownBag extends Map<string, Cell> {
  readonly #unknown: string;
  readonly #refusal: Refusal;

  /** `members`: in their order, the unknown one too, with whatever value. */
  constructor(members: Iterable<readonly [string, Cell]>, unknown: string, refusal: Refusal) {
    super(members);
    this.#unknown = unknown;
    this.#refusal = refusal;
  }

  override get(name: string): Cell | undefined {
    if (name === this.#unknown) throw this.#refusal;
    return super.get(name);
  }

  override entries(): never {
    throw this.#refusal;
  }

  override values(): never {
    throw this.#refusal;
  }

  override forEach(): never {
    throw this.#refusal;
  }

  override [Symbol.iterator](): never {
    throw this.#refusal;
  }
}

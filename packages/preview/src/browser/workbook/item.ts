import type { Answer, Choices } from '../../page-data.ts';

/** What an item may do to the workbook around it. */
export interface ItemWorld {
  readonly choose: (choices: Choices) => void;
  readonly isFixed: boolean;
  /** What stands in an item that an export does not answer. */
  readonly notFixed: string;
}

/** An item on the page. */
export interface ItemView {
  readonly element: HTMLElement;
  /** Shows the answer to its question. Undefined: nothing answers it here. */
  readonly show?: (answer: Answer | undefined, choices: Choices) => void;
  /** Its answer is on the way. */
  readonly wait?: () => void;
  /** Choices that its answer does not depend on have changed. */
  readonly marks?: (choices: Choices) => void;
  readonly remove?: () => void;
}

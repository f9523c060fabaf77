import type { Messages } from "../../src/i18n/index.ts";

type Words = Messages["web"]["problems"];

/** A request that is not carried out, with what the person is told. `text` is what they typed, to be given back. */
export class Refused extends Error {
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503;
  readonly words: (problems: Words) => string;
  readonly text: string | undefined;

  constructor(status: Refused["status"], words: (problems: Words) => string, text?: string) {
    super(`refused: ${status}`);
    this.status = status;
    this.words = words;
    this.text = text;
  }
}

/** There is no such thing, or it isn't theirs: both look the same. */
export const notFound = (): Refused => new Refused(404, (m) => m.notFound);
export const unreadable = (): Refused => new Refused(400, (m) => m.unreadable);

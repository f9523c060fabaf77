import type { FileLink } from "../invocation.ts";

/** What an invocation comes down to: a verb with named values, as typed. */
export interface Spoken {
  verb: string;
  values: Record<string, string>;
  /** Words no position took. */
  leftover: string;
  /** What was left over was given as `key:value` besides. */
  twice?: string;
  /** What the person typed, to be given back; "" for a button. */
  line: string;
  loose: boolean;
  form: boolean;
  /** Its form is to be shown, not more. */
  open: boolean;
  revision: number | undefined;
  files: readonly FileLink[];
  /** Where these words were kept. Carried out from there they are one act, however often the button is pressed. */
  draft: string | undefined;
}

export const bare = (verb: string, values: Record<string, string>): Spoken => ({
  verb,
  values,
  leftover: "",
  line: "",
  loose: false,
  form: false,
  open: false,
  revision: undefined,
  files: [],
  draft: undefined,
});

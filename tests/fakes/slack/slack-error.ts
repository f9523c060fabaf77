import type { Json } from "./types.ts";

/** An answer `{ok: false, error: code, …extra}`. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(`${code} ${JSON.stringify(extra)}`);
    this.code = code;
    this.extra = extra;
  }
}

/** As Slack words what is wrong inside blocks and views: in `errors`, and again in the metadata. */
export function schemaError(code: string, problems: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: [...problems],
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}

import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Shown } from "./types.ts";

export interface Journal {
  everything: Shown[];
  add(shown: Shown): void;
}

/** Keeps all that Slack accepted to show; in a folder, if one is given, also as lines of `slack-<name>.jsonl`. */
export function createJournal(dir: string | undefined, name: string): Journal {
  const everything: Shown[] = [];
  if (dir) mkdirSync(dir, { recursive: true });
  return {
    everything,
    add(shown) {
      // A copy: what the judge reads must not change with the message.
      everything.push(structuredClone(shown));
      if (dir) appendFileSync(join(dir, `slack-${name}.jsonl`), `${JSON.stringify(shown)}\n`);
    },
  };
}

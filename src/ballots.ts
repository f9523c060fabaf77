import { createHash } from "node:crypto";
import type { Ballots } from "./domain/check-in.ts";

/** Question by question in an order of its own, so that what one person said can't be put together again. */
export function inNoOrder({ ballots }: Ballots): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, { order: string; value: string }[]>();
  for (const { id, answers } of ballots) {
    for (const { question, value } of answers) {
      const order = createHash("sha256").update(`${id}|${question}`).digest("hex");
      said.set(question, [...(said.get(question) ?? []), { order, value }]);
    }
  }
  return new Map(
    [...said].map(([question, values]) => [
      question,
      values.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ value }) => value),
    ]),
  );
}

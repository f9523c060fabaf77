import { expect } from "vitest";
import { judgedByTeams } from "../../support/teams-schema.ts";
import { type Answer, objectsIn } from "./bench.ts";

/** A dialog as somebody reads it. */
export interface Dialog {
  title: string;
  /** Inputs by their ids, with what stands in them. */
  values: Record<string, string>;
  words: string;
  data: object;
}

/** The dialog Teams was told to open, by a card that is valid. */
export function dialogIn({ status, body }: Answer): Dialog {
  expect(status).toBe(200);
  expect(body).toMatchObject({
    task: { type: "continue", value: { card: { content: { type: "AdaptiveCard" } } } },
  });
  const { value } = body["task"] as { value: { title: string; card: { content: object } } };
  judgedByTeams(value.card.content);
  const parts = objectsIn(value.card.content);
  const inputs = parts.filter(({ type }) => String(type).startsWith("Input."));
  const submit = parts.find(
    ({ type, data }) => type === "Action.Submit" && "form" in ((data ?? {}) as object),
  );
  return {
    title: value.title,
    values: Object.fromEntries(inputs.map(({ id, value: held }) => [String(id), String(held ?? "")])),
    words: parts
      .flatMap(({ text, label, title }) => [text, label, title])
      .filter((text) => typeof text === "string")
      .join("\n"),
    data: (submit?.["data"] ?? {}) as object,
  };
}

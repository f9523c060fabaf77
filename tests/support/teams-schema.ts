import { readFileSync } from "node:fs";
import { AdaptiveCard, SerializationContext, Versions } from "adaptivecards";
import { Ajv } from "ajv";
import draft6 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import { Window } from "happy-dom";
import { expect } from "vitest";

const published = new URL("../fixtures/teams/adaptive-card-1.5.0.json", import.meta.url);
const { id, ...schema } = JSON.parse(readFileSync(published, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
ajv.addMetaSchema(draft6);
ajv.addFormat("uri", true).addFormat("uri-reference", true);
const valid = ajv.compile({ $id: id, ...schema });

/** Teams adds to 1.5: full width, menus to type into, and a search for people, whose choices come from Teams. */
const withoutTeamsOwn = (card: object): object =>
  JSON.parse(
    JSON.stringify(card, (key, value) => {
      if (key === "choices.data" || key === "msteams") return undefined;
      if (key === "choices" && value.length === 0) return [{ title: "Somebody", value: "somebody" }];
      return key === "style" && value === "filtered" ? "compact" : value;
    }),
  );

const page = new Window();
const { document, HTMLElement, HTMLButtonElement, HTMLInputElement, HTMLSelectElement } = page;
const browser = {
  window: page,
  document,
  HTMLElement,
  HTMLButtonElement,
  HTMLInputElement,
  HTMLSelectElement,
};

/** What the renderer draws, in a browser that is there only meanwhile: many libraries behave otherwise in one. */
function drawn(card: AdaptiveCard): unknown {
  Object.assign(globalThis, browser);
  try {
    return card.render();
  } finally {
    for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
  }
}

/** A card is valid by the published schema and the renderer's own, and can be drawn. */
export function judgedByTeams(card: object): void {
  const own = withoutTeamsOwn(card);
  valid(own);
  expect(valid.errors ?? []).toEqual([]);
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(own, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i));
  expect(events.map((event) => event.message)).toEqual([]);
  expect(drawn(parsed)).toBeDefined();
}

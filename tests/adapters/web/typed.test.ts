import fc from "fast-check";
import { expect, test } from "vitest";
import { readTyped } from "../../../adapters/web/typed.ts";

const here = { command: "/va", direct: false, threaded: false };
const line = (text: string) => ({ kind: "line", text });
const loose = (text: string) => ({ kind: "loose", text });
const talk = { kind: "talk" };

test.for([
  ["/va request Fix it", line("request Fix it")],
  ["/VA help", line("help")],
  ["/va", line("")],
  ["  /va\n  today", line("today")],
  ["/request Fix it", line("request Fix it")],
  ["/?", line("?")],
  ["/अनुरोध", line("अनुरोध")],
  ["/etc/hosts is full", talk],
  ["/2 of it", talk],
  ["hello /va help", talk],
  ["@VA Desk request Fix it", loose("request Fix it")],
  ["@va-desk: what is open?", loose("what is open?")],
  ["Could @vadesk look at this", loose("Could look at this")],
  ["mail me@va-desk.test", talk],
  ["@vadesks are many", talk],
  ["hello everybody", talk],
] as const)("in a channel %j is read as what it is", ([typed, read]) => {
  expect(readTyped(typed, here)).toEqual(read);
});

test("in a DM plain words are for VA Desk, except in a thread", () => {
  expect(readTyped("Cancel my flight", { ...here, direct: true })).toEqual(loose("Cancel my flight"));
  expect(readTyped("One more thing", { ...here, direct: true, threaded: true })).toEqual(talk);
  expect(readTyped("/va done 12", { ...here, direct: true, threaded: true })).toEqual(line("done 12"));
});

test("no text is too strange to be read, and no word of a command is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(readTyped(`/va ${text}`, here)).toEqual(line(text.trim()));
      readTyped(text, here);
    }),
  );
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/errors.ts";
import type { View } from "../../../src/view/nodes.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type Bench, openBench } from "./bench.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const alt = "Hours by kind of work: design 2h, calls 1h";
const status: View = {
  title: "Weekly status",
  body: [
    {
      kind: "chart",
      chart: {
        title: "Hours by kind of work",
        unit: "minutes",
        bars: [
          { label: "design", value: 120 },
          { label: "calls", value: 60 },
        ],
        alt,
      },
    },
  ],
};
const reader = { locale: "en", zone: "UTC" } as const;

let bench: Bench;
let slack: FakeSlack;
let drawn: number;
let png: Uint8Array | undefined;
beforeEach(async () => {
  drawn = 0;
  png = PNG;
  bench = await openBench({}, async () => {
    drawn += 1;
    return png;
  });
  ({ slack } = bench);
});
afterEach(() => bench.stop());

const send = (view: View = status) =>
  bench.adapter.platform.send(`slack|T1|${bench.channel}`, view, { key: "k1", reader });
const posted = () => slack.messages(bench.channel);
const blocks = () => JSON.stringify(posted().map((message) => message.blocks));
const calls = () => slack.calls.map(({ method }) => method).filter((method) => method !== "auth.test");

describe("a chart in a message", () => {
  it("is a picture that is uploaded first and says in words what it shows", async () => {
    await send();
    expect(calls()).toEqual([
      "files.getUploadURLExternal",
      "files.completeUploadExternal",
      "files.info",
      "files.info",
      "chat.postMessage",
    ]);
    expect(posted()).toHaveLength(1);
    const image = posted()[0]?.blocks.find((block) => block["type"] === "image");
    expect(image).toMatchObject({ slack_file: { id: expect.stringMatching(/^F/) }, alt_text: alt });
    expect(blocks()).not.toContain("█");
    expect(posted()[0]?.text).toContain(alt);
    expect(posted()[0]?.metadata).toMatchObject({ event_payload: { key: "k1" } });
  });

  it("is bars and words where it can't be drawn", async () => {
    png = undefined;
    await send();
    expect(calls()).toEqual(["chat.postMessage"]);
    expect(blocks()).toContain("█");
    expect(blocks()).toContain(alt);
  });

  it.each([
    ["files.getUploadURLExternal", { error: "missing_scope" }],
    ["files.getUploadURLExternal", { status: 429, retryAfter: 60 }],
    ["files.completeUploadExternal", { status: 503 }],
    ["files.info", { acceptThenReset: true }],
  ] as const)("is bars and words, once, when %s fails: %j", async (method, fault) => {
    slack.fail(method, fault);
    await send();
    expect(posted()).toHaveLength(1);
    expect(blocks()).toContain("█");
    expect(calls().filter((name) => name === "chat.postMessage")).toHaveLength(1);
  });

  it("is bars and words, once, when Slack refuses the picture after all", async () => {
    slack.fail("chat.postMessage", { error: "invalid_blocks" });
    await send();
    expect(posted()).toHaveLength(1);
    expect(blocks()).toContain("█");
  });

  it("is not sent again where nobody knows whether the message arrived", async () => {
    slack.fail("chat.postMessage", { acceptThenReset: true });
    await expect(send()).rejects.toThrow(PlatformError);
    expect(calls().filter((name) => name === "chat.postMessage")).toHaveLength(1);
    expect(posted()).toHaveLength(1);
  });

  it("keeps no other message waiting", async () => {
    await send({ title: "Hello", body: [] });
    expect(drawn).toBe(0);
    expect(calls()).toEqual(["chat.postMessage"]);
  });
});

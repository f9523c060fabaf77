import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { EVENTS_PATH } from "../../adapters/slack/events-path.ts";
import { commands } from "../../commands/index.ts";
import { type SlackManifestOptions, slackManifest } from "../../manifest/slack/manifest.ts";
import { scopes } from "../../manifest/slack/scopes.ts";
import { METHOD_SCOPES } from "../fakes/slack/scopes.ts";

const root = new URL("../../", import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const made = (more: Partial<SlackManifestOptions> = {}) =>
  slackManifest({ url: "https://va.example.com", command: "/va", commands, ...more }) as {
    display_information: { long_description: string };
    features: { slash_commands: { command: string; url: string; usage_hint: string }[] };
    oauth_config: { redirect_urls: string[] };
    settings: {
      event_subscriptions: { request_url: string; bot_events: string[] };
      interactivity: { request_url: string };
    };
  };

const valid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
  JSON.parse(read("tests/fixtures/slack-manifest/manifest.schema.1.0.0.json")),
);

describe("the manifest", () => {
  test.each(["en", "hi"] as const)("is one that Slack's published schema takes, in %s", (locale) => {
    expect(valid(made({ locale })), JSON.stringify(valid.errors)).toBe(true);
  });

  test("stays within Slack's limits however many verbs there are", () => {
    const [one] = commands;
    const many = Array.from({ length: 300 }, (_, n) => ({ ...one, name: `verb-number-${n}` }) as never);
    expect(valid(made({ commands: many })), JSON.stringify(valid.errors)).toBe(true);
  });

  test("names every verb that may be typed, and none that only buttons reach", () => {
    const { display_information, features } = made();
    const hint = features.slash_commands[0]?.usage_hint.split(" | ");
    expect(hint).toEqual(commands.filter(({ hidden }) => !hidden).map(({ name }) => name));
    for (const name of hint ?? []) expect(display_information.long_description).toContain(`• ${name}: `);
  });

  test("sends everything to where the adapter listens, beneath the address given", () => {
    const { features, oauth_config, settings } = made({
      url: "https://example.com/desk/",
      command: "/help-me",
    });
    const address = `https://example.com/desk${EVENTS_PATH}`;
    expect(features.slash_commands[0]).toMatchObject({ command: "/help-me", url: address });
    expect(settings.event_subscriptions.request_url).toBe(address);
    expect(settings.interactivity.request_url).toBe(address);
    expect(oauth_config.redirect_urls).toEqual(["https://example.com/desk/slack/oauth_redirect"]);
  });

  test("for Socket Mode names no address at all, and is as valid", () => {
    const manifest = made({ url: undefined });
    expect(valid(manifest), JSON.stringify(valid.errors)).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain("https:");
    expect(manifest).toMatchObject({ settings: { socket_mode_enabled: true } });
  });

  test.each([
    "",
    "va.example.com",
    "http://va.example.com",
    "https://x.example.com?a=1",
    "ftp://x.example.com",
  ])("refuses the address “%s” and says what is needed", (url) => {
    expect(() => made({ url })).toThrow(/https address/);
  });

  test.each(["va", "/", "/Va", "/va desk", `/${"x".repeat(40)}`])("refuses the command “%s”", (command) => {
    expect(() => made({ command })).toThrow(/like \/va/);
  });
});

describe("the permissions", () => {
  const called = new Set(
    sources("adapters/slack").flatMap((source) =>
      [...source.matchAll(/\bclient\.(\w+\.\w+)\(/g)].map(([, method = ""]) => method),
    ),
  );
  const granted = scopes.map(({ name }) => name);

  test("cover every method that the adapter calls", () => {
    expect(called.size).toBeGreaterThan(5);
    for (const method of called) {
      const anyOf = METHOD_SCOPES[method];
      expect(anyOf, method).toBeDefined();
      if (anyOf?.length)
        expect(
          anyOf.some((scope) => granted.includes(scope)),
          method,
        ).toBe(true);
    }
  });

  test("are each there for a method that is called, an event that is heard, or what the reason says", () => {
    const bare = scopes.filter(({ methods = [], events = [] }) => methods.length + events.length === 0);
    expect(bare.map(({ name }) => name)).toEqual(["commands"]);
    for (const { name, methods = [] } of scopes) {
      for (const method of methods) {
        expect([...called], name).toContain(method);
        expect(METHOD_SCOPES[method], name).toContain(name);
      }
    }
  });

  test("bring every event the adapter listens for, and no other", () => {
    const heard = sources("adapters/slack")
      .flatMap((source) => [
        ...source.matchAll(/\.event\("(\w+)"/g),
        ...source.matchAll(/z\.literal\("(app_uninstalled|tokens_revoked)"\)/g),
      ])
      .map(([, event = ""]) => event);
    const asked = made().settings.event_subscriptions.bot_events.map((event) => event.split(".")[0]);
    expect(new Set(asked)).toEqual(new Set(heard));
  });
});

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => read(join(folder, name)));
}

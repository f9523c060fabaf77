import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, openApp } from "./app.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";
import { barriers, button, messageWith, say } from "./chat-page.ts";

const WAIT = { timeout: 30_000 };

describe.skipIf(!hasBrowser())("who is invited to the web chat", { timeout: 120_000 }, () => {
  let app: App;
  let browsers: Browsers;
  let asha: Page;

  beforeAll(async () => {
    [app, browsers] = await Promise.all([openApp("invite"), openBrowsers()]);
    asha = await browsers.open();
    await asha.goto(app.url);
    await asha.getByLabel("Your name").fill("Asha");
    await asha.getByLabel("Your time zone").fill("Kolkata");
    await asha.getByRole("button", { name: "Start" }).click();
    await say(asha, '/va setup "Asha Desk" zone:Kolkata');
    await messageWith(asha, "Asha Desk is ready").waitFor(WAIT);
    await asha.getByText("New channel").click();
    await asha.getByLabel("Name", { exact: true }).fill("acme");
    await asha.getByRole("button", { name: "Create channel" }).click();
    await asha.waitForURL("**/c/acme");
    await say(asha, '/va client add "Acme Ltd" code:ACME zone:America/New_York');
    await messageWith(asha, "Acme Ltd is a client now").waitFor(WAIT);
  }, 180_000);
  afterAll(async () => {
    await browsers?.close();
    await app?.stop();
  });

  /** The code in the answer that says for whom it is. */
  async function codeFor(name: string): Promise<string> {
    const answer = messageWith(asha, `A code for ${name}`).last();
    await answer.waitFor(WAIT);
    const [code] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec((await answer.textContent()) ?? "") ?? [];
    if (code === undefined) throw new Error(`no code for ${name}`);
    return code;
  }
  async function enter(code: string): Promise<Page> {
    const page = await browsers.open();
    await page.goto(app.url);
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Join" }).click();
    return page;
  }

  test("a contact comes in with their code, finds the client's channel and hands over work", async () => {
    await say(asha, '/va contact invite "Mary Poole" approver');
    const code = await codeFor("Mary Poole");
    const mary = await enter(code);
    await messageWith(mary, "Mary Poole is a contact of Acme Ltd").waitFor(WAIT);
    expect(await barriers(mary)).toEqual([]);
    await mary.getByRole("link", { name: /acme/ }).click();
    await say(mary, "/va request Fix the template");
    await messageWith(mary, "Got it: ACME-1").waitFor(WAIT);
    await messageWith(asha, "ACME-1 · Fix the template").waitFor(WAIT);
    const again = await enter(code);
    await again.getByText("That code was not accepted").waitFor(WAIT);
  });

  test("a member is invited by form, and comes in again from another browser with another code", async () => {
    await asha.goto(`${app.url}/c/dm-asha`);
    await say(asha, "/va team");
    await button(messageWith(asha, "The team").last(), "Invite somebody").click();
    const form = asha.getByRole("dialog");
    await form.getByLabel(/Their name/).fill("Ben Cruz");
    await form.getByLabel(/Role/).selectOption("assistant");
    await form.getByRole("button", { name: "Save" }).click();
    const ben = await enter(await codeFor("Ben Cruz"));
    await messageWith(ben, "Welcome, Ben Cruz. You are on the team of Asha Desk").waitFor(WAIT);
    await say(ben, "/va take ACME-1");
    await messageWith(ben, "ACME-1 · Fix the template").last().waitFor(WAIT);
    await say(asha, "/va team invite Ben Cruz");
    await messageWith(ben, "Asha asked for a new way in for you").waitFor(WAIT);
    const codes = asha.locator("#messages article", { hasText: "A code for Ben Cruz" });
    await expect.poll(() => codes.count(), WAIT).toBe(2);
    const elsewhere = await enter(await codeFor("Ben Cruz"));
    await messageWith(elsewhere, "Welcome, Ben Cruz").waitFor(WAIT);
    await say(elsewhere, "/va today");
    await messageWith(elsewhere, "ACME-1").last().waitFor(WAIT);
    expect(browsers.errors).toEqual([]);
  });
});

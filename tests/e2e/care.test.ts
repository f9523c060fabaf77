import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, openApp } from "./app.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";
import { barriers, button, messageWith, say, signIn } from "./chat-page.ts";

const WAIT = { timeout: 30_000 };
/** Where pictures go for somebody to look at. */
const pictures = process.env["CARE_PICTURES"];
const person = (id: string, name: string, zone: string) => ({ id, name, zone, locale: null, demo: true });

describe.skipIf(!hasBrowser())("care in a real browser", { timeout: 120_000 }, () => {
  let app: App;
  let browsers: Browsers;
  let asha: Page;
  let jane: Page;

  beforeAll(async () => {
    [app, browsers] = await Promise.all([openApp("care"), openBrowsers()]);
    await app.desk.chat.addPerson(person("jane", "Jane", "America/New_York"));
    [asha, jane] = [await browsers.open(), await browsers.open()];
    await signIn(jane, app.url, "jane");
    await asha.goto(app.url);
    await asha.getByLabel("Your name").fill("Asha");
    await asha.getByLabel("Your time zone").fill("Kolkata");
    await asha.getByRole("button", { name: "Start" }).click();
    await say(asha, '/va setup "Asha Desk" zone:Kolkata');
    await messageWith(asha, "Asha Desk is ready").waitFor(WAIT);
    await asha.getByText("New channel").click();
    await asha.getByLabel("Name", { exact: true }).fill("acme");
    await asha.getByLabel(/Who else/).fill("@jane");
    await asha.getByRole("button", { name: "Create channel" }).click();
    await asha.waitForURL("**/c/acme");
    await say(asha, '/va client add "Acme Ltd" code:ACME zone:America/New_York');
    await messageWith(asha, "Acme Ltd is a client now").waitFor(WAIT);
    await jane.goto(`${app.url}/c/acme`);
    await say(jane, "/va request Fix the template");
    await button(jane, "I'm with Acme Ltd").click(WAIT);
    await messageWith(jane, "Got it: ACME-1").waitFor(WAIT);
  }, 180_000);
  afterAll(async () => {
    await browsers?.close();
    await app?.stop();
  });

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  test("a client says in one click how it was, and what a low score leads to is told", async () => {
    await say(asha, "/va done ACME-1");
    await messageWith(jane, "How happy are you with ACME-1").waitFor(WAIT);
    await picture(jane, "survey");
    await messageWith(jane, "How happy are you with").getByRole("button", { name: /^2/ }).click();
    const answered = messageWith(jane, "You gave us 2 of 5");
    await answered.waitFor(WAIT);
    await messageWith(jane, "Asha looks into it").waitFor(WAIT);
    await picture(jane, "survey-answered");
    await button(answered, "Add a word").click();
    const dialog = jane.getByRole("dialog");
    await dialog.getByLabel(/What made you give us that/).fill("It came late");
    await picture(jane, "survey-word");
    await dialog.getByRole("button", { name: "Send" }).click();
    await messageWith(jane, "Your words are with us").waitFor(WAIT);
    await asha.goto(`${app.url}/c/dm-asha`);
    await messageWith(asha, "Jane (Acme Ltd) was not happy with our work").waitFor(WAIT);
    await picture(asha, "follow-up");
    await messageWith(asha, "was not happy with our work")
      .getByRole("button", { name: "Say what changed" })
      .first()
      .click();
    await asha.getByRole("dialog").getByRole("textbox").fill("Drafts now come a day earlier");
    await asha.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await messageWith(asha, "is closed").waitFor(WAIT);
    await jane.goto(`${app.url}/c/dm-jane`);
    await messageWith(jane, "Drafts now come a day earlier").waitFor(WAIT);
    expect(await barriers(jane)).toEqual([]);
  });

  test("an owner arranges a check-in by form, starts it, and answers it in one form", async () => {
    await say(asha, "/va checkin add daily");
    const editor = asha.getByRole("dialog");
    await editor
      .getByLabel(/Questions, one a line/)
      .fill("What got done? [done]\nHow was it? [1-5]\nAll well? [yes/no]");
    await picture(asha, "check-in-editor");
    expect(await barriers(asha)).toEqual([]);
    await editor.getByRole("button", { name: "Save" }).click();
    await messageWith(asha, "Added: Team daily").waitFor(WAIT);
    await button(messageWith(asha, "Added: Team daily"), "Start one now").click();
    await messageWith(asha, "Started: Team daily").waitFor(WAIT);
    const asked = messageWith(asha, "open until");
    await asked.getByRole("button", { name: "Answer", exact: true }).waitFor({ timeout: 90_000 });
    await picture(asha, "check-in");
    await asked.getByRole("button", { name: "Answer", exact: true }).click();
    const form = asha.getByRole("dialog");
    await form.getByLabel(/How was it/).selectOption("4");
    await form.getByLabel(/All well/).selectOption("yes");
    await picture(asha, "check-in-form");
    await form.getByRole("button", { name: "Send" }).click();
    await messageWith(asha, "Thank you. Your answers are in").waitFor(WAIT);
    await picture(asha, "check-in-answered");
    expect(await barriers(asha)).toEqual([]);
    expect(browsers.errors).toEqual([]);
  });

  test("satisfaction is reported with counts and in their words", async () => {
    await say(asha, "/va report satisfaction");
    const report = messageWith(asha, "Satisfaction · Asha Desk");
    await report.waitFor(WAIT);
    expect(await report.textContent()).toContain("but from 1 answer only");
    expect(await report.textContent()).toContain("It came late");
    await picture(asha, "report");
    expect(await barriers(asha)).toEqual([]);
  });
});

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "./app.ts";
import { type Browsers, hasBrowser } from "./browser.ts";
import { type CareDesk, openCareDesk, WAIT } from "./care-desk.ts";
import { barriers, button, messageWith, say } from "./chat-page.ts";

describe.skipIf(!hasBrowser())("care in a real browser", { timeout: 120_000 }, () => {
  let desk: CareDesk;
  let app: App;
  let browsers: Browsers;
  let asha: Page;
  let jane: Page;
  let picture: CareDesk["picture"];

  beforeAll(async () => {
    desk = await openCareDesk("care");
    ({ app, browsers, asha, jane, picture } = desk);
  }, 180_000);
  afterAll(() => desk?.close());

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

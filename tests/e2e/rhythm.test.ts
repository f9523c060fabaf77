import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser } from "./browser.ts";
import { type CareDesk, openCareDesk, WAIT } from "./care-desk.ts";
import { barriers, button, messageWith, say } from "./chat-page.ts";

describe.skipIf(!hasBrowser())("rhythm and days off in a real browser", { timeout: 120_000 }, () => {
  let desk: CareDesk;
  let asha: Page;
  let jane: Page;
  let picture: CareDesk["picture"];
  let dialog: Locator;

  beforeAll(async () => {
    desk = await openCareDesk("rhythm");
    ({ asha, jane, picture } = desk);
    dialog = asha.getByRole("dialog");
  }, 180_000);
  afterAll(() => desk?.close());

  /** The form as it opens. */
  async function opened(name: string): Promise<void> {
    await dialog.waitFor(WAIT);
    await picture(asha, name);
  }
  async function saved(label: string): Promise<void> {
    expect(await barriers(asha)).toEqual([]);
    await dialog.getByRole("button", { name: label }).click();
    await dialog.waitFor({ state: "hidden", ...WAIT });
  }

  test("work comes again, and only the next of it is changed in a form", async () => {
    await say(asha, '/va repeat ACME-1 every:"month on the 1st" due:3');
    const shown = messageWith(asha, "ACME-1 comes again");
    await shown.waitFor(WAIT);
    await picture(asha, "repeat");
    await button(shown, "Change the next").click();
    await dialog.getByLabel(/What is to be done/).fill("Fix the Christmas template");
    await dialog.getByLabel(/Estimate/).fill("45m");
    await picture(asha, "repeat-one");
    await saved("Save");
    const changed = messageWith(asha, "changed for that one only");
    await changed.waitFor(WAIT);
    expect(await changed.textContent()).toContain("Only Tue 1 Dec: Fix the Christmas template");
    await button(changed, "Change all").click();
    await opened("repeat-all");
    await dialog.getByLabel(/^Every/).fill("2 weeks on Monday");
    await saved("Save");
    await messageWith(asha, "every 2 weeks on Monday").waitFor(WAIT);
    await say(asha, "/va repeat");
    await messageWith(asha, "Work that comes again").waitFor(WAIT);
    await picture(asha, "repeat-list");
  });

  test("a risk is noted in a form, and listed", async () => {
    await say(asha, "/va risk");
    await dialog.getByLabel(/What may go wrong/).fill("Their bank may close the account in June");
    await dialog.getByLabel(/What do you propose/).fill("Open a second one now");
    await picture(asha, "risk");
    await saved("Save");
    await messageWith(asha, "Their bank may close the account in June").waitFor(WAIT);
    await say(asha, "/va risk list");
    await picture(asha, "risk-list");
  });

  test("an owner notes days off for somebody in a form", async () => {
    await say(asha, "/va away");
    await dialog.getByLabel(/Whose days off/).selectOption({ label: "Ben" });
    await dialog.getByLabel(/First day/).fill("2026-12-07");
    await dialog.getByLabel(/Last day/).fill("2026-12-11");
    await dialog.getByLabel(/Who covers/).selectOption({ label: "Asha" });
    await picture(asha, "away-form");
    await saved("Save");
    await messageWith(asha, "Ben's days off are noted").waitFor(WAIT);
    await picture(asha, "away");
    await say(asha, "/va away list");
    await messageWith(asha, "Who is away").waitFor(WAIT);
    await picture(asha, "away-list");
  });

  test("a project is asked about in a form, and answered with one click", async () => {
    await say(asha, "/va survey");
    const settings = messageWith(asha, "Surveys");
    await settings.waitFor(WAIT);
    await picture(asha, "surveys");
    await button(settings, "Ask how it was").click();
    await dialog.getByLabel(/About what/).fill("Website relaunch");
    await dialog.getByLabel(/Who is asked/).selectOption({ label: "Jane · ACME" });
    await picture(asha, "survey-send");
    await saved("Send");
    await messageWith(asha, "Jane is asked about Website relaunch").waitFor(WAIT);
    await picture(asha, "survey-sent");
    const question = messageWith(jane, "How happy are you with Website relaunch?");
    await question.waitFor(WAIT);
    await picture(jane, "survey-project");
    await question.getByRole("button", { name: /^4/ }).click();
    await messageWith(jane, "You gave us 4 of 5").waitFor(WAIT);
    expect(await barriers(jane)).toEqual([]);
  });

  test("what was held back is shown, also where nothing was", async () => {
    await say(asha, "/va held");
    await messageWith(asha, "Nothing").waitFor(WAIT);
    await picture(asha, "held");
    expect(await barriers(asha)).toEqual([]);
    expect(desk.browsers.errors).toEqual([]);
  });
});

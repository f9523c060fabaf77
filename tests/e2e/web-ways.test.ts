import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, openApp } from "./app.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";
import { barriers, button, messageWith, say, signIn } from "./chat-page.ts";

const WAIT = { timeout: 20_000 };

describe.skipIf(!hasBrowser())("every way to use the web chat", { timeout: 90_000 }, () => {
  let app: App;
  let browsers: Browsers;
  let asha: Page;
  let jane: Page;

  beforeAll(async () => {
    [app, browsers] = await Promise.all([openApp("ways"), openBrowsers()]);
    const { chat } = app.desk;
    await chat.addPerson({ id: "asha", name: "Asha", zone: "Asia/Kolkata", locale: null, demo: true });
    await chat.addPerson({ id: "jane", name: "Jane", zone: "America/New_York", locale: null, demo: true });
    await chat.addChannel({ id: "acme", name: "acme", members: ["asha", "jane"] });
    [asha, jane] = [await browsers.open(), await browsers.open()];
    await signIn(asha, app.url, "asha");
    await signIn(jane, app.url, "jane");
    await asha.goto(`${app.url}/c/acme`);
    await say(asha, '/va setup "Asha\'s Desk" zone:Kolkata');
    await say(asha, '/va client add "ACME Ltd" code:ACME zone:America/New_York');
    await say(asha, "/va contact add @jane");
  }, 120_000);
  afterAll(async () => {
    await browsers?.close();
    await app?.stop();
  });

  const shows = (page: Page, words: string) => messageWith(page, words).waitFor(WAIT);

  test("everything can be done from the keyboard alone", async () => {
    await jane.goto(`${app.url}/c/acme`);
    await jane.locator("#say").waitFor();
    await jane.keyboard.type("/va requ");
    await jane.getByRole("option", { name: /File a new request/ }).waitFor(WAIT);
    await jane.keyboard.press("ArrowDown");
    expect(await jane.locator("#say").getAttribute("aria-activedescendant")).toMatch(/^command-/);
    await jane.keyboard.press("Enter");
    expect(await jane.locator("#say").inputValue()).toBe("/va request ");
    await jane.keyboard.type("Typed without a mouse");
    await jane.keyboard.press("Enter");
    await shows(jane, "ACME-1 · Typed without a mouse");
    // Backwards out of the composer: the reply, then the card's buttons.
    await tabTo(jane, "Shift+Tab", "Details");
    await jane.keyboard.press("Shift+Tab");
    expect(await focused(jane)).toBe("Edit");
    await jane.keyboard.press("Enter");
    const title = jane.getByRole("dialog").getByLabel(/What is to be done/);
    await title.waitFor(WAIT);
    expect(await title.evaluate((field) => field === document.activeElement)).toBe(true);
    await jane.keyboard.press("Escape");
    await jane.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await focused(jane)).toBe("Edit");
    const skip = jane.getByRole("link", { name: "Skip to the conversation" });
    await skip.focus();
    expect(await skip.isVisible()).toBe(true);
    await jane.keyboard.press("Enter");
    expect(await jane.evaluate(() => document.activeElement?.id)).toBe("log");
  });

  test("on a phone everything has its place, and nothing hangs over the edge", async () => {
    const phone = await browsers.open({
      viewport: { width: 390, height: 780 },
      isMobile: true,
      hasTouch: true,
      colorScheme: "dark",
    });
    await phone.goto(app.url);
    await fits(phone);
    expect(await barriers(phone)).toEqual([]);
    await signIn(phone, app.url, "jane");
    await fits(phone);
    const sidebar = phone.locator("#sidebar");
    expect(await sidebar.isVisible()).toBe(false);
    await phone.getByRole("link", { name: "Channels and people" }).tap();
    await sidebar.getByRole("link", { name: /acme/ }).tap(WAIT);
    await phone.waitForURL("**/c/acme");
    await fits(phone);
    expect(await barriers(phone)).toEqual([]);
    await button(messageWith(phone, "ACME-1 ·"), "Edit").tap();
    await phone.getByRole("dialog").waitFor(WAIT);
    await fits(phone);
    await phone.getByRole("dialog").getByText("Cancel").tap();
    // Enter makes a new line here; the button sends.
    await phone.locator("#say").fill("Two\nlines");
    await phone.getByRole("button", { name: "Send" }).last().tap();
    await shows(phone, "Two");
    await phone.context().close();
  });

  test("without a network nothing typed is lost, and what was missed comes when it is back", async () => {
    await jane.goto(`${app.url}/c/acme`);
    await jane.context().setOffline(true);
    await jane.locator("#say").fill("/va request Sent from the train");
    await jane.locator("#say").press("Enter");
    await jane.getByRole("alert").getByText("Not sent: no connection").waitFor(WAIT);
    expect(await jane.locator("#say").inputValue()).toBe("/va request Sent from the train");
    await say(asha, "Are you there?");
    await jane.context().setOffline(false);
    await jane.locator("#say").press("Enter");
    await shows(jane, "Got it: ACME-2");
    await shows(jane, "Are you there?");
    expect(await jane.getByRole("alert").count()).toBe(0);
    expect(
      (await app.desk.chat.log("acme", "jane")).filter((m) => JSON.stringify(m).includes("Got it: ACME-2")),
    ).toHaveLength(1);
  });

  test("without a script it is plain pages, and works", async () => {
    const plain = await browsers.open({ javaScriptEnabled: false });
    await signIn(plain, app.url, "jane");
    await plain.goto(`${app.url}/c/acme`);
    await plain.locator("#say").fill("/va request");
    await plain.getByRole("button", { name: "Send" }).last().click();
    await plain.getByLabel("What is to be done?").fill("Filed without a script");
    await plain.getByRole("button", { name: "File it" }).click();
    await shows(plain, "Got it: ACME-3");
    await plain.reload();
    await button(messageWith(plain, "ACME-3 ·"), "Details").click();
    await shows(plain, "Filed without a script");
    await plain.context().close();
  });

  test("nothing went wrong on any page meanwhile", () => {
    expect(browsers.errors).toEqual([]);
  });

  async function fits(page: Page): Promise<void> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }

  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

  async function tabTo(page: Page, key: string, label: string): Promise<void> {
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press(key);
      if ((await focused(page)) === label) return;
    }
    throw new Error(`${key} never came to ${label}`);
  }
});

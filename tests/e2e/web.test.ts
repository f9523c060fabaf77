import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, openApp } from "./app.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";
import { barriers, button, messageWith, say, signIn } from "./chat-page.ts";

const WAIT = { timeout: 20_000 };
const person = (id: string, name: string, zone: string) => ({ id, name, zone, locale: null, demo: true });

describe.skipIf(!hasBrowser())("the web chat in a real browser", { timeout: 90_000 }, () => {
  let app: App;
  let browsers: Browsers;
  let asha: Page;
  let jane: Page;
  let raj: Page;

  beforeAll(async () => {
    [app, browsers] = await Promise.all([openApp("web"), openBrowsers()]);
    await app.desk.chat.addPerson(person("jane", "Jane", "America/New_York"));
    await app.desk.chat.addPerson(person("raj", "Raj", "Australia/Sydney"));
    [asha, jane, raj] = [await browsers.open(), await browsers.open(), await browsers.open()];
    await signIn(jane, app.url, "jane");
    await signIn(raj, app.url, "raj");
  }, 120_000);
  afterAll(async () => {
    await browsers?.close();
    await app?.stop();
  });

  const shows = (page: Page, words: string) => messageWith(page, words).waitFor(WAIT);

  test("a VA comes in with her name, sets up her desk by form, and makes a channel for each client", async () => {
    await asha.goto(app.url);
    await asha.getByLabel("Your name").fill("Asha");
    await asha.getByLabel("Your time zone").fill("Kolkata");
    await asha.getByRole("button", { name: "Start" }).click();
    await asha.getByRole("button", { name: "/va setup" }).click();
    const dialog = asha.getByRole("dialog");
    await dialog.getByLabel("What is your business called?").fill("Asha's Desk");
    await dialog.getByRole("button", { name: "Send" }).click();
    await shows(asha, "Asha's Desk is ready");
    for (const [channel, code, zone] of [
      ["beta", "BETA", "Sydney"],
      ["acme", "ACME", "America/New_York"],
    ] as const) {
      await asha.getByText("New channel").click();
      await asha.getByLabel("Name", { exact: true }).fill(channel);
      await asha.getByLabel(/Who else/).fill(channel === "acme" ? "@jane" : "@raj");
      await asha.getByRole("button", { name: "Create channel" }).click();
      await asha.waitForURL(`**/c/${channel}`);
      await say(asha, `/va client add "${code} Ltd" code:${code} zone:${zone} hours:20 per:month`);
      await shows(asha, `${code} Ltd is a client now`);
    }
    // It came up beside Jane's conversation by itself.
    await jane.getByRole("link", { name: /acme/ }).click(WAIT);
    await jane.waitForURL("**/c/acme");
  });

  test("a contact files a request by a line, and the VA's view follows live", async () => {
    await say(jane, '/va request Fix the invoice template due:"Friday 5pm"');
    await button(jane, "I'm with ACME Ltd").click(WAIT);
    await shows(jane, "Got it: ACME-1");
    const answer = await messageWith(jane, "Got it: ACME-1").textContent();
    expect(answer).toContain("Only visible to you");
    expect(answer).toContain("Fri 27 Nov, 17:00");
    expect(answer).toContain("Sat 28 Nov, 03:30 for Asha");
    await shows(asha, "ACME-1 · Fix the invoice template");
    // The card is for both, each in their own time; the answer is Jane's alone.
    expect(await messageWith(asha, "ACME-1 ·").textContent()).toContain("Sat 28 Nov, 03:30");
    expect(await messageWith(jane, "ACME-1 ·").textContent()).toContain("Fri 27 Nov, 17:00");
    expect(await asha.locator("#messages").textContent()).not.toContain("Got it");
    await asha.locator('a[data-channel="dm-asha"].unread').waitFor(WAIT);
    expect(await asha.title()).toMatch(/^\(\d+\)/);
  });

  test("a contact files by form: what is wrong is said at the field, what was typed stays, a double click is one act", async () => {
    await say(jane, "/va request");
    const dialog = jane.getByRole("dialog");
    await dialog.getByLabel("What is to be done?").fill("Book a table <b>for two</b>");
    await dialog.getByLabel(/Due/).fill("someday maybe");
    await dialog.getByLabel(/Files/).setInputFiles({
      name: "menu.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Soup"),
    });
    await dialog.getByRole("button", { name: "File it" }).click();
    await dialog.getByText("I can't read “someday maybe” as a date").waitFor(WAIT);
    expect(await dialog.getByLabel(/Due/).getAttribute("aria-invalid")).toBe("true");
    expect(await dialog.getByLabel(/Due/).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await dialog.getByLabel("What is to be done?").inputValue()).toBe("Book a table <b>for two</b>");
    await dialog.getByText("Already attached: menu.txt").waitFor(WAIT);
    expect(await barriers(jane)).toEqual([]);
    await dialog.getByLabel(/Due/).fill("tomorrow");
    await dialog.getByRole("button", { name: "File it" }).dblclick();
    await shows(jane, "Got it: ACME-2");
    await shows(asha, "ACME-2 · Book a table <b>for two</b>");
    await say(jane, "/va requests");
    const list = await messageWith(jane, "Open requests").textContent();
    expect(list?.match(/Book a table/g)).toHaveLength(1);
    await button(messageWith(asha, "ACME-2 ·"), "Details").click();
    await messageWith(asha, "menu.txt").waitFor(WAIT);
    const link = messageWith(asha, "menu.txt").getByRole("link", { name: "menu.txt" });
    const [download] = await Promise.all([asha.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("menu.txt");
  });

  test("the VA takes, starts, stops and delivers; the contact sees it live and approves", async () => {
    await button(messageWith(asha, "ACME-1 ·"), "Take").click();
    await expect.poll(() => messageWith(jane, "ACME-1 ·").textContent(), WAIT).toContain("Accepted");
    await asha.getByRole("link", { name: "VA Desk", exact: true }).last().click();
    await asha.waitForURL("**/c/dm-asha");
    const card = asha
      .locator("#messages .thread")
      .locator("xpath=..")
      .filter({ hasText: "ACME-1 ·" })
      .first();
    await button(card, "Start timer").click();
    await shows(asha, "Timer running on ACME-1");
    await button(messageWith(asha, "Timer running on ACME-1"), "Stop").click();
    await shows(asha, "logged on ACME-1");
    const dialog = asha.getByRole("dialog");
    // Right after a press a card takes no other one: it may be the second half of a double click.
    await expect
      .poll(async () => {
        if (await dialog.isVisible()) return true;
        await button(card, "Deliver").click();
        return dialog.waitFor({ timeout: 1_000 }).then(
          () => true,
          () => false,
        );
      }, WAIT)
      .toBe(true);
    await dialog.getByLabel(/Link to the result/).fill("https://example.com/template");
    await dialog.getByRole("button").last().click();
    await shows(asha, "ACME-1 is delivered");
    await expect.poll(() => messageWith(jane, "ACME-1 ·").textContent(), WAIT).toContain("Delivered");
    await button(messageWith(jane, "ACME-1 ·"), "Approve").click();
    await shows(jane, "ACME-1 is done");
    await expect.poll(() => card.textContent(), WAIT).toContain("Done");
  });

  test("nobody sees another client: neither its channel, nor its requests, nor its files", async () => {
    expect((await raj.request.get(`${app.url}/c/acme`)).status()).toBe(404);
    await raj.goto(`${app.url}/c/beta`);
    await say(raj, "/va show ACME-1");
    await button(raj, "I'm with BETA Ltd").click(WAIT);
    await shows(raj, "does not exist");
    expect(await raj.locator("#messages").textContent()).not.toMatch(/invoice template|ACME Ltd/);
    expect(await raj.locator("#around nav").textContent()).not.toContain("#acme");
  });

  test("replies under a card go to both sides of it", async () => {
    const card = jane.locator("#messages > li").filter({ hasText: "ACME-2 ·" }).last();
    await card.locator("summary", { hasText: "Reply" }).click();
    await card.getByPlaceholder("Reply").fill("By the window, please");
    await card.getByPlaceholder("Reply").press("Enter");
    await card.locator(".replies").getByText("Noted on ACME-2").waitFor(WAIT);
    const theirs = asha.locator("#messages > li").filter({ hasText: "ACME-2 ·" }).last();
    await theirs.locator("summary", { hasText: "1 reply" }).click(WAIT);
    await theirs.getByText("By the window, please").waitFor(WAIT);
  });

  test("the digest and the weekly status come by themselves", async () => {
    const [desk] = await app.desk.stores.system.desks();
    const { scheduler } = app.desk;
    const morning = new Date("2026-11-24T03:00:00Z");
    const [ran] = await scheduler.runNow("morning-digest", await subjectOf("morning-digest"), morning);
    expect(ran).toMatchObject({ desk: desk?.id, state: "done" });
    await shows(asha, "Asha's Desk · Tue 24 Nov");
    await shows(asha, "Book a table <b>for two</b>");
    await asha.goto(`${app.url}/c/acme`);
    await say(asha, "/va log 1h30 ACME-1 The template kind:design");
    await shows(asha, "Logged 1h30");
    await say(asha, "/va status ACME");
    await button(messageWith(asha, "Preview: the weekly status for ACME Ltd"), "Post").click(WAIT);
    await jane.locator("figure.chart").last().waitFor(WAIT);
    expect(await messageWith(jane, "Hours by kind of work").textContent()).toContain("ACME-1");

    async function subjectOf(job: string): Promise<string> {
      const coming = await scheduler.preview(
        new Date("2026-11-24T11:00:00Z"),
        new Date("2026-11-26T11:00:00Z"),
        job,
      );
      const [first] = coming;
      if (!first) throw new Error(`${job} is not scheduled`);
      return first.subject;
    }
  });

  test("Hindi is spoken to who chooses it, and Devanagari comes through whole", async () => {
    await say(jane, "/va settings language:hi");
    await jane.waitForFunction(() => document.documentElement.lang === "hi", undefined, WAIT);
    await say(jane, "/va request चालान का टेम्पलेट ठीक करें 👩‍💻");
    await shows(jane, "समझ गया: ACME-3");
    await jane.getByPlaceholder(/संदेश लिखें/).waitFor(WAIT);
    await shows(asha, "ACME-3 · चालान का टेम्पलेट ठीक करें 👩‍💻");
    expect(await barriers(jane)).toEqual([]);
    await say(jane, "/va settings language:en");
    await jane.waitForFunction(() => document.documentElement.lang === "en", undefined, WAIT);
  });

  test("pages open to everybody, and nothing on them went wrong", async () => {
    for (const path of ["/c/acme", "/c/dm-asha"]) {
      await asha.goto(app.url + path);
      expect(await barriers(asha)).toEqual([]);
    }
    expect(browsers.errors).toEqual([]);
  });
});

import { once } from "node:events";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { collectionOf } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { openDatabase } from "../../src/store/database.ts";
import { runCli, startCli } from "../support/cli.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";

const WAIT = { timeout: 30_000 };
const CHANNEL = "My Team - General";
const database = `e2e-playground-${process.pid}`;

describe.skipIf(!hasBrowser())("Teams, as npm run playground shows it", { timeout: 120_000 }, () => {
  let desk: ReturnType<typeof startCli>;
  let browsers: Browsers;
  let page: Page;
  let env: Record<string, string>;

  beforeAll(async () => {
    env = { MONGODB_URI: inject("mongoUri"), MONGODB_DATABASE: database, WEB_PORT: "0", PORT: "0" };
    desk = startCli(["playground", "--port", "56160"], env);
    browsers = await openBrowsers();
    const url = await addressIn(desk.stdout);
    page = await browsers.open({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(WAIT.timeout);
    await page.goto(url);
    await page.getByRole("textbox").waitFor();
  }, 180_000);

  afterAll(async () => {
    await browsers?.close();
    desk?.kill("SIGINT");
    if (desk && desk.exitCode === null) await once(desk, "exit");
    const { db, close } = await openDatabase(inject("mongoUri"), database);
    await db.dropDatabase();
    await close();
  });

  const go = (where: string) => page.getByRole("treeitem", { name: where }).click();
  /** What the bot said: a card with this title. */
  const card = (title: string | RegExp) => page.getByRole("heading", { name: title }).last();

  async function say(text: string): Promise<void> {
    await page.getByRole("textbox").click();
    await page.keyboard.type(text);
    await page.getByRole("button", { name: "Send Message" }).click();
  }

  /** The screen as it is, where somebody wants to look at what the tests see. */
  async function look(name: string): Promise<void> {
    const folder = process.env["E2E_PICTURES"];
    if (folder) await page.screenshot({ path: `${folder}/teams-${name}.png` });
  }

  async function owner(): Promise<string> {
    const { db, close } = await openDatabase(inject("mongoUri"), database);
    const member = await collectionOf(db, c.members).findOne({ role: "owner" });
    await close();
    return String(member?.["person"]);
  }

  /** A post that names the bot. */
  async function post(text: string, send = "Post"): Promise<void> {
    await page.getByRole("textbox").first().click();
    await page.keyboard.type("@");
    await page.getByRole("menuitem", { name: "Test Bot" }).click();
    await page.keyboard.type(` ${text}`);
    await page.getByRole("button", { name: send }).click();
  }

  test("who meets the bot is told what to do, and sets up a desk in their own chat", async () => {
    await card("Hello, this is VA Desk").waitFor();
    await say('setup "Asha Desk" zone:Kolkata');
    await card("Asha Desk is ready").waitFor();
    await look("personal");
  });

  test("a channel becomes a client's, and what is asked for there by name becomes a card that stays true", async () => {
    await go(CHANNEL);
    await page.getByRole("button", { name: "Post" }).waitFor();
    await post('client add "Acme Ltd" code:ACME zone:London hours:20 per:month');
    await go("Personal Chat");
    await card("Acme Ltd is a client now").waitFor();
    await go(CHANNEL);
    await post('request Fix the invoice template due:"Friday 5pm"');
    // Nobody asked for this one: it comes through the outbox.
    await card(/ACME-1 · Fix the invoice template/).waitFor();
    await page.getByRole("button", { name: "Take", exact: true }).click();
    await page.getByText("Accepted", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Take", exact: true }).count()).toBe(0);
    await look("channel");
  });

  test("a button in one's own chat does what it says", async () => {
    await go("Personal Chat");
    await say("show ACME-1");
    await page.getByRole("button", { name: "Start timer" }).last().click();
    await say("timer");
    await page
      .getByText(/Fix the invoice template/)
      .last()
      .waitFor();
    await go(CHANNEL);
    await page.getByText("In progress", { exact: true }).waitFor();
  });

  test("the message extension's dialog files a request", async () => {
    await go("Personal Chat");
    await page.getByRole("button", { name: "Trigger Message Extension App" }).click();
    await page.getByRole("menuitem", { name: "Action Command" }).click();
    await page.getByRole("textbox", { name: "Command ID" }).fill("request");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("button", { name: "File it" }).waitFor();
    const dialog = page.getByRole("dialog").last();
    await dialog.locator("input[type=text], input:not([type])").first().fill("Order new badges");
    await dialog.getByRole("button", { name: "File it" }).click();
    await page.getByRole("heading", { name: "Got it: ACME-2" }).waitFor();
    await look("dialog");
    // What there is to read stays until it is closed.
    await page.getByRole("dialog").last().getByRole("button").first().click();
    await go(CHANNEL);
    await card(/ACME-2 · Order new badges/).waitFor();
  });

  test("hours become a picture in the client's channel", async () => {
    await go("Personal Chat");
    await say("log 1h30 ACME-1 kind:design");
    await card("Logged 1h30 on ACME-1").waitFor();
    await say("status post ACME");
    await card("Posted: the weekly status for Acme Ltd").waitFor();
    await go(CHANNEL);
    const picture = page.getByRole("img", { name: "Hours by kind of work: design 1h30" });
    await picture.waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>("img[alt^=Hours]")?.naturalWidth === 1024,
    );
    await look("status");
  });

  test("the morning digest comes into one's own chat unasked", async () => {
    const ran = await runCli(["jobs", "run", "morning-digest", "--subject", await owner()], {
      ...env,
      TEAMS_PLAYGROUND: "true",
    });
    expect(ran.code, ran.stderr).toBe(0);
    await go("Personal Chat");
    await page.getByRole("heading", { name: "Later" }).last().waitFor();
    await look("digest");
  });

  test("a group chat is served like a channel", async () => {
    await go("Group Chat");
    await post('client add "Beta Ltd" code:BETA zone:London', "Send Message");
    await go("Personal Chat");
    await card("Beta Ltd is a client now").waitFor();
    await go("Group Chat");
    await post("request Order new chairs", "Send Message");
    await card(/BETA-1 · Order new chairs/).waitFor();
    await look("group");
  });
});

/** Where the playground listens, once it does. */
function addressIn(stream: NodeJS.ReadableStream): Promise<string> {
  let heard = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk) => {
      heard += String(chunk);
      const address = /Playground (http:\S+)/.exec(heard)?.[1];
      if (address !== undefined) resolve(address);
    });
    stream.once("end", () => reject(new Error(`it ended after: ${heard}`)));
  });
}

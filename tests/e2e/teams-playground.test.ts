import { once } from "node:events";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../src/store/database.ts";
import { startCli } from "../support/cli.ts";
import { type Browsers, hasBrowser, openBrowsers } from "./browser.ts";

const WAIT = { timeout: 30_000 };
const CHANNEL = "My Team - General";
const database = `e2e-playground-${process.pid}`;

describe.skipIf(!hasBrowser())("Teams, as npm run playground shows it", { timeout: 120_000 }, () => {
  let desk: ReturnType<typeof startCli>;
  let browsers: Browsers;
  let page: Page;

  beforeAll(async () => {
    const env = {
      MONGODB_URI: inject("mongoUri"),
      MONGODB_DATABASE: database,
      WEB_PORT: "0",
      PORT: "0",
    };
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

  /** A post that names the bot. */
  async function post(text: string): Promise<void> {
    await page.getByRole("textbox").first().click();
    await page.keyboard.type("@");
    await page.getByRole("menuitem", { name: "Test Bot" }).click();
    await page.keyboard.type(` ${text}`);
    await page.getByRole("button", { name: "Post" }).click();
  }

  test("who meets the bot is told what to do, and sets up a desk in their own chat", async () => {
    await card("Hello, this is VA Desk").waitFor();
    await say('setup "Asha Desk" zone:Kolkata');
    await card("Asha Desk is ready").waitFor();
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
    const dialog = page.getByRole("dialog").last();
    await dialog.locator("input[type=text], input:not([type])").first().fill("Order new badges");
    await dialog.getByRole("button", { name: "File it" }).click();
    await page.getByRole("heading", { name: "Got it: ACME-2" }).waitFor();
    // What there is to read stays until it is closed.
    await page.getByRole("dialog").last().getByRole("button").first().click();
    await go(CHANNEL);
    await card(/ACME-2 · Order new badges/).waitFor();
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

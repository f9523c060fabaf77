import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type App, openApp } from "./app.ts";
import { type Browsers, openBrowsers } from "./browser.ts";
import { button, messageWith, say, signIn } from "./chat-page.ts";

export const WAIT = { timeout: 30_000 };
/** Where pictures go for somebody to look at. */
const pictures = process.env["CARE_PICTURES"];
const person = (id: string, name: string, zone: string) => ({ id, name, zone, locale: null, demo: true });

/** Asha's desk with Ben on its team, and her client Acme with Jane, who has filed ACME-1; two of them at their browsers. */
export interface CareDesk {
  app: App;
  browsers: Browsers;
  /** In Acme's channel. */
  asha: Page;
  jane: Page;
  picture(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openCareDesk(name: string): Promise<CareDesk> {
  // Neither in New York nor in Kolkata it is night, when nobody is told what can wait.
  const [app, browsers] = await Promise.all([openApp(name, "2026-11-24T13:00:00Z"), openBrowsers()]);
  await app.desk.chat.addPerson(person("jane", "Jane", "America/New_York"));
  await app.desk.chat.addPerson(person("ben", "Ben", "Europe/London"));
  const [asha, jane] = [await browsers.open(), await browsers.open()];
  await signIn(jane, app.url, "jane");
  await asha.goto(app.url);
  await asha.getByLabel("Your name").fill("Asha");
  await asha.getByLabel("Your time zone").fill("Kolkata");
  await asha.getByRole("button", { name: "Start" }).click();
  await say(asha, '/va setup "Asha Desk" zone:Kolkata');
  await messageWith(asha, "Asha Desk is ready").waitFor(WAIT);
  await say(asha, "/va team add @ben");
  await messageWith(asha, "Ben is on the team").waitFor(WAIT);
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
  return {
    app,
    browsers,
    asha,
    jane,
    async picture(page, name) {
      if (pictures === undefined) return;
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },
    async close() {
      await browsers.close();
      await app.stop();
    },
  };
}

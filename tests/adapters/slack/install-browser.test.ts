import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openSlackWorld, type SlackWorld } from "./world.ts";

let browser: Browser;
let page: Page;
let world: SlackWorld;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await openSlackWorld();
  world.slack.addUser({ id: "U1", name: "asha" });
  world.acme.addUser({ id: "U1", name: "jane" });
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
});
afterEach(async () => {
  await page.context().close();
  await world.close();
});

const install = () => page.goto(`${world.main.url}/slack/install`);

it("somebody installs VA Desk in a workspace of theirs, by keyboard alone, and hears from it", async () => {
  await install();
  expect(await page.title()).toBe("Add VA Desk to your Slack workspace");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "A1 is requesting permission" }).waitFor();
  await page.getByLabel("Workspace").selectOption("Acme <Ltd>: jane");
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByRole("heading", { name: "VA Desk is in Acme <Ltd>" }).waitFor();
  expect(await page.getByRole("link", { name: "Open it in Slack" }).getAttribute("href")).toContain(
    "/app_redirect?app=A1&team=T2",
  );
  await world.main.intake.stop();
  expect(world.heard(world.acme, "U1")).toEqual([expect.stringContaining("Hello, I'm VA Desk")]);

  // By itself the browser goes on to the direct messages.
  const here = page.url();
  await page.waitForURL(/\/app_redirect\?app=A1&team=T2$/);

  // Back and once more, as people do: nothing happens a second time.
  await page.goto(here);
  await page.getByText("This step was taken already").waitFor();
  expect(world.heard(world.acme, "U1")).toHaveLength(1);
  await page.getByRole("link", { name: "Start again" }).click();
  await page.getByRole("link", { name: "Add to Slack" }).waitFor();
});

it("somebody who cancels is told that nothing changed", async () => {
  await install();
  await page.getByRole("link", { name: "Add to Slack" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("You chose not to allow it").waitFor();
  expect(await world.installations.about("T1")).toBeUndefined();
});

it("an address that somebody else sends, with a state of theirs, installs nothing", async () => {
  const { link } = await world.visit(`${world.main.url}/slack/install`);
  const theirs = world.acme.allow(link, "U1");
  await install();
  await page.goto(theirs);
  await page.getByText("begun in another browser").waitFor();
  expect(await world.installations.about("T2")).toBeUndefined();
});

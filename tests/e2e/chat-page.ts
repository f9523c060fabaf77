import axe from "axe-core";
import type { Locator, Page } from "playwright-core";

/** Comes in as somebody of the sample desk. */
export async function signIn(page: Page, url: string, person: string): Promise<void> {
  await page.goto(url);
  await page.locator(`form[action="/enter/as"] button[value="${person}"]`).click();
  await page.waitForURL(`**/c/dm-${person}`);
}

/** Types a line and sends it with Enter; it has arrived when the field is empty again. */
export async function say(page: Page, line: string): Promise<void> {
  const field = page.locator("#say");
  await field.fill(line);
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("#say")?.value === "");
}

/** The newest message in which these words stand. */
export const messageWith = (page: Page, words: string): Locator =>
  page.locator("#messages article", { hasText: words }).last();

export const button = (of: Page | Locator, label: string): Locator =>
  of.getByRole("button", { name: label, exact: true }).last();

/** What axe finds wrong with a page, each with the element. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executable = [process.env["CHROMIUM"] ?? "", ...PLACES].find((path) => path !== "" && existsSync(path));

/** Where there is no browser the tests that need one are left out, and say so; in CI that is a failure. */
export function hasBrowser(): boolean {
  if (executable !== undefined) return true;
  const words = `No Chromium at ${PLACES.join(", ")} or in CHROMIUM.`;
  if (process.env["CI"]) throw new Error(words);
  process.stderr.write(`\n!! ${words} The tests in a real browser are left out.\n\n`);
  return false;
}

export interface Browsers {
  /** A page in a browser of its own. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong in any of the pages, as far as it was not asked for. */
  errors: string[];
  close(): Promise<void>;
}

/** Refusals are answers: a browser reports them all the same. */
const EXPECTED = /status of (401|409|413|422)|ERR_INTERNET_DISCONNECTED/;

export async function openBrowsers(): Promise<Browsers> {
  if (executable === undefined) throw new Error("there is no browser");
  const browser: Browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
  const errors: string[] = [];
  return {
    errors,
    async open(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 800 },
        locale: "en-GB",
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (said) => {
        if (said.type() === "error" && !EXPECTED.test(said.text())) errors.push(said.text());
      });
      return page;
    },
    close: () => browser.close(),
  };
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Asset {
  type: string;
  body: string;
  etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** Together they are `style.css`; what comes later overrides. */
const STYLES = ["base", "controls", "sidebar", "conversation", "card", "composer", "forms", "phone"] as const;

/** The files of `static/`, by name. The compiled adapter, in `dist/adapters/web/`, finds them where they are written. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const beside = new URL("./static/", import.meta.url);
  const source = new URL("../../../adapters/web/static/", import.meta.url);
  const folder = fileURLToPath(existsSync(beside) ? beside : source);
  const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
  const others = readdirSync(folder).filter((name) => !name.endsWith(".css"));
  return new Map([
    ["style.css", asset("style.css", STYLES.map((name) => read(`${name}.css`)).join("\n"))],
    ...others.map((name): [string, Asset] => [name, asset(name, read(name))]),
  ]);
}

function asset(name: string, body: string): Asset {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 20)}"`;
  return { type: TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain; charset=utf-8", body, etag };
}

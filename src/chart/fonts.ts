import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";

const require = createRequire(import.meta.url);
const FOLDER = join(dirname(require.resolve("@fontsource/noto-sans-devanagari/package.json")), "files");
/** One family in parts, by the characters in them. */
const SUBSETS = ["latin", "latin-ext", "devanagari"] as const;
const WEIGHTS = [400, 600] as const;
const nameOf = (subset: string): string => `VA Desk ${subset}`;

/** For `ctx.font` and chart.js; the machine's own fonts are not asked for. */
export const FAMILY = SUBSETS.map((subset) => `"${nameOf(subset)}"`).join(", ");

const files = SUBSETS.flatMap((subset) =>
  WEIGHTS.map((weight) => ({
    name: nameOf(subset),
    path: join(FOLDER, `noto-sans-devanagari-${subset}-${weight}-normal.woff`),
  })),
);

/** Where the shipped fonts are. */
export const fontFiles = (): string[] => files.map(({ path }) => path);

/** Makes the shipped fonts known to the canvas. @throws Error if one can't be read */
export function loadFonts(): void {
  for (const { name, path } of files)
    if (!GlobalFonts.registerFromPath(path, name)) throw new Error(`no font in ${path}`);
}

/** What the shipped fonts have of Latin (all of western and most of central Europe), of Devanagari, and of punctuation. */
const LATIN =
  "\u0020-\u007e\u00a0-\u00a3\u00a5\u00a7-\u00ab\u00b0\u00b4\u00b6-\u00b8\u00ba\u00bb\u00bf-\u0107\u010a-\u0113\u0116-\u011b" +
  "\u011e-\u0123\u012a\u012b\u012e-\u0131\u0136\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0161" +
  "\u0164\u0165\u016a\u016b\u016e-\u017e\u0218-\u021b";
const PUNCTUATION = "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u20b9\u2122\u2212";
const DEVANAGARI = "\u0900-\u097f";
const JOINERS = "\u200c|\u200d";
const WRITABLE = new RegExp(`^(?:[${LATIN}${PUNCTUATION}${DEVANAGARI}]|${JOINERS})*$`);

/** True if the shipped fonts have every character of a text. They have no emoji and no other script. */
export const canWrite = (text: string): boolean => WRITABLE.test(text);

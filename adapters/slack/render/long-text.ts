import { INPUT_TEXT } from "./limits.ts";

/** An input of Slack's holds 3,000 characters. A longer text is asked for in several, so that saving a form never shortens it. */
interface Part {
  id: string;
  text: string;
}

/** Where a text may be divided, the best first, and the mark in the next part's id by which it is put together again. */
const JOINTS = [
  ["\n", "n"],
  [" ", "s"],
] as const;

export function split(key: string, text: string): Part[] {
  const parts: Part[] = [];
  let rest = text;
  let mark = "";
  for (let n = 1; n === 1 || rest !== ""; n += 1) {
    const { head, tail, joint } = divide(rest);
    parts.push({ id: n === 1 ? key : `${key}~${n}${mark}`, text: head });
    rest = tail;
    mark = joint;
  }
  return parts;
}

function divide(text: string): { head: string; tail: string; joint: string } {
  if (text.length <= INPUT_TEXT) return { head: text, tail: "", joint: "" };
  for (const [char, joint] of JOINTS) {
    const at = text.lastIndexOf(char, INPUT_TEXT);
    if (at > INPUT_TEXT / 2) return { head: text.slice(0, at), tail: text.slice(at + 1), joint };
  }
  const [inside = ""] = [...new Intl.Segmenter().segment(text.slice(0, INPUT_TEXT))]
    .slice(-1)
    .map((s) => s.segment);
  const at = INPUT_TEXT - inside.length;
  return { head: text.slice(0, at), tail: text.slice(at), joint: "x" };
}

/** The field an input's id belongs to, and what stands between its text and the part before. */
export function partOf(id: string): { key: string; between: string | undefined } {
  const [, key, mark] = /^(.+)~\d+([nsx])$/.exec(id) ?? [];
  if (key === undefined) return { key: id, between: undefined };
  return { key, between: JOINTS.find(([, joint]) => joint === mark)?.[0] ?? "" };
}

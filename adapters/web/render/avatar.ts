import { html } from "hono/html";
import type { Html } from "./look.ts";

const TINTS = 6;

/** A sign for who speaks: VA Desk's own, or somebody's initials in a colour that stays theirs. For the eye only. */
export function avatarHtml(id: string | null, name: string): Html {
  if (id === null)
    return html`<span class="avatar desk" aria-hidden="true"><svg viewBox="0 0 24 24" focusable="false"><path d="M6 12.5l4 4 8-9"></path></svg></span>`;
  const sum = [...id].reduce((total, char) => (total * 31 + (char.codePointAt(0) ?? 0)) % 997, 7);
  return html`<span class="avatar tint-${sum % TINTS}" aria-hidden="true">${initials(name)}</span>`;
}

/** Letters with their vowel signs: half of one would be another letter. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word = "") => [...new Intl.Segmenter().segment(word)][0]?.segment ?? "")
    .join("")
    .toUpperCase();
}

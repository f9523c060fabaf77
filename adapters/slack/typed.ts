import { mentionOf } from "./codec.ts";

const TOKEN = /<([^<>]*)>/g;

/**
 * What a person typed, from Slack's wire format: entities undone, links as their address, people as the core's `<@slack:T…:U…>`, channels and
 * ranges by name. What only looks like a mention, because somebody typed the characters, is set apart with a blank.
 */
export function typedText(wire: string, workspace: string): string {
  let out = "";
  let at = 0;
  for (const match of wire.matchAll(TOKEN)) {
    out += plain(wire.slice(at, match.index)) + token(match[1] ?? "", workspace);
    at = match.index + match[0].length;
  }
  return out + plain(wire.slice(at));
}

const plain = (text: string): string => undone(text).replace(/<@(?=[a-z]+:[^\s<>]*>)/g, "< @");

const undone = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function token(inside: string, workspace: string): string {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : plain(inside.slice(bar + 1));
  const user = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1];
  if (user !== undefined) return mentionOf(workspace, user);
  if (target.startsWith("#")) return label === "" ? target : `#${label}`;
  if (target.startsWith("!date^")) return label;
  // `!channel`, `!here`, and user groups as `!subteam^S1|@group`.
  if (target.startsWith("!")) return label || `@${target.slice(1).replace(/^subteam\^/, "")}`;
  if (/^(mailto|tel):/.test(target)) return label || undone(target).replace(/^\w+:/, "");
  return undone(target);
}

/** Words to the bot without its name: at the beginning, or else wherever it stands. */
export function withoutMention(wire: string, bot: string): string {
  const name = `<@${bot}(?:\\|[^<>]*)?>`;
  const after = wire.replace(new RegExp(`^\\s*${name}[\\s:,]*`), "");
  return (after === wire ? wire.replace(new RegExp(`\\s*${name}`), "") : after).trim();
}

export const mentions = (wire: string, bot: string): boolean =>
  wire.includes(`<@${bot}>`) || wire.includes(`<@${bot}|`);

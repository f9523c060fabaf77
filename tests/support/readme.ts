import { commands } from "../../commands/index.ts";
import { messages } from "../../src/i18n/index.ts";

/** `text` with what stands between `<!-- name -->` and `<!-- /name -->` made new. */
export function between(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`there is no place for "${name}"`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

/** The verbs as help lists them, a row each. */
export function verbTable(): string {
  const m = messages("en");
  const rows = commands
    .filter((command) => !command.hidden)
    .map(({ name, aliases = [], who, summary, examples: [example = name] }) => {
      const also = aliases.length > 0 ? ` (also ${aliases.map(code).join(", ")})` : "";
      return [`${code(name)}${also}`, who.join(", "), summary(m), code(example)];
    });
  return [["verb", "who", "what", "for example"], Array(4).fill("---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

const code = (words: string): string => `\`${words.replaceAll("|", "\\|")}\``;

/** What a typed message is to VA Desk. */
export type Typed =
  /** A command, without its root. */
  | { kind: "line"; text: string }
  /** Said to VA Desk in plain words. */
  | { kind: "loose"; text: string }
  /** Said to the others. */
  | { kind: "talk" };

const NAME = /(^|\s)@(?:va[ -]?desk)(?![\w-])[\s:,]*/iu;

/**
 * Reads a typed message. `direct`: in somebody's own conversation with VA Desk. In a thread, words without a command are talk: who
 * the thread belongs to is decided later.
 */
export function readTyped(
  typed: string,
  { command, direct, threaded }: { command: string; direct: boolean; threaded: boolean },
): Typed {
  const text = typed.trim();
  const [, slash, rest = ""] = /^\/(\S+)\s*([\s\S]*)$/u.exec(text) ?? [];
  if (slash !== undefined) {
    const isRoot = `/${slash}`.toLowerCase() === command.toLowerCase();
    if (isRoot) return { kind: "line", text: rest };
    // A path or a fraction is no command.
    if (/^[\p{L}?][\p{L}\p{M}-]*$/u.test(slash)) return { kind: "line", text: text.slice(1) };
  }
  if (NAME.test(text)) return { kind: "loose", text: text.replace(NAME, "$1").trim() };
  return direct && !threaded ? { kind: "loose", text } : { kind: "talk" };
}

const NOTHING = "\u200b";

/**
 * User text for a TextBlock or a fact, which read some Markdown, `{{DATE(…)}}` and `${…}` of their own: a backslash takes a sign's meaning
 * away; braces are parted by an invisible character. Line breaks are kept.
 */
export const literal = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\\`*_[\]()#+~|<>]/g, "\\$&")
    .replace(/([{$])(?=\{)/g, `$1${NOTHING}`)
    .replace(/^(\s*)([-=])/gm, "$1\\$2")
    .replace(/^(\s*\d+)\./gm, "$1\\.")
    .replace(/:\/\//g, `:${NOTHING}//`)
    .replace(/\r?\n/g, "\n\n");

import { type Command, usageOf } from "./command.ts";
import type { Actor } from "./domain/actor.ts";
import type { Messages } from "./i18n/index.ts";
import * as v from "./view/build.ts";
import type { View } from "./view/nodes.ts";

/** Everything this person may type, a line a verb; strangers see what anyone may. */
export function helpFor(commands: readonly Command[], actor: Actor | undefined, m: Messages): View {
  const shown = commands.filter((command) => !command.hidden && mayUse(command, actor));
  return {
    title: m.desk.helpTitle,
    body: [
      v.text(m.desk.helpIntro),
      v.list(shown.map((command) => v.spans(v.typed(command.name), ` ${command.summary(m)}`))),
      v.context(v.typed("help request")),
    ],
  };
}

/** One verb: how it is written, with examples. */
export function helpOn(command: Command, m: Messages): View {
  return {
    title: m.desk.helpOf(command.name),
    body: [
      v.text(command.summary(m)),
      v.text(v.code(usageOf(command))),
      v.heading(m.desk.examples),
      v.list(command.examples.map((example) => [v.typed(example)])),
    ],
  };
}

function mayUse(command: Command, actor: Actor | undefined): boolean {
  if (command.who.includes("anyone")) return true;
  if (!actor) return command.who.includes("contact");
  if (actor.kind === "contact") return command.who.includes("contact");
  return command.who.includes("member") || (actor.role === "owner" && command.who.includes("owner"));
}

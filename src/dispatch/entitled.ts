import { question, refusal } from "../answers.ts";
import type { Command } from "../command.ts";
import type { Person } from "../domain/desk.ts";
import type { Messages } from "../i18n/index.ts";
import type { Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import type { Standing } from "../standing.ts";
import type { View } from "../view/nodes.ts";
import { lineOf, type Spoken } from "./spoken.ts";

export interface Claim {
  command: Command;
  standing: Standing;
  invocation: Invocation;
  person: Person;
  spoken: Spoken;
  m: Messages;
}

/** Why somebody may not, or what has to be asked first, as a View; undefined if they may. */
export async function notEntitled(services: Services, claim: Claim): Promise<View | undefined> {
  const { command, standing, invocation, person, spoken, m } = claim;
  switch (standing.kind) {
    case "none": {
      const { noDesk, notLinked, stranger } = m.errors;
      const here = invocation.place.kind === "channel" ? notLinked : stranger;
      return refusal(m, [standing.anyDesk ? here : noDesk], spoken.line);
    }
    case "choose": {
      const draft = await services.keepDraft(person, invocation, lineOf(spoken), spoken.files);
      const choices = standing.desks.map((desk) => ({
        label: desk.name,
        verb: "draft",
        input: { draft, desk: desk.id },
      }));
      return question(m, m.errors.whichDesk, m.errors.whichDeskText, choices, spoken.line);
    }
    case "stranger": {
      const { files } = spoken;
      return services.newcomer({ command, standing, invocation, person, line: lineOf(spoken), files, m });
    }
    case "actor": {
      const { role } = standing.actor;
      const may =
        command.who.includes("anyone") ||
        (role === "contact"
          ? command.who.includes("contact")
          : command.who.includes("member") || (role === "owner" && command.who.includes("owner")));
      if (may) return undefined;
      const needed = command.who.find((who) => who !== "anyone") ?? "member";
      return refusal(m, [m.errors.notForYou[needed]], spoken.line);
    }
    default:
      return standing satisfies never;
  }
}

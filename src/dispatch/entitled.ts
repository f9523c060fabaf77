import { question, refusal } from "../answers.ts";
import { type Command, isFromHome } from "../command.ts";
import { ownsChannel } from "../domain/actor.ts";
import type { Person } from "../domain/desk.ts";
import type { Messages } from "../i18n/index.ts";
import type { Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import type { Standing } from "../standing.ts";
import type { View } from "../view/nodes.ts";
import type { Spoken } from "./bare.ts";
import { given } from "./carry-out.ts";

interface Claim {
  command: Command;
  standing: Standing;
  invocation: Invocation;
  person: Person;
  spoken: Spoken;
  m: Messages;
}

interface Not {
  view: View;
  result: "question" | "refused";
}

/** Why somebody may not, or what has to be asked first; undefined if they may. */
export async function notEntitled(services: Services, claim: Claim): Promise<Not | undefined> {
  const { command, standing, invocation, person, spoken, m } = claim;
  const refuse = (why: string): Not => ({ view: refusal(m, [why], spoken.line), result: "refused" });
  switch (standing.kind) {
    case "none": {
      if (standing.narrowed) return refuse(m.errors.fromHome);
      const { noDesk, notLinked, stranger } = m.errors;
      const here = invocation.place.kind === "channel" ? notLinked : stranger;
      return refuse(standing.anyDesk ? here : noDesk);
    }
    case "choose": {
      const draft = await services.keepDraft(person, invocation, kept(command, spoken));
      const choices = standing.desks.map((desk) => ({
        label: desk.name,
        verb: "draft",
        input: { draft, desk: desk.id },
      }));
      const { whichDesk, whichDeskText } = m.errors;
      return { view: question(m, whichDesk, whichDeskText, choices, spoken.line), result: "question" };
    }
    case "stranger":
      return (await isTheirs(services, claim, standing))
        ? { view: await whoAreYou(services, claim, standing), result: "question" }
        : refuse(m.errors.otherClient);
    case "actor": {
      const { role } = standing.actor;
      const { narrowed } = standing;
      if (narrowed && role !== "contact" && isFromHome(command, spoken.values))
        return refuse(m.errors.fromHome);
      const owner = role === "owner" || (command.ofChannel && ownsChannel(standing.actor));
      const may =
        command.who.includes("anyone") ||
        (role === "contact"
          ? command.who.includes("contact")
          : command.who.includes("member") || (owner && command.who.includes("owner")));
      if (may) return undefined;
      const needed = command.who.find((who) => who !== "anyone") ?? "member";
      return refuse(narrowed && needed === "owner" ? m.errors.fromHome : m.errors.notForYou[needed]);
    }
    default:
      return standing satisfies never;
  }
}

type Stranger = Extract<Standing, { kind: "stranger" }>;

/** May somebody unknown here be a contact who just hasn't been met? Not with a verb of the team, nor as a member who serves others. */
async function isTheirs(
  { stores }: Services,
  { command, person }: Claim,
  { client, desk }: Stranger,
): Promise<boolean> {
  if (!client || !command.who.includes("contact")) return false;
  const { members } = await stores.system.memberships(person.id);
  return !members.some((member) => member.desk === desk.id);
}

/** As it is carried out later: what was left empty in a form is no value. */
const kept = (command: Command, spoken: Spoken): Spoken => ({
  ...spoken,
  verb: command.name,
  values: given(command, spoken),
});

/** "Are you with Acme, or on the team?"; the answer comes back as the verb `join` with the draft. */
async function whoAreYou(
  services: Services,
  { command, invocation, person, spoken, m }: Claim,
  { client }: Stranger,
): Promise<View> {
  const draft = await services.keepDraft(person, invocation, kept(command, spoken));
  const name = client?.name ?? "";
  const { onTheTeam, onTheTeamText, withClient, withTeam } = m.errors;
  const choices = [
    { label: withClient(name), verb: "join", input: { as: "contact", draft }, style: "primary" },
    { label: withTeam, verb: "join", input: { as: "member", draft } },
  ] as const;
  return question(m, onTheTeam, onTheTeamText(name), choices, spoken.line);
}

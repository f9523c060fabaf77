import { randomBytes } from "node:crypto";
import { defineCommand } from "citty";
import type { Outcome } from "../../invocation.ts";
import { withDesk } from "../../main.ts";
import { systemClock } from "../../time/clock.ts";
import { renderText } from "../../view/render-text.ts";
import { print, printJson, remark } from "../output.ts";
import { formText } from "./form-text.ts";
import { placeMeant, speakerMeant } from "./where.ts";

export const say = defineCommand({
  meta: { name: "say", description: "Run any chat command from here, as somebody, and print the answer" },
  args: {
    line: {
      type: "positional",
      required: true,
      description: "What they would type, without the slash command",
    },
    as: {
      type: "string",
      required: true,
      valueHint: "PERSON",
      description:
        "Who: a name in the web chat, or platform:workspace:user; somebody new is made in the web chat",
    },
    in: {
      type: "string",
      valueHint: "CHANNEL",
      default: "dm",
      description:
        "Where: a channel of the web chat, dm, or an address; a new channel is made in the web chat",
    },
    json: { type: "boolean", description: "The view itself, as JSON" },
  },
  run({ args }) {
    return withDesk(async (desk) => {
      const actor = await speakerMeant(desk, args.as, remark);
      const place = await placeMeant(desk, args.in, actor, remark);
      const key = `cli:${randomBytes(9).toString("base64url")}`;
      const invocation = { key, actor, place, input: { kind: "line", text: args.line } as const };
      const outcome = await desk.dispatch(invocation);
      // What everybody in the channel is to read, they read there.
      if (outcome.kind === "view" && outcome.to === "channel")
        await desk.platforms.get(place.platform)?.answer(invocation, outcome);
      await desk.settle();
      return shown(outcome, args.json ?? false);
    });
  },
});

/** Prints what came of it; 1 if it was not done. */
function shown(outcome: Outcome, json: boolean): number {
  switch (outcome.kind) {
    case "none":
      return 0;
    case "view":
      if (json) printJson(outcome.view);
      else print(renderText(outcome.view, outcome.reader, systemClock.now()));
      return outcome.refused ? 1 : 0;
    case "form":
      if (json) printJson(outcome.form);
      else print(formText(outcome.form, outcome.errors));
      remark("Nothing was done yet: add what the form asks for to the line, like key:value.");
      return 1;
    default:
      return outcome satisfies never;
  }
}

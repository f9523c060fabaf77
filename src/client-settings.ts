import { readingOf } from "./check-ins.ts";
import type { Reply, Values } from "./command.ts";
import { type Ctx, clientMeant } from "./ctx.ts";
import { type Client, workingTimeOf } from "./domain/desk.ts";
import { dayWords, parseDays } from "./domain/settings-words.ts";
import { UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import { clientRhythms } from "./schedules.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";
import type { Form } from "./view/nodes.ts";
import {
  saysWorkingTime,
  type TypedWorkingTime,
  workingTimeFields,
  workingTimeMeant,
  workingTimeShown,
  workingTimeValues,
} from "./working-time.ts";

interface Typed extends TypedWorkingTime {
  client?: string | undefined;
  status?: string | undefined;
  mode?: "auto" | "review" | "off" | undefined;
}

const modes = ["auto", "review", "off"] as const;

/** How a client is served: its weekly status, and when people there work. The owner's to set. @throws UserError */
export async function clientSettings(ctx: Ctx, typed: Typed): Promise<Reply> {
  const before = await theClient(ctx, typed.client);
  const { status, mode } = typed;
  const works = saysWorkingTime(typed);
  if (status === undefined && mode === undefined && !works)
    return shown(ctx, before, ctx.m.desk.settingsTitle);
  const { hours, off } = works
    ? await workingTimeMeant(ctx, workingTimeOf(before), typed, [1, 2, 3, 4, 5])
    : before;
  const after: Client = { ...before, hours, off, status: statusMeant(ctx, before, typed) };
  await ctx.store.commit({
    writes: [
      write.client.replace(after),
      ...(await clientRhythms({ ...readingOf(ctx), now: ctx.now }, after)),
    ],
    events: [{ subject: after.id, kind: "settings-changed" }],
  });
  return shown(ctx, after, ctx.m.desk.settingsSaved);
}

/** The same by form, filled with what is. @throws UserError */
export async function clientSettingsForm(ctx: Ctx, values: Values): Promise<Form> {
  const client = await theClient(ctx, values["client"]);
  const { settings: words } = ctx.m.desk;
  const { status } = client;
  const filled = {
    status: `${dayWords[status.weekday - 1] ?? ""} ${status.at}`,
    mode: status.on ? status.mode : "off",
    ...workingTimeValues(workingTimeOf(client)),
    ...values,
    client: client.code,
  };
  const options = modes.map((mode) => ({ value: mode, label: words[mode] }));
  return formOf(
    "settings",
    words.ofClient(client.code),
    ctx.m.request.form.save,
    [
      formField("status", "text", words.status(client.code), filled, {
        hint: words.statusHint,
        maxLength: 20,
      }),
      formField("mode", "select", words.mode, filled, { options }),
      ...workingTimeFields(ctx, filled),
    ],
    filled,
  );
}

async function theClient(ctx: Ctx, code: string | undefined): Promise<Client> {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
  const client = await clientMeant(ctx, code);
  if (!client) throw new UserError("which-client", ctx.m.desk.whichClient, { field: "client" });
  return client;
}

function statusMeant(ctx: Ctx, { status }: Client, { status: words, mode }: Typed): Client["status"] {
  const [dayWord, timeWord] = (words ?? "").split(/\s+/);
  const days = dayWord === undefined || dayWord === "" ? [status.weekday] : parseDays(dayWord);
  const time = timeWord === undefined ? undefined : input.wallTime.safeParse(timeWord);
  if (!days?.[0]) throw new UserError("days", ctx.m.desk.badDays(dayWord ?? ""), { field: "status" });
  if (time && !time.success)
    throw new UserError("time", ctx.m.errors.field.wallTime(timeWord ?? ""), { field: "status" });
  return {
    on: mode === undefined ? status.on : mode !== "off",
    mode: mode === undefined || mode === "off" ? status.mode : mode,
    weekday: days[0],
    at: time?.success ? time.data : status.at,
  };
}

function shown(ctx: Ctx, client: Client, title: string): Reply {
  const { settings: words, weekdays } = ctx.m.desk;
  const { status } = client;
  const line = status.on ? `${weekdays[status.weekday - 1]} ${status.at}, ${words[status.mode]}` : words.off;
  const change = { label: words.change, verb: "settings", input: { client: client.code, change: "yes" } };
  const works = workingTimeShown(ctx, workingTimeOf(client));
  const body = [v.fields([v.field(words.status(client.name), line), ...works]), v.actions(change)];
  return { to: "actor", view: { title, body } };
}

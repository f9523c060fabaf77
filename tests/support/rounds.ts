import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import type { Form } from "../../src/view/nodes.ts";
import { formOf, openDesk, postedIn, type Said, silent, type World } from "./desk.ts";

/** A desk with a scheduler of its own, on which check-ins are arranged and answered. */
export interface Rounds {
  world: World;
  scheduler: Scheduler;
  /** A scheduler as another process would have it. */
  process(): Scheduler;
  /** Somebody joins the team; they are called by their name in lower case. */
  joins(name: string, zone: string, role?: string): Promise<void>;
  /** Runs what is due now, and sends what there is to say. */
  run(): Promise<void>;
  at(iso: string): Promise<void>;
  /** All that somebody reads in their direct messages. */
  dm(who: string): string;
  asha(line: string): Promise<Said>;
  /** Adds one of a kind as the editor proposes it, changed. */
  arranged(line: string, values?: Record<string, string>): Promise<Said>;
  /** Opens the form of what somebody was asked. */
  asked(who: string, title: string, where?: string): Promise<Form>;
}

/** Tuesday 24 November 2026, 10:00 UTC: 15:30 for Asha, who owns the desk, in Kolkata, and 18:00 for Ben in Manila. */
export async function openRounds(): Promise<Rounds> {
  const world = await openDesk();
  const { stores, clock, database } = world;
  const process = () => createScheduler({ db: database.db, stores, jobs, clock, log: silent });
  const scheduler = process();
  const rounds: Rounds = {
    world,
    scheduler,
    process,
    async joins(name, zone, role = "assistant") {
      const who = name.toLowerCase();
      world.platform.people.set(who, { name, zone });
      await world.say("asha", "dm", `team add @${who} role:${role}`);
    },
    async run() {
      await scheduler.tick();
      await scheduler.runDue();
      await world.settle();
    },
    async at(iso) {
      clock.set(iso);
      await rounds.run();
    },
    dm: (who) => world.platform.textIn(`fake|w|dm-${who}`),
    asha: (line) => world.say("asha", "dm", line),
    arranged: async (line, values = {}) =>
      world.submit("asha", "dm", formOf(await rounds.asha(line)), values),
    async asked(who, title, where = "dm") {
      const view = postedIn(world, where === "dm" ? `fake|w|dm-${who}` : `fake|w|${where}`, title);
      return formOf(await world.pressLabel(who, where, view, "Answer"));
    },
  };
  await rounds.joins("Ben", "Asia/Manila");
  await scheduler.tick();
  return rounds;
}

export const count = (text: string, words: string): number => text.split(words).length - 1;

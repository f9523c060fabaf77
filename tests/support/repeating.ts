import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { repeatingWork } from "../../scheduler/jobs/repeating-work.ts";
import { openDesk, type Said, silent, type World } from "./desk.ts";

/** A desk with a scheduler that opens what comes again for Acme, in New York. */
export interface Repeating {
  world: World;
  scheduler: Scheduler;
  asha(line: string, where?: string): Promise<Said>;
  jane(line: string, where?: string): Promise<Said>;
  /** The clock of New York on the wall says so. */
  at(newYork: string): Promise<void>;
  /** All requests there are, in order. */
  requests(): Promise<{ number: number; title: string; openedAt: string }[]>;
}

export async function openRepeating(): Promise<Repeating> {
  const world = await openDesk();
  const { stores, clock, database } = world;
  const jobs = [repeatingWork];
  const scheduler = createScheduler({ db: database.db, stores, jobs, clock, log: silent });
  return {
    world,
    scheduler,
    asha: (line, where = "dm") => world.say("asha", where, line),
    jane: (line, where = "acme") => world.say("jane", where, line),
    async at(newYork) {
      clock.set(new Date(`${newYork}:00-05:00`));
      await scheduler.tick();
      await scheduler.runDue();
      await world.settle();
    },
    async requests() {
      const all = await database.db.collection("requests").find().sort({ number: 1 }).toArray();
      return all.map((one) => ({
        number: one["number"],
        title: one["title"],
        openedAt: one["openedAt"].toISOString(),
      }));
    },
  };
}

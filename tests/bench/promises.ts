import type { ResponsePromise } from "../../src/domain/clocks.ts";
import { clocksAnew } from "../../src/domain/promise.ts";
import type { Request } from "../../src/domain/request.ts";
import { workClock } from "../../src/domain/work-clock.ts";
import type { WorkingHours } from "../../src/time/business-hours.ts";
import { type Bench, median, under } from "./bench.ts";
import { aRequest } from "./seed.ts";

const OPEN = 20_000;
const MEMBERS = 40;
const RUNS = 5;
const NOW = new Date("2026-11-24T08:00:00Z");
const zones = ["Asia/Kolkata", "America/New_York", "Europe/London", "Australia/Sydney", "America/Sao_Paulo"];

const promise: ResponsePromise = {
  answer: { normal: 24 * 60, important: 8 * 60, urgent: 4 * 60 },
  finish: { normal: 5, important: null, urgent: 1 },
  warnAt: 75,
  told: false,
};

/** Two spans a day, a night on Saturdays, and a year's holidays. */
const hoursOf = (member: number): WorkingHours => ({
  zone: zones[member % zones.length] ?? "UTC",
  spans: [
    ...[1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, from: "09:00", to: "13:00" },
      { weekday, from: "14:00", to: "18:00" },
    ]),
    { weekday: 6, from: "22:00", to: "02:00" },
  ],
  holidays: Array.from(
    { length: 60 },
    (_, n) => `202${5 + Math.floor(n / 15)}-${String((n % 12) + 1).padStart(2, "0")}-${10 + (n % 15)}`,
  ),
});

export const promisesBench: Bench = {
  name: "promises",
  about: `the clocks of ${OPEN} open requests of ${MEMBERS} members in ${zones.length} zones, counted anew`,
  async run() {
    const requests = Array.from({ length: OPEN }, (_, n): Request => {
      const openedAt = new Date(NOW.getTime() - (n % 90) * 86_400_000 - (n % 1440) * 60_000);
      const due = n % 3 === 0 ? { at: new Date(NOW.getTime() + (n % 40) * 86_400_000), hasTime: true } : null;
      return aRequest(0, n % 10, n + 1, { openedAt, due, stage: "new", urgent: n % 7 === 0 });
    });
    const took: number[] = [];
    let running = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      const oldest = new Date(NOW.getTime() - 100 * 86_400_000);
      const works = Array.from({ length: MEMBERS }, (_, n) => workClock(hoursOf(n), [], oldest));
      running = 0;
      for (const [n, request] of requests.entries()) {
        const work = works[n % MEMBERS];
        if (!work) throw new Error("no member");
        const { clocks } = clocksAnew(request, true, { promise, work, now: NOW });
        running += Number(clocks.answer?.by != null) + Number(clocks.finish?.by != null);
      }
      took.push(performance.now() - began);
    }
    if (running !== 2 * OPEN) throw new Error(`${running} clocks`);
    return [
      under(`${OPEN} open requests' clocks counted anew, median`, median(took), 1000, "ms"),
      { what: "the first time", value: took[0] ?? Number.NaN, unit: "ms" },
    ];
  },
};

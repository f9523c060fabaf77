import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWeek, weekInWords } from "../../src/domain/week-words.ts";
import { wallTimes } from "../support/walls.ts";

const weekdays = [1, 2, 3, 4, 5];

test("a week is read as people write it", () => {
  const read = (text: string) => {
    const week = parseWeek(text, weekdays);
    return "problem" in week ? week : weekInWords(week);
  };
  expect(read("Mon-Fri 9-13, 14-18; Sat 22:00-02:00")).toBe(
    "mon-fri 09:00-13:00, 14:00-18:00; sat 22:00-02:00",
  );
  expect(read("09:00-17:00")).toBe("mon-fri 09:00-17:00");
  expect(read("mon, wed 9:30 – 12, fri 9am to 5pm")).toBe(
    "mon 09:30-12:00; wed 09:30-12:00; fri 09:00-17:00",
  );
  expect(read("daily 0-24")).toBe("mon-sun 00:00-00:00");
  expect(read("sat-mon 12am-12pm")).toBe("mon 00:00-12:00; sat-sun 00:00-12:00");
});

test("what can't be meant is refused with the piece it is about", () => {
  const problem = (text: string) => parseWeek(text, weekdays);
  for (const [text, piece] of [
    ["9-5", "9-5"],
    ["Mon-Fri", "Mon-Fri"],
    ["Mon 9-13, Tue", "Mon 9-13, Tue"],
    ["Funday 9-12", "Funday"],
    ["9-9", "9-9"],
    ["25:00-26:00", "25:00-26:00"],
    ["9:61-10", "9:61-10"],
    ["13pm-14pm", "13pm-14pm"],
    ["9-10-11", "9-10-11"],
    ["", ""],
  ] as const) {
    expect(problem(text), text).toEqual({ problem: "unreadable", piece });
  }
  expect(problem("9-13, 12-14")).toEqual({ problem: "overlap", piece: "09:00-13:00" });
  expect(problem("Mon 9-10, 9-10")).toMatchObject({ problem: "overlap" });
  expect(problem("Sun 22:00-02:00; Mon 1-3")).toMatchObject({ problem: "overlap" });
  expect(problem("Mon 0-24; Tue 0-1")).not.toHaveProperty("problem");
});

const span = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: wallTimes, to: wallTimes });
const weeks = fc.array(
  span.filter(({ from, to }) => from !== to),
  { minLength: 1, maxLength: 6 },
);

/** The minutes of the week in which a span is worked, counted one by one. */
function minutesOf({ weekday, from, to }: { weekday: number; from: string; to: string }): number[] {
  const minute = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
  const length = (minute(to) - minute(from) + 1440) % 1440;
  return Array.from({ length }, (_, n) => ((weekday - 1) * 1440 + minute(from) + n) % 10_080);
}

test("any week is read back from its words, and spans that share a minute never are", () => {
  fc.assert(
    fc.property(weeks, (spans) => {
      const worked = spans.flatMap(minutesOf);
      const typed = spans.map(({ weekday, from, to }) => weekInWords([{ weekday, from, to }])).join("; ");
      const read = parseWeek(typed, weekdays);
      if (new Set(worked).size < worked.length) {
        expect(read).toMatchObject({ problem: "overlap" });
        return;
      }
      if ("problem" in read) throw new Error(`${typed}: ${read.problem}`);
      expect(new Set(read.flatMap(minutesOf))).toEqual(new Set(worked));
      expect(parseWeek(weekInWords(read), [])).toEqual(read);
    }),
  );
});

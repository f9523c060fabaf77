import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { typedLine, verbsOf } from "../../src/dispatch/spoken.ts";
import { messages } from "../../src/i18n/index.ts";
import { problemsOf } from "../../src/problems.ts";

const verbs = verbsOf(commands);
const m = messages("en");
const typed = commands.filter((command) => !command.hidden);

test.for(typed.flatMap((command) => command.examples.map((line) => [line, command] as const)))(
  "“%s” works as an example says",
  async ([line, command]) => {
    const { verb, values, leftover } = typedLine(verbs, line);
    expect(verb).toBe(command.name);
    expect(leftover).toBe("");
    const parsed = await command.input.safeParseAsync(values);
    const problems = parsed.error ? problemsOf(parsed.error, values, m) : [];
    // What is merely missing is asked for in a form.
    const asked =
      command.form || command.openForm ? problems.filter((problem) => !problem.missing) : problems;
    expect(asked).toEqual([]);
  },
);

test("every name leads to one verb", () => {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => !/^[a-z?]+$/.test(name))).toEqual([]);
});

test("every verb says what it does, in every language", () => {
  for (const command of typed) {
    const [english, hindi] = [command.summary(m), command.summary(messages("hi"))];
    expect(english, command.name).not.toBe("");
    expect(hindi, command.name).toMatch(/[\u0900-\u097f]/);
    expect(command.examples.length, command.name).toBeGreaterThan(0);
  }
});

test("every verb runs in exactly one way, and takes its words by keys it has", () => {
  for (const { name, run, runOpen, positional = [], unsaid = [], input } of commands) {
    expect([run, runOpen].filter(Boolean), name).toHaveLength(1);
    const keys = Object.keys(input.shape);
    for (const key of [...positional.map((position) => position.key), ...unsaid])
      expect(keys, name).toContain(key);
  }
});

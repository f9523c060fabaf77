import { z } from "zod";
import type { FileLink } from "../../../src/invocation.ts";
import { mentionOf, PLATFORM } from "../codec.ts";
import { EMPTY_OPTION } from "./fields.ts";
import { partOf } from "./long-text.ts";

const file = z.object({
  id: z.string().nullish(),
  file_access: z.string().nullish(),
  name: z.string().nullish(),
  permalink: z.string().nullish(),
  url_private: z.string().nullish(),
});
const held = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  files: z.array(file).nullish(),
});
/** What `view.state.values` holds: by block, then by input. */
export const stateSchema = z.record(z.string(), z.record(z.string(), held));

export interface Filled {
  values: Record<string, string>;
  files: FileLink[];
}

/** What was filled into a form, by the keys of its fields, a text in several inputs put together again. */
export function valuesOf(state: z.infer<typeof stateSchema>, workspace: string): Filled {
  const values = new Map<string, string>();
  const files: FileLink[] = [];
  for (const [id, inputs] of Object.entries(state)) {
    for (const input of Object.values(inputs)) {
      const { key, between } = partOf(id);
      if (input.files) files.push(...fileLinks(input.files, workspace));
      else {
        const value = wordsOf(input, workspace);
        const before = values.get(key);
        // A part that was emptied takes its joint with it.
        if (between === undefined || before === undefined) values.set(key, value);
        else if (value !== "") values.set(key, `${before}${between}${value}`);
      }
    }
  }
  return { values: Object.fromEntries(values), files };
}

function wordsOf(input: z.infer<typeof held>, workspace: string): string {
  if (input.selected_user) return mentionOf(workspace, input.selected_user);
  const option = input.selected_option?.value;
  if (option !== undefined) return option === EMPTY_OPTION ? "" : option;
  return input.value ?? input.selected_date ?? input.selected_time ?? "";
}

/** Before the id of a file that an event says nothing else of. */
export const UNTOLD = "slack-file:";

/** A file by the address people open it at; what has none, and no id, can't be found again. */
export function fileLinks(list: readonly z.infer<typeof file>[], workspace: string): FileLink[] {
  return list.flatMap(({ id, name, permalink, url_private, file_access: access }): FileLink[] => {
    const url = permalink ?? url_private;
    if (url != null) return [{ name: name ?? url, url, in: `${PLATFORM}:${workspace}` }];
    return access === "check_file_info" && id ? [{ name: "", url: `${UNTOLD}${id}`, closed: true }] : [];
  });
}

export const filesSchema = z.array(file);

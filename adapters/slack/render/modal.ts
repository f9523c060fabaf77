import type { types } from "@slack/bolt";
import { messages } from "../../../src/i18n/index.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Field, Form, Node, Text, View } from "../../../src/view/nodes.ts";
import { inputsOf } from "./fields.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { blocksOf } from "./message.ts";
import { type Origin, writeMetadata } from "./metadata.ts";
import { plainText } from "./mrkdwn.ts";

export const CALLBACK_ID = "va-desk";

/** Blocks above the inputs. */
const ABOVE = 10;
const ROOM = { blocks: limits.VIEW_BLOCKS, weight: limits.VIEW_WEIGHT };

/** A Form as a modal. `errors` are for those that no input of the form on the screen can show. */
export function formModal(
  form: Form,
  look: Look,
  origin: Origin,
  errors: Readonly<Record<string, string>> = {},
): types.ModalView {
  const { common } = messages(look.reader.locale);
  const { fields, preset } = carry(form, origin, look);
  const inputs = (options: number) =>
    fields
      .flatMap((field) => inputsOf(field, look, origin.place.workspace, options))
      .slice(0, limits.VIEW_BLOCKS - ABOVE);
  const above = { title: "", body: [...told(form.intro), ...problems(form, errors)] };
  const modal = (options: number): types.ModalView => ({
    type: "modal",
    callback_id: CALLBACK_ID,
    private_metadata: writeMetadata({ verb: form.verb, preset, reader: look.reader }, origin),
    title: modalTitle(form.title, form.verb),
    submit: plainText(clip(form.submit.trim() || common.submit, limits.MODAL_BUTTON)),
    close: plainText(clip(common.cancel, limits.MODAL_BUTTON)),
    blocks: [...blocksOf(above, look, { ...ROOM, blocks: ABOVE }), ...inputs(options)],
  });
  const whole = modal(limits.OPTIONS);
  const bytes = Buffer.byteLength(JSON.stringify(whole));
  return bytes <= limits.VIEW_BYTES ? whole : modal(limits.FEW_OPTIONS);
}

/** What must travel unseen has 3,000 characters; what is longer travels in sight. */
function carry(form: Form, origin: Origin, { reader }: Look): Pick<Form, "fields" | "preset"> {
  const fields: Field[] = [...form.fields];
  const preset = { ...form.preset };
  const size = () => writeMetadata({ verb: form.verb, preset, reader }, origin).length;
  while (size() > limits.PRIVATE_METADATA) {
    const [longest] = Object.entries(preset).sort(([, a], [, b]) => b.length - a.length);
    if (!longest) break;
    const [key, value] = longest;
    delete preset[key];
    fields.push({ key, label: key, kind: "long-text", required: false, value });
  }
  return { fields, preset };
}

const told = (intro: Text | undefined): Node[] => (intro ? [{ kind: "text", text: intro }] : []);

function problems(form: Form, errors: Readonly<Record<string, string>>): Node[] {
  return Object.entries(errors).map(([key, text]) => {
    const label = form.fields.find((field) => field.key === key)?.label;
    const head: Text = label === undefined ? [] : [{ kind: "bold", text: `${label}: ` }];
    return { kind: "text", text: [...head, { kind: "plain", text }] };
  });
}

/** A View as a modal: an answer that only who asked sees. */
export function resultModal(view: View, look: Look, origin: Origin): types.ModalView {
  const blocks = blocksOf(view, look, ROOM);
  return {
    type: "modal",
    callback_id: CALLBACK_ID,
    private_metadata: writeMetadata({ verb: "", preset: {}, reader: look.reader }, origin),
    title: modalTitle(view.title, "VA Desk"),
    blocks,
  };
}

const modalTitle = (title: string, otherwise: string): types.PlainTextElement =>
  plainText(clip(title.trim() || otherwise, limits.MODAL_TITLE));

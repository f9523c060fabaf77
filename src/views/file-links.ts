import type { FileLink } from "../domain/file-link.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Node } from "../view/nodes.ts";

/** One that even the bot isn't told of has no address. */
export const fileSpan = ({ name, url }: FileLink, m: Messages) =>
  /^https?:\/\//.test(url) || url.startsWith("/") ? v.link(name, url) : v.plain(name || m.request.aFile);

export const fileList = (files: readonly FileLink[], m: Messages): Node[] =>
  files.length === 0
    ? []
    : [v.text(`${m.request.files}: `), v.list(files.map((file) => [fileSpan(file, m)]))];

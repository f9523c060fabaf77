import type { Client } from "../domain/desk.ts";
import type { ClientRisk, Risk } from "../domain/risk.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Text, View } from "../view/nodes.ts";
import { clientName, type DayLook } from "./day-line.ts";

const WORDS_SHOWN = 150;
const IN_DIGEST = 2;
const DIGEST_WORDS = 40;
const IN_STATUS = 5;
const MOST = 15;

/** A risk as the team sees it, with what can be done about it. */
export function riskView(risk: Risk, client: Pick<Client, "name">, title: string, m: Messages): View {
  const words = m.risk;
  return {
    title,
    body: [
      v.text(v.bold(clip(risk.what, 1000))),
      v.fields([
        v.field(m.request.form.client, client.name),
        ...(risk.likely === null ? [] : [v.field(words.likely, words.likelihood[risk.likely])]),
        v.field(words.code, v.code(risk.code)),
      ]),
      ...(risk.solution === "" ? [] : [v.text(`${m.request.proposed}: `, clip(risk.solution, 1000))]),
      v.context(risk.audience === "client" ? words.toClient : words.internal),
      ...(risk.solution === "" ? [v.context(words.propose)] : []),
      v.actions(...buttons(risk, m)),
    ],
  };
}

function buttons(risk: Risk, m: Messages): Action[] {
  const { edit, close, propose } = m.risk.buttons;
  const of = (what: string) => ({ verb: "risk", input: { what, risk: risk.code }, revision: risk.version });
  return [
    { label: risk.solution === "" ? propose : edit, ...of("edit") },
    { label: close, ...of("close") },
  ];
}

/** All open risks, the likeliest first. */
export function riskList(risks: readonly Risk[], clients: ReadonlyMap<string, Client>, m: Messages): View {
  const words = m.risk;
  if (risks.length === 0) return { title: words.list, body: [v.text(...v.withTyped(words.none))] };
  const left = risks.length - MOST;
  return {
    title: words.list,
    body: [
      ...risks
        .slice(0, MOST)
        .flatMap((risk): Node[] => [
          v.text(
            v.bold(clients.get(risk.client)?.code ?? "?"),
            " · ",
            ...riskLine(risk, WORDS_SHOWN, m),
            ` · ${risk.code}${risk.audience === "internal" ? ` · ${words.team}` : ""}`,
          ),
          v.actions(...buttons(risk, m)),
        ]),
      ...(left > 0 ? [v.context(m.common.more(left))] : []),
    ],
  };
}

/** What may happen, how likely, and the way out. */
function riskLine({ what, solution, likely }: ClientRisk, most: number, m: Messages): Text {
  return v.spans(
    clip(what, most),
    ...(likely === null ? [] : [` (${m.risk.likelihood[likely]})`]),
    ...(solution === "" ? [] : [". ", v.italic(m.request.proposed), `: ${clip(solution, most)}`]),
  );
}

/** In a member's day. */
export function riskNodes(risks: readonly Risk[], look: DayLook): Node[] {
  if (risks.length === 0) return [];
  const { m } = look;
  const left = risks.length - IN_DIGEST;
  const lines = risks
    .slice(0, IN_DIGEST)
    .map(
      (risk): Text => [
        v.bold(risk.code),
        v.plain(` ${clientName(risk.client, look)}: `),
        ...riskLine(risk, DIGEST_WORDS, m),
      ],
    );
  return [
    v.heading(`${m.risk.inDigest} (${risks.length})`),
    v.list([...lines, ...(left > 0 ? [v.spans(m.common.more(left))] : [])]),
  ];
}

/** In a client's weekly status. */
export function riskBlock(risks: readonly ClientRisk[], m: Messages): Node[] {
  if (risks.length === 0) return [];
  const left = risks.length - IN_STATUS;
  return [
    v.heading(m.risk.inStatus),
    v.list(risks.slice(0, IN_STATUS).map((risk) => riskLine(risk, WORDS_SHOWN, m))),
    ...(left > 0 ? [v.context(m.common.more(left))] : []),
  ];
}

import type { Command } from "../src/command.ts";
import { approve } from "./approve.ts";
import { askfile } from "./askfile.ts";
import { assign } from "./assign.ts";
import { away } from "./away.ts";
import { block } from "./block.ts";
import { cancel } from "./cancel.ts";
import { card } from "./card.ts";
import { changes } from "./changes.ts";
import { checkin } from "./checkin.ts";
import { client } from "./client.ts";
import { comment } from "./comment.ts";
import { contact } from "./contact.ts";
import { delay } from "./delay.ts";
import { remove } from "./delete.ts";
import { deliver } from "./deliver.ts";
import { done } from "./done.ts";
import { due } from "./due.ts";
import { edit } from "./edit.ts";
import { estimate } from "./estimate.ts";
import { feedback } from "./feedback.ts";
import { followup } from "./followup.ts";
import { held } from "./held.ts";
import { helpWith } from "./help.ts";
import { home } from "./home.ts";
import { hours } from "./hours.ts";
import { important } from "./important.ts";
import { join } from "./join.ts";
import { link } from "./link.ts";
import { log } from "./log.ts";
import { promise } from "./promise.ts";
import { reopen } from "./reopen.ts";
import { repeat } from "./repeat.ts";
import { report } from "./report.ts";
import { request } from "./request.ts";
import { requests } from "./requests.ts";
import { reword } from "./reword.ts";
import { risk } from "./risk.ts";
import { settings } from "./settings.ts";
import { setup } from "./setup.ts";
import { share } from "./share.ts";
import { show } from "./show.ts";
import { snooze } from "./snooze.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { survey } from "./survey.ts";
import { switchTimer } from "./switch.ts";
import { take } from "./take.ts";
import { team } from "./team.ts";
import { timer } from "./timer.ts";
import { timesheet } from "./timesheet.ts";
import { today } from "./today.ts";
import { unblock } from "./unblock.ts";
import { undo } from "./undo.ts";
import { unlink } from "./unlink.ts";
import { urgent } from "./urgent.ts";
import { week } from "./week.ts";
import { welcome } from "./welcome.ts";

/** Every verb, in the order help lists them. */
export const commands: readonly Command[] = [
  helpWith(() => commands),
  request,
  requests,
  show,
  comment,
  edit,
  due,
  cancel,
  approve,
  changes,
  share,
  askfile,
  feedback,
  repeat,
  survey,
  checkin,
  home,
  today,
  week,
  held,
  take,
  assign,
  start,
  stop,
  switchTimer,
  timer,
  log,
  timesheet,
  hours,
  undo,
  remove,
  estimate,
  urgent,
  important,
  snooze,
  block,
  unblock,
  deliver,
  done,
  reopen,
  followup,
  risk,
  away,
  status,
  report,
  setup,
  client,
  promise,
  contact,
  team,
  link,
  unlink,
  settings,
  join,
  card,
  reword,
  delay,
  welcome,
];

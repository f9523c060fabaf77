"""Judges what an app showed in Slack by Slack's own Python model classes.

Reads JSON lines from the files named, or from standard input:
  {"kind": "message" | "ephemeral", "text": …, "blocks": […]}    {"kind": "modal" | "home", "view": {…}}
Prints one line per breach, "<source>:<line> <pointer> <what>", and ends with 1 if there was any, 2 if a line could not be read.
"""

import json
import logging
import sys

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

MESSAGE_BLOCKS = 50
OPTION_TEXT = 75
TEXT_TYPES = ("plain_text", "mrkdwn", "text", "raw_text", "markdown")
# What the model classes keep elsewhere, or don't know though Slack does.
UNKNOWN_TO_MODELS = {"submit_disabled"}


class Warnings(logging.Handler):
    """The model classes only log what they skip; to a judge that is a breach."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


warnings = Warnings()
logging.getLogger("slack_sdk").addHandler(warnings)
logging.getLogger("slack_sdk").propagate = False


def by_the_models(make, source, at):
    """What the model classes refuse, skip, or lose on the way through."""
    warnings.said.clear()
    try:
        model = make()
        if model is None:
            return [(at, "no such type")]
        returned = model.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as error:
        return [(at, str(error))]
    return [(at, said) for said in warnings.said] + lost(source, returned, at)


def lost(before, after, at):
    """Keys and items that went in and did not come out: the models don't know them."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key in UNKNOWN_TO_MODELS or value in (None, "", [], {}):
                continue
            if key not in after:
                return [(f"{at}/{key}", "unknown property")]
            found = lost(value, after[key], f"{at}/{key}")
            if found:
                return found
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return [(at, f"{len(before)} items, of which only {len(after)} are known")]
        for index, (one, other) in enumerate(zip(before, after)):
            found = lost(one, other, f"{at}/{index}")
            if found:
                return found
    return []


def everything_in(value, at):
    """Each object in a value with its pointer."""
    if isinstance(value, dict):
        yield value, at
        for key, inner in value.items():
            yield from everything_in(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from everything_in(inner, f"{at}/{index}")


def past_the_models(blocks, at):
    """What the model classes let through and Slack does not."""
    seen = {"action_id": set(), "block_id": set()}
    for thing, where in everything_in(blocks, at):
        kind = thing.get("type")
        text = thing.get("text")
        if kind in TEXT_TYPES and isinstance(text, str):
            if text == "" or (kind in ("plain_text", "mrkdwn") and text.strip() == ""):
                yield where, "empty text"
        for options in ("options", "initial_options"):
            for index, option in enumerate(thing.get(options) or []):
                for part in ("text", "description"):
                    words = option.get(part)
                    if isinstance(words, dict) and len(words.get("text") or "") > OPTION_TEXT:
                        yield f"{where}/{options}/{index}/{part}", f"more than {OPTION_TEXT} characters"
        for name, known in seen.items():
            value = thing.get(name)
            if value is None:
                continue
            if value in known:
                yield f"{where}/{name}", f"used twice: {value}"
            known.add(value)


def breaches(item):
    kind = item.get("kind")
    if kind in ("message", "ephemeral"):
        blocks = item.get("blocks") or []
        if not (item.get("text") or "").strip():
            yield "/text", "no text for notifications and screen readers"
        if len(blocks) > MESSAGE_BLOCKS:
            yield "/blocks", f"more than {MESSAGE_BLOCKS} blocks"
        for index, block in enumerate(blocks):
            at = f"/blocks/{index}"
            yield from by_the_models(lambda: Block.parse(block), block, at)
        yield from past_the_models(blocks, "/blocks")
    elif kind in ("modal", "home"):
        view = item.get("view") or {}
        yield from by_the_models(lambda: View(**view), view, "/view")
        if kind == "modal" and not view.get("title"):
            yield "/view/title", "no title"
        if view.get("type") != kind:
            yield "/view/type", f"not a {kind}"
        yield from past_the_models(view.get("blocks") or [], "/view/blocks")
    else:
        yield "/kind", f"unknown kind: {kind}"


def judge(source, lines):
    count = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            if not isinstance(item, dict):
                raise ValueError("not an object")
        except ValueError as error:
            print(f"{source}:{number} can't be read: {error}", file=sys.stderr)
            sys.exit(2)
        for pointer, what in breaches(item):
            count += 1
            print(f"{source}:{number} {pointer} {' '.join(what.split())}")
    return count


def main(paths):
    if not paths:
        return judge("-", sys.stdin)
    count = 0
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            count += judge(path, lines)
    return count


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)

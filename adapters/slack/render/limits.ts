/** Slack's limits, as published where not said otherwise. Characters are UTF-16 units, the strictest way to count. */
export const MESSAGE_BLOCKS = 50;
export const VIEW_BLOCKS = 100;
/** Of all blocks of a message together: about 13,200, measured by users of bolt-js; some room is left. */
export const MESSAGE_WEIGHT = 12_000;
/** Beside `VIEW_BYTES`: Devanagari has three bytes a character. */
export const VIEW_WEIGHT = 30_000;
/** What a block weighs beside its text (measured: 41 to 72). */
export const BLOCK_WEIGHT = 75;
/** `chat.update` takes 4,000; what is escaped counts as written. */
export const FALLBACK_TEXT = 3000;
export const HEADER_TEXT = 150;
export const TITLE_TEXT = 3000;
export const FIELDS = 10;
export const FIELD_TEXT = 2000;
export const CONTEXT_TEXT = 3000;
export const ALT_TEXT = 2000;
export const ACTIONS = 25;
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2000;
export const CONFIRM_TITLE = 100;
export const CONFIRM_TEXT = 300;
export const CONFIRM_BUTTON = 30;
export const URL_LENGTH = 3000;

export const MODAL_TITLE = 24;
export const MODAL_BUTTON = 24;
export const PRIVATE_METADATA = 3000;
export const VIEW_BYTES = 250_000;
export const INPUT_TEXT = 3000;
export const FIELD_ERROR = 500;
export const OPTIONS = 100;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 150;
export const INPUT_FILES = 10;

/** Not Slack's: of every menu, where a whole form is too large otherwise. */
export const FEW_OPTIONS = 20;
/** Not Slack's: what is longer is no label. */
export const LABEL_TEXT = 300;
/** Not Slack's: wider columns break on a phone. */
export const COLUMN_WIDTH = 32;
export const BAR_WIDTH = 20;

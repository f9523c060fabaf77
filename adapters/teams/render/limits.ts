/** What Teams takes: 100 KB a message in UTF-16, of which Microsoft advises to use 80. Adaptive Cards up to 1.5. */
export const CARD_VERSION = "1.5";
/** Characters of a card as JSON: 80 KB in UTF-16, less what the message has around it. */
export const CARD_LENGTH = 38_000;
/** More buttons in one row than this disappear behind a menu. */
export const ACTIONS_IN_ROW = 6;
export const ACTION_TITLE = 60;
/** Of every menu, where a whole form is too large otherwise. */
export const OPTIONS = 100;
export const FEW_OPTIONS = 20;
export const TITLE = 300;
export const LABEL = 300;
export const INPUT_TEXT = 10_000;
/** So many people may see one card each in their own way. */
export const OWN_CARDS = 60;
export const ALT_TEXT = 1_000;
/** Bytes of a dialog's card when it opens, and when it comes back with what was typed; Teams refuses 100 KB. */
export const FORM_BYTES = 76_000;
export const MOST_BYTES = 98_000;

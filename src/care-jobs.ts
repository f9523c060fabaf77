/** The names of the jobs by which people are asked. */
export const SURVEY = "survey";
export const QUARTERLY_SURVEY = "quarterly-survey";
export const CHECK_IN = "check-in";
export const CHECK_IN_REMINDER = "check-in-reminder";
export const CHECK_IN_SUMMARY = "check-in-summary";

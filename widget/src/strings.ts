// The widget's own words; what the adviser says comes from the server.

import type { Verdict } from "./reply.ts";

export interface Strings {
  readonly title: string;
  readonly open: string;
  readonly close: string;
  readonly transcript: string;
  readonly inputLabel: string;
  readonly placeholder: string;
  readonly send: string;
  readonly you: string;
  readonly adviser: string;
  readonly sample: string;
  readonly why: string;
  readonly comparison: string;
  readonly newWindow: string;
  readonly unreachable: string;
  readonly retry: string;
  readonly disclosure: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
}

const EN_AU: Strings = {
  title: "Course adviser",
  open: "Ask the course adviser",
  close: "Close the course adviser",
  transcript: "Conversation with the course adviser",
  inputLabel: "Your message",
  placeholder: "Ask about study or courses",
  send: "Send",
  you: "You said",
  adviser: "The adviser said",
  sample: "Sample",
  why: "How it fits",
  comparison: "Comparison of courses",
  newWindow: "opens in a new tab",
  unreachable: "I can't reach the adviser just now. Check your connection and try again.",
  retry: "Try again",
  disclosure: "Automated, and quotes its sources",
  verdicts: { met: "Fits", near: "Close", unknown: "Not known", not_met: "Doesn't fit" },
};

const LOCALES: Readonly<Record<string, Strings>> = { en: EN_AU };

// The nearest language that there is, English otherwise.
export function stringsFor(locale: string): Strings {
  return LOCALES[locale.toLowerCase().split("-")[0] ?? ""] ?? EN_AU;
}

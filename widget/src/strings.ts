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

const ZH_HANS: Strings = {
  title: "课程顾问",
  open: "问课程顾问",
  close: "关闭课程顾问",
  transcript: "与课程顾问的对话",
  inputLabel: "你的消息",
  placeholder: "问学习或课程的问题",
  send: "发送",
  you: "你说",
  adviser: "顾问说",
  sample: "示例",
  why: "为什么合适",
  comparison: "课程比较",
  newWindow: "在新标签页打开",
  unreachable: "现在联系不上顾问。请检查网络后再试。",
  retry: "再试一次",
  disclosure: "自动回答，注明出处",
  verdicts: { met: "符合", near: "接近", unknown: "未知", not_met: "不符合" },
};

const LOCALES: Readonly<Record<string, Strings>> = { en: EN_AU, zh: ZH_HANS };

// The nearest language that there is, English otherwise.
export function stringsFor(locale: string): Strings {
  return LOCALES[primary(locale)] ?? EN_AU;
}

// A browser's language, where the widget speaks it; English is left to the default of the page.
export function spokenBy(browser: string): string {
  return primary(browser) !== "en" && LOCALES[primary(browser)] ? browser : "";
}

function primary(locale: string): string {
  return locale.toLowerCase().split("-")[0] ?? "";
}

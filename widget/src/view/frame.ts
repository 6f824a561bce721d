// The widget's still parts: the launcher, the panel with its header, the log, the composer.

import type { Options } from "../options.ts";
import type { Strings } from "../strings.ts";
import { icon } from "./icons.ts";
import { button, element, hidden } from "./nodes.ts";

export interface Actions {
  readonly toggle: () => void;
  readonly close: () => void;
  readonly submit: () => void;
}

export interface Frame {
  readonly root: HTMLElement;
  readonly launcher: HTMLButtonElement;
  readonly panel: HTMLElement;
  readonly log: HTMLElement;
  readonly input: HTMLTextAreaElement;
}

const PANEL_ID = "panel";
// The server takes no longer text.
const MESSAGE_LENGTH_MAX = 4000;

export function buildFrame(
  options: Options,
  strings: Strings,
  isFloating: boolean,
  actions: Actions,
): Frame {
  const title = options.title || strings.title;
  const launcher = buildLauncher(strings, actions);
  const log = buildLog(strings);
  const input = buildInput(strings, actions);
  const panel = element(
    "section",
    { class: "panel", id: PANEL_ID, role: "region", "aria-label": title },
    buildHeader(title, strings, isFloating ? actions.close : null),
    log,
    buildComposer(input, strings, actions),
  );
  panel.hidden = isFloating;
  const kind = isFloating ? `floating ${options.position}` : "inline";
  const shown = isFloating ? [launcher, panel] : [panel];
  const root = element("div", { class: kind, lang: options.locale }, ...shown);
  return { root, launcher, panel, log, input };
}

function buildLauncher(strings: Strings, actions: Actions): HTMLButtonElement {
  const state = { "aria-expanded": "false", "aria-controls": PANEL_ID };
  const label = element("span", { class: "label" }, strings.open);
  const icons = element("span", { class: "icons" }, icon("chat"), icon("close"));
  return button({ class: "launcher", ...state }, actions.toggle, icons, label);
}

function buildHeader(title: string, strings: Strings, close: (() => void) | null): HTMLElement {
  const words = element(
    "div",
    { class: "words" },
    element("h2", {}, title),
    element("p", {}, strings.disclosure),
  );
  const header = element("header", {}, element("span", { class: "crest" }, icon("cap")), words);
  if (close) header.append(button({ class: "close" }, close, icon("close"), hidden(strings.close)));
  return header;
}

function buildLog(strings: Strings): HTMLElement {
  const live = { role: "log", "aria-live": "polite", "aria-label": strings.transcript };
  return element("div", { class: "log", tabindex: "0", ...live });
}

function buildInput(strings: Strings, actions: Actions): HTMLTextAreaElement {
  const input = element("textarea", {
    rows: "1",
    maxlength: String(MESSAGE_LENGTH_MAX),
    placeholder: strings.placeholder,
    "aria-label": strings.inputLabel,
    enterkeyhint: "send",
  });
  input.addEventListener("keydown", (event) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    actions.submit();
  });
  return input;
}

function buildComposer(
  input: HTMLTextAreaElement,
  strings: Strings,
  actions: Actions,
): HTMLFormElement {
  const send = element("button", { class: "send", type: "submit" }, icon("send"));
  send.append(hidden(strings.send));
  const composer = element("form", { class: "composer" }, input, send);
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.submit();
  });
  return composer;
}

// <career-adviser>: one conversation, in a panel that floats over a page or stands in it.

import { ApiFailure, Conversation, newMessage, type Message, type Outgoing } from "./api.ts";
import { takeToken } from "./crossing.ts";
import { readOptions, type Options } from "./options.ts";
import { sessionStorageFor } from "./storage.ts";
import { stringsFor, type Strings } from "./strings.ts";
import STYLES from "./styles.css";
import { renderReply, renderSuggestions, renderVisitor, type Context } from "./view/blocks.ts";
import { covers } from "./view/covering.ts";
import { buildFrame, type Frame } from "./view/frame.ts";
import { element } from "./view/nodes.ts";
import { renderFailure, Typing } from "./view/waiting.ts";

const OFFERS = ".choice, .form button, .form input";
const LOG_MARGIN = 16;

export class CareerAdviser extends HTMLElement {
  static scriptOrigin = "";

  #isOpened = false;
  #isWaiting = false;
  #isSubmitHeld = false;
  #arrival: Message | null = null;
  #options!: Options;
  #strings!: Strings;
  #context!: Context;
  #conversation!: Conversation;
  #frame!: Frame;

  connectedCallback(): void {
    const isFloating = this.hasAttribute("floating");
    if (!this.shadowRoot) this.#build(isFloating);
    const token = takeToken(location, history);
    // Made once: sent again after a failure, it is the same turn.
    if (token) this.#arrival = newMessage({ text: `/start ${token}` });
    if (isFloating) document.addEventListener("focusin", this.#uncover);
    if (isFloating && this.#arrival) this.#setExpanded(true);
    if (!isFloating) void this.#open();
  }

  disconnectedCallback(): void {
    document.removeEventListener("focusin", this.#uncover);
  }

  #build(isFloating: boolean): void {
    const read = (name: string) => this.getAttribute(`data-${name}`) ?? this.getAttribute(name);
    this.#options = readOptions(read, CareerAdviser.scriptOrigin, navigator.language);
    const { origin, locale, colour } = this.#options;
    this.#strings = stringsFor(locale);
    this.#conversation = new Conversation(origin, sessionStorageFor(origin), locale);
    const send = (outgoing: Outgoing, shown: string) => void this.#send(outgoing, shown);
    this.#context = { strings: this.#strings, locale, send };
    this.#frame = buildFrame(this.#options, this.#strings, isFloating, {
      toggle: () => this.#setExpanded(this.#frame.panel.hidden),
      close: () => this.#setExpanded(false),
      submit: () => this.#submit(),
    });
    if (isFloating) this.#frame.root.addEventListener("keydown", (event) => this.#onKey(event));
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${STYLES}:host{--accent:${colour}}`);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#frame.root);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing && !this.#frame.panel.hidden) {
      event.stopPropagation();
      this.#setExpanded(false);
    }
  }

  #setExpanded(isExpanded: boolean): void {
    const { launcher, input } = this.#frame;
    this.#show(isExpanded);
    (isExpanded ? input : launcher).focus();
    if (isExpanded) void this.#open();
  }

  #show(isExpanded: boolean): void {
    const { panel, launcher } = this.#frame;
    panel.hidden = !isExpanded;
    launcher.setAttribute("aria-expanded", String(isExpanded));
  }

  // What has the focus on the page is never wholly hidden: WCAG 2.2, 2.4.11.
  readonly #uncover = (event: FocusEvent): void => {
    const { panel } = this.#frame;
    const target = event.target;
    if (panel.hidden || !(target instanceof Element) || this.contains(target)) return;
    if (covers(panel.getBoundingClientRect(), target.getBoundingClientRect())) this.#show(false);
  };

  async #open(): Promise<void> {
    if (this.#isOpened) return;
    this.#isOpened = true;
    const work = async () => {
      if (this.#arrival) await this.#conversation.arrive(this.#arrival);
      const hasArrived = this.#arrival !== null;
      this.#arrival = null;
      this.#restore(await this.#conversation.open(), hasArrived);
    };
    if (!(await this.#waiting(work, () => void this.#open()))) this.#isOpened = false;
  }

  #restore(turns: Awaited<ReturnType<Conversation["open"]>>, hasArrived: boolean): void {
    const { log } = this.#frame;
    const isKnown = turns.some((turn) => turn.visitor !== null);
    // What was heard on the page before is not read out once more.
    if (isKnown) log.setAttribute("aria-live", "off");
    for (const [number, { visitor, reply }] of turns.entries()) {
      this.#disableOffers();
      // Where a visitor comes from elsewhere, what greets them is read out.
      if (hasArrived && number === turns.length - 1) log.setAttribute("aria-live", "polite");
      if (visitor !== null) log.append(renderVisitor(visitor, this.#strings));
      if (reply) log.append(renderReply(reply, this.#context));
    }
    const last = log.querySelector<HTMLElement>(".turn:last-child") ?? undefined;
    if (isKnown) this.#scrollTo(hasArrived ? last : this.#lastSaid());
    else if (!hasArrived) this.#welcome();
  }

  #welcome(): void {
    const { greeting, suggestions } = this.#options;
    const { log } = this.#frame;
    if (greeting) {
      const words = element("p", { class: "bubble" }, greeting);
      log.prepend(element("div", { class: "turn" }, words));
    }
    if (suggestions.length) log.append(renderSuggestions(suggestions, this.#context));
  }

  #submit(): void {
    const text = this.#frame.input.value.trim();
    if (!text) return;
    // Words that come before the last reply does are sent once it is there.
    this.#isSubmitHeld = this.#isWaiting;
    if (this.#isWaiting) return;
    this.#frame.input.value = "";
    void this.#send({ text }, text);
  }

  async #send(outgoing: Outgoing, shown: string): Promise<void> {
    if (this.#isWaiting) return;
    const { log } = this.#frame;
    log.setAttribute("aria-live", "polite");
    for (const failure of log.querySelectorAll(".failure")) failure.remove();
    this.#disableOffers();
    log.append(renderVisitor(shown, this.#strings));
    await this.#deliver(newMessage(outgoing));
  }

  async #deliver(message: Message): Promise<void> {
    const { log } = this.#frame;
    const work = async (typing: Typing): Promise<void> => {
      const reply = await this.#conversation.send(message, (text) => typing.write(text));
      this.#isOpened = true;
      typing.root.remove();
      log.append(renderReply(reply, this.#context));
      this.#scrollTo(this.#lastSaid());
    };
    await this.#waiting(work, () => void this.#deliver(message));
    this.#focusNext();
  }

  // Shows that something is under way, and what to do when it fails; whether it succeeded.
  async #waiting(work: (typing: Typing) => Promise<void>, retry: () => void): Promise<boolean> {
    const { log } = this.#frame;
    const typing = new Typing();
    let isDone = false;
    this.#isWaiting = true;
    log.append(typing.root);
    this.#scrollTo(typing.root);
    try {
      await work(typing);
      isDone = true;
    } catch (error) {
      const words = error instanceof ApiFailure ? error.message : "";
      const failure = renderFailure(words || this.#strings.unreachable, this.#strings, retry);
      log.append(failure);
      this.#scrollTo(failure);
    }
    typing.root.remove();
    this.#isWaiting = false;
    if (isDone && this.#isSubmitHeld) this.#submit();
    return isDone;
  }

  // Only the latest turn's buttons mean anything.
  #disableOffers(): void {
    const offers = this.#frame.log.querySelectorAll<HTMLButtonElement | HTMLInputElement>(OFFERS);
    for (const offer of offers) offer.disabled = true;
    for (const link of this.#frame.log.querySelectorAll(".onward a")) link.removeAttribute("href");
  }

  // To the field that is asked for, or back to the composer; not away from where a visitor went.
  #focusNext(): void {
    const { log, input } = this.#frame;
    if (document.activeElement !== this && document.activeElement !== document.body) return;
    const field = log.querySelector<HTMLInputElement>(".turn:last-child .form input");
    // A touch keyboard would cover the reply.
    const isTouch = matchMedia("(pointer: coarse)").matches;
    if (isTouch) log.focus({ preventScroll: true });
    else (field ?? input).focus({ preventScroll: true });
  }

  // A reply is read from its start, below what the visitor said.
  #lastSaid(): HTMLElement | undefined {
    return [...this.#frame.log.querySelectorAll<HTMLElement>(".visitor")].at(-1);
  }

  #scrollTo(shown: HTMLElement | undefined): void {
    if (shown) this.#frame.log.scrollTo({ top: shown.offsetTop - LOG_MARGIN });
  }
}

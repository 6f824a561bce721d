// <career-adviser>: the panel, its launcher, and one conversation in it.

import { ApiFailure, Conversation, type Outgoing, type Storage } from "./api.ts";
import { readOptions, type Options } from "./options.ts";
import { stringsFor, type Strings } from "./strings.ts";
import { STYLES } from "./styles.ts";
import { renderReply, renderVisitor, type Context } from "./view/blocks.ts";
import { button, element } from "./view/nodes.ts";

const STORAGE_KEY = "career-adviser";

export class CareerAdviser extends HTMLElement {
  static scriptOrigin = "";

  #isFloating = false;
  #isOpened = false;
  #isWaiting = false;
  #options!: Options;
  #strings!: Strings;
  #context!: Context;
  #conversation!: Conversation;
  #launcher!: HTMLButtonElement;
  #panel!: HTMLElement;
  #log!: HTMLElement;
  #input!: HTMLTextAreaElement;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    this.#isFloating = this.hasAttribute("floating");
    this.#options = readOptions((name) => this.getAttribute(name), CareerAdviser.scriptOrigin);
    this.#strings = stringsFor(this.#options.locale);
    this.#conversation = new Conversation(this.#options.origin, storage());
    this.#context = {
      strings: this.#strings,
      locale: this.#options.locale,
      send: (outgoing, shown) => void this.#send(outgoing, shown),
    };
    this.#build(this.attachShadow({ mode: "open" }));
    if (!this.#isFloating) void this.#open();
  }

  #build(root: ShadowRoot): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${STYLES} :host { --accent: ${this.#options.colour}; }`);
    root.adoptedStyleSheets = [sheet];
    const title = this.#options.title || this.#strings.title;
    this.#log = element("div", { class: "log", role: "log", "aria-label": this.#strings.transcript, "aria-live": "polite", tabindex: "0" });
    this.#panel = element("section", { class: "panel", role: "region", "aria-label": title }, this.#header(title), this.#log, this.#composer());
    this.#launcher = button(this.#strings.open, { class: "launcher", "aria-expanded": "false" }, () => this.#setExpanded(true));
    const side = this.#options.position === "bottom-left" ? "left" : "right";
    const frame = element("div", { class: `${this.#isFloating ? "floating" : "inline"} ${side}`, lang: this.#options.locale }, this.#panel);
    if (this.#isFloating) {
      frame.append(this.#launcher);
      this.#panel.hidden = true;
      this.#panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.#setExpanded(false);
      });
    }
    root.append(frame);
  }

  #header(title: string): HTMLElement {
    const heading = element("div", {}, element("h2", {}, title), element("p", {}, this.#strings.disclosure));
    const made = element("header", {}, heading);
    if (this.#isFloating) {
      made.append(button("×", { class: "close", "aria-label": this.#strings.close }, () => this.#setExpanded(false)));
    }
    return made;
  }

  #composer(): HTMLElement {
    this.#input = element("textarea", { rows: "1", maxlength: "4000", "aria-label": this.#strings.inputLabel, placeholder: this.#strings.placeholder });
    const form = element("form", { class: "composer" }, this.#input, element("button", { class: "send", type: "submit" }, this.#strings.send));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("keydown", (event) => {
      // While an input method composes, Enter takes its suggestion.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    return form;
  }

  #setExpanded(isExpanded: boolean): void {
    this.#panel.hidden = !isExpanded;
    this.#launcher.hidden = isExpanded;
    this.#launcher.setAttribute("aria-expanded", String(isExpanded));
    if (isExpanded) {
      this.#input.focus();
      void this.#open();
    } else {
      this.#launcher.focus();
    }
  }

  async #open(): Promise<void> {
    if (this.#isOpened) return;
    this.#isOpened = true;
    const isDone = await this.#waiting(async () => {
      for (const turn of await this.#conversation.open()) {
        this.#disableOffers();
        if (turn.visitor !== null) this.#log.append(renderVisitor(turn.visitor, this.#strings));
        if (turn.reply) this.#log.append(renderReply(turn.reply, this.#context));
      }
      this.#welcome();
    }, () => void this.#open());
    if (!isDone) this.#isOpened = false;
  }

  #welcome(): void {
    if (this.#log.querySelector(".visitor")) return;
    if (this.#options.greeting) this.#log.prepend(element("div", { class: "turn" }, element("p", { class: "bubble" }, this.#options.greeting)));
    if (!this.#options.suggestions.length) return;
    const offered = this.#options.suggestions.map((text) => button(text, { class: "choice" }, () => void this.#send({ text }, text)));
    this.#log.append(element("div", { class: "choices" }, ...offered));
  }

  #submit(): void {
    const text = this.#input.value.trim();
    if (!text || this.#isWaiting) return;
    this.#input.value = "";
    void this.#send({ text }, text);
  }

  async #send(outgoing: Outgoing, shown: string): Promise<void> {
    if (this.#isWaiting) return;
    this.#disableOffers();
    this.#log.append(renderVisitor(shown, this.#strings));
    await this.#deliver(outgoing);
    const field = this.#log.querySelector<HTMLInputElement>(".turn:last-child .form input");
    (field ?? this.#input).focus();
  }

  async #deliver(outgoing: Outgoing): Promise<void> {
    await this.#waiting(async (typing) => {
      const written = element("div", { class: "bubble", "aria-hidden": "true" });
      const reply = await this.#conversation.send(outgoing, (text) => {
        typing.replaceWith(written);
        written.append(text);
        this.#scroll(written);
      });
      const turn = renderReply(reply, this.#context);
      written.remove();
      this.#log.append(turn);
      this.#scroll(turn);
    }, () => void this.#deliver(outgoing));
  }

  // Shows that something is under way, and what to do when it fails; whether it succeeded.
  async #waiting(work: (typing: HTMLElement) => Promise<void>, again: () => void): Promise<boolean> {
    this.#isWaiting = true;
    const typing = element("div", { class: "typing", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
    this.#log.append(typing);
    this.#scroll(typing);
    try {
      await work(typing);
      return true;
    } catch (error) {
      this.#log.append(this.#failure(error, again));
      return false;
    } finally {
      typing.remove();
      this.#isWaiting = false;
    }
  }

  #failure(error: unknown, again: () => void): HTMLElement {
    const sentence = (error instanceof ApiFailure && error.message) || this.#strings.unreachable;
    const shown = element("div", { class: "failure", role: "alert" }, element("p", {}, sentence));
    shown.append(
      button(this.#strings.retry, { class: "retry" }, () => {
        shown.remove();
        again();
      }),
    );
    return shown;
  }

  // Only the latest turn's buttons mean anything.
  #disableOffers(): void {
    for (const control of this.#log.querySelectorAll<HTMLButtonElement | HTMLInputElement>(".choice, .form button, .form input")) {
      control.disabled = true;
    }
  }

  // A reply is read from its start: its first line, not its last, is brought into view.
  #scroll(to: HTMLElement): void {
    const top = to.offsetTop - this.#log.offsetTop - 16;
    this.#log.scrollTo({ top: Math.min(top, this.#log.scrollHeight) });
  }
}

// A page may forbid storage, or have none; the conversation then lasts as long as the page.
function storage(): Storage {
  return {
    get: () => {
      try {
        return sessionStorage.getItem(STORAGE_KEY);
      } catch {
        return null;
      }
    },
    set: (value) => {
      try {
        sessionStorage.setItem(STORAGE_KEY, value);
      } catch {
        return;
      }
    },
  };
}

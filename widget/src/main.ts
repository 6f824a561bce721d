// Runs when the script is included: defines the element, and floats one unless the page places its
// own.

import { CareerAdviser } from "./element.ts";

const TAG = "career-adviser";
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

function start(): void {
  if (customElements.get(TAG)) return;
  CareerAdviser.scriptOrigin = new URL(script?.src ?? location.href, location.href).origin;
  customElements.define(TAG, CareerAdviser);
  if (document.querySelector(TAG) || script?.dataset["launcher"] === "off") return;
  const made = document.createElement(TAG);
  made.setAttribute("floating", "");
  for (const { name, value } of script?.attributes ?? []) {
    if (name.startsWith("data-")) made.setAttribute(name, value);
  }
  document.body.append(made);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

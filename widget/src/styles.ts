// The widget's styles, for a constructed style sheet: no page's CSP has to allow inline styles.

export const STYLES = `
:host { all: initial; --accent: #0f5c5c; --ground: #ffffff; --ink: #17252a; --soft: #5a6b70; --line: #d5dee0;
  --tint: #eef4f4; --warn: #fff4e0; --shadow: 0 12px 40px rgb(10 40 45 / 22%);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); color-scheme: light dark; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p, ul, dl, dd, h2, h3, figure, blockquote { margin: 0; padding: 0; font: inherit; }
button, input, textarea { font: inherit; color: inherit; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.launcher { position: fixed; z-index: 2147483000; bottom: 20px; display: flex; align-items: center; gap: 10px; min-height: 52px;
  padding: 0 22px; border: 0; border-radius: 26px; background: var(--accent); color: #fff; font-weight: 600; cursor: pointer;
  box-shadow: var(--shadow); }
.launcher:focus-visible { outline-color: #fff; box-shadow: 0 0 0 5px var(--accent); }
.launcher::before { content: ""; width: 18px; height: 14px; border: 2px solid currentcolor; border-radius: 6px 6px 6px 1px; }
.right .launcher, .right .panel { right: 20px; } .left .launcher, .left .panel { left: 20px; }
.panel { position: fixed; z-index: 2147483000; bottom: 20px; width: min(400px, calc(100vw - 40px));
  height: min(680px, calc(100vh - 40px)); height: min(680px, calc(100dvh - 40px)); display: flex; flex-direction: column; overflow: hidden;
  background: var(--ground); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow); }
.inline .panel { position: static; width: 100%; height: 620px; box-shadow: none; }
.panel[hidden], .launcher[hidden] { display: none; }
header { display: flex; align-items: center; gap: 12px; padding: 12px 10px 12px 18px; background: var(--accent); color: #fff; }
header div { flex: 1; } header h2 { font-weight: 650; line-height: 1.3; } header p { font-size: 13px; opacity: .92; }
.close { width: 40px; height: 40px; border: 0; border-radius: 50%; background: none; cursor: pointer; font-size: 22px; line-height: 1; }
.close:hover { background: rgb(255 255 255 / 16%); } header :focus-visible { outline-color: #fff; }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px; display: flex; flex-direction: column; gap: 16px;
  scroll-behavior: smooth; }
.turn { display: flex; flex-direction: column; gap: 8px; align-items: flex-start; }
.turn > * { max-width: 100%; overflow-wrap: anywhere; }
.bubble { padding: 10px 14px; border-radius: 4px 16px 16px; background: var(--tint); display: grid; gap: 8px; }
.visitor { align-items: flex-end; } .visitor .bubble { border-radius: 16px 16px 4px; background: var(--accent); color: #fff; max-width: 88%;
  display: block; }
ul { padding-left: 20px; } li { margin: 2px 0; }
figure { border-left: 4px solid var(--accent); padding: 4px 0 4px 14px; display: grid; gap: 6px; }
blockquote { display: grid; gap: 8px; }
figcaption, .provider { font-size: 14px; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 2px; }
.card { width: 100%; padding: 14px 16px; border: 1px solid var(--line); border-radius: 14px; display: grid; gap: 8px; }
h3 { font-weight: 650; line-height: 1.35; }
.mark { display: inline-block; padding: 0 8px; border: 1px solid var(--line); border-radius: 10px; font-size: 12px; }
dl { display: grid; grid-template-columns: 1fr; gap: 2px; font-size: 14px; }
dl div { display: grid; grid-template-columns: 92px 1fr; gap: 8px; } dt { color: var(--soft); }
.why { list-style: none; padding: 8px 0 0; border-top: 1px solid var(--line); font-size: 14px; }
.why li { display: grid; grid-template-columns: 20px 1fr; } .sign { font-weight: 700; color: var(--accent); }
.unknown .sign, .near .sign { color: #8a5a00; } .not_met .sign { color: #a3261d; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 2px; }
.choice, .form button, .retry { min-height: 38px; padding: 6px 14px; border: 1.5px solid var(--accent); border-radius: 19px; background: var(--ground);
  color: var(--accent); font-weight: 550; cursor: pointer; text-align: left; }
.choice:hover:enabled, .retry:hover { background: var(--tint); }
.choice:disabled, .form button:disabled { border-color: var(--line); color: var(--soft); cursor: default; }
.notice { padding: 10px 14px; border: 1px solid var(--line); border-radius: 12px; font-size: 14px; }
.notice.warning { background: var(--warn); border-color: #e0b25c; font-size: 16px; }
.form { display: flex; gap: 8px; align-items: end; width: 100%; } .form label { flex: 1; font-size: 14px; display: grid; gap: 4px; }
input, textarea { width: 100%; min-height: 44px; padding: 9px 14px; border: 1px solid #7d8e93; border-radius: 12px; background: var(--ground);
  font-size: 16px; }
.form button { min-height: 44px; border-radius: 12px; }
.table { overflow-x: auto; } table { border-collapse: collapse; font-size: 14px; } th, td { padding: 6px 10px; border: 1px solid var(--line);
  text-align: left; vertical-align: top; }
.typing { display: flex; gap: 5px; padding: 14px; } .typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft);
  animation: pulse 1.2s infinite; } .typing i:nth-child(2) { animation-delay: .2s; } .typing i:nth-child(3) { animation-delay: .4s; }
@keyframes pulse { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
.failure { padding: 10px 14px; border: 1px solid #a3261d; border-radius: 12px; display: grid; gap: 8px; justify-items: start; }
.composer { display: flex; gap: 8px; align-items: flex-end; padding: 12px; border-top: 1px solid var(--line); }
textarea { resize: none; max-height: 120px; field-sizing: content; line-height: 1.5; }
.send { min-height: 44px; padding: 0 18px; border: 0; border-radius: 12px; background: var(--accent); color: #fff; font-weight: 600; cursor: pointer; }
@media (max-width: 480px) { .floating .panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border: 0; border-radius: 0; } }
@media (prefers-reduced-motion: reduce) { .typing i { animation: none; } .log { scroll-behavior: auto; } }
@media (prefers-color-scheme: dark) { :host { --ground: #10191b; --ink: #e8eff0; --soft: #a8b8bb; --line: #2f4044; --tint: #1b2a2d; --warn: #3a2c10; }
  a, .choice, .form button, .retry, .sign { color: #7fd0cb; } .choice, .form button, .retry { border-color: #7fd0cb; }
  figure { border-color: #7fd0cb; } :focus-visible { outline-color: #7fd0cb; } .unknown .sign, .near .sign { color: #e8b45a; }
  .not_met .sign { color: #ff9b92; } }
@media (forced-colors: active) { .launcher, .send, .choice, .card { border: 1px solid; } }
`;

// The toolbar: one tab stop, arrow keys inside, pressed states, panels for what needs input.
// SPDX-License-Identifier: MIT
import { element, hasIcon, icon } from "./icons.js";

function makeButton(spec) {
  const button = element("button", {
    type: "button",
    class: spec.text ? "editor-button editor-word" : "editor-button",
    title: spec.title || spec.text,
    "aria-label": spec.label || false,
    tabindex: "-1",
  });
  button.append(!spec.text && hasIcon(spec.name) ? icon(spec.name) : spec.text || spec.label);
  if (spec.active || spec.full) button.setAttribute("aria-pressed", "false");
  if (spec.panel) button.setAttribute("aria-expanded", "false");
  return button;
}

// onPress(spec, button) is called for each press.
export function makeToolbar(label, specs, controls, onPress) {
  const bar = element("div", { class: "editor-toolbar", role: "toolbar", "aria-label": label, "aria-controls": controls });
  const entries = [];
  for (const spec of specs) {
    if (!spec) {
      bar.append(element("span", { class: "editor-gap", role: "separator", "aria-orientation": "vertical" }));
      continue;
    }
    const button = makeButton(spec);
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") onPress(spec, button);
    });
    entries.push({ spec, button });
    bar.append(button);
  }
  const shown = () => entries.filter((e) => !e.button.hidden).map((e) => e.button);
  const stop = (target) => entries.forEach((e) => e.button.setAttribute("tabindex", e.button === target ? "0" : "-1"));
  stop(entries[0].button);
  bar.addEventListener("focusin", (event) => stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const all = shown();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  });
  return {
    dom: bar,
    focus: () => (bar.querySelector('[tabindex="0"]') || entries[0].button).focus(),
    button: (name) => entries.find((e) => e.spec.name === name).button,
    update(state) {
      for (const { spec, button } of entries) {
        const active = !!spec.active && !!spec.active(state);
        if (spec.active) button.setAttribute("aria-pressed", String(active));
        if (spec.run) button.setAttribute("aria-disabled", String(!active && !spec.run(state)));
      }
    },
  };
}

// A row of fields under the toolbar. fields: [{name, label, type, value, …}]; onApply gets the values and
// returns a message when something is wrong.
export function makePanel({ title, fields, apply, extra }, close) {
  const inputs = {};
  const problem = element("p", { class: "editor-problem", role: "alert" });
  const panel = element("div", { class: "editor-panel", role: "group", "aria-label": title });
  for (const { name, label, ...attrs } of fields) {
    const input = element("input", { autocomplete: "off", ...attrs }); // without a name: it is no part of the form
    const box = attrs.type === "checkbox";
    inputs[name] = input;
    panel.append(element("label", { class: box ? "editor-check" : "" }, ...(box ? [input, label] : [label, input])));
  }
  const done = () => {
    const values = Object.fromEntries(Object.entries(inputs).map(([name, i]) => [name, i.type === "checkbox" ? i.checked : i.value.trim()]));
    const wrong = apply(values);
    problem.textContent = wrong || "";
    if (!wrong) close();
  };
  const button = (text, fn) => {
    const b = element("button", { type: "button", class: "editor-button editor-word" }, text);
    b.addEventListener("click", fn);
    return b;
  };
  panel.append(button("确定", done));
  if (extra)
    panel.append(
      button(extra.text, () => {
        extra.run();
        close();
      }),
    );
  panel.append(button("取消", close), problem);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault(); // not the whole form
      done();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  return { dom: panel, focus: () => panel.querySelector("input").focus() };
}

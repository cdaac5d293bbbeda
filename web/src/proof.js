// Findings of the proofreader: underlined in the text, listed beside it, accepted with one press.
// SPDX-License-Identifier: MIT
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { element } from "./icons.js";

const WAIT_MS = 1200;
const SHOWN = 100;
const NARROW = "(max-width: 61.99rem)"; // where .split has one column
const key = new PluginKey("proof");

// A finding's underline goes when its words change.
export function proofPlugin() {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const fresh = tr.getMeta(key);
        if (fresh) return DecorationSet.create(tr.doc, fresh);
        if (!tr.docChanged) return set;
        const mapped = set.map(tr.mapping, tr.doc);
        const stale = mapped.find().filter((d) => tr.doc.textBetween(d.from, d.to) !== d.spec.written);
        return mapped.remove(stale);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

// Runs of text without a break: each becomes a line. Blank ones are left out; blanks at the ends
// are cut, as the server would.
export function linesOf(doc) {
  const lines = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    let text = "";
    let from = 0;
    const end = () => {
      const blank = /^\s*/.exec(text)[0].length;
      const trimmed = text.trim();
      if (trimmed) lines.push({ text: trimmed, from: from + blank });
      text = "";
    };
    node.forEach((child, offset) => {
      if (!child.isText) return end();
      if (!text) from = pos + 1 + offset;
      text += child.text.replace(/[\n\r\t]/g, " ");
    });
    end();
    return false;
  });
  return lines;
}

// The server counts characters, the browser counts units of UTF-16.
const units = (text, chars) => [...text].slice(0, chars).join("").length;

export class Proof {
  constructor(editor, url) {
    this.editor = editor;
    this.url = url;
    this.form = editor.form;
    this.findings = [];
    this.build();
    for (const name of ["title", "summary", "formed_on"]) this.field(name)?.addEventListener("input", () => this.later());
    this.later(100);
  }

  field(name) {
    const f = this.form && this.form.elements.namedItem(name);
    return f && "value" in f ? f : null;
  }

  build() {
    const place = document.querySelector("[data-proof-list]");
    this.more = element("input", { type: "checkbox" });
    this.more.addEventListener("change", () => this.check());
    this.status = element("p", { class: "editor-proof-status", role: "status" });
    this.list = element("ol", { class: "editor-proof-list" });
    this.list.addEventListener("keydown", (event) => this.move(event));
    const parts = [this.status, element("label", { class: "editor-check" }, this.more, "也显示把握不大的"), this.list];
    if (place) {
      place.hidden = false;
      place.append(...parts);
      this.keepNear(place);
    } else this.editor.dom.append(element("section", { class: "editor-proof", "aria-label": "文字检查" }, ...parts));
  }

  // Beside the text where there is room; on a narrow page right below it, not behind the whole form.
  keepNear(place) {
    const home = place.parentElement;
    const narrow = matchMedia(NARROW);
    const put = () => (narrow.matches ? this.editor.dom.after(place) : home.prepend(place));
    narrow.addEventListener("change", put);
    put();
  }

  later(ms = WAIT_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), ms);
  }

  async post(path, values) {
    const body = new URLSearchParams({ csrf: this.field("csrf")?.value || "", ...values });
    const answer = await fetch(this.url + path, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", signal: this.stop?.signal });
    const json = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    if (!answer.ok || answer.redirected) throw new Error(json.message || "现在不能检查文字，保存后再试");
    return json;
  }

  async check() {
    clearTimeout(this.timer);
    this.stop?.abort();
    this.stop = new AbortController();
    const { doc } = this.editor.view.state;
    const title = this.field("title")?.value || "";
    const summary = this.field("summary")?.value || "";
    const lines = linesOf(doc);
    const values = { title: title.trim(), summary: summary.trim(), lines: lines.map((l) => l.text).join("\n"), ...(this.more.checked && { all: "1" }) };
    const date = this.field("formed_on")?.value;
    if (date) values.date = date;
    try {
      const found = await this.post("check", values);
      if (doc !== this.editor.view.state.doc) return this.later(); // written on meanwhile
      this.show(found, lines);
    } catch (error) {
      if (error.name !== "AbortError") this.status.textContent = error instanceof TypeError ? "网络不通，文字没有检查" : error.message;
    }
  }

  show(found, lines) {
    this.confirms = found.confirms;
    this.findings = found.findings.map((f, id) => ({ ...f, id, body: f.field === "body" }));
    const marks = [];
    for (const f of this.findings) {
      const line = f.body && lines[f.line];
      if (!line) continue;
      const from = line.from + units(line.text, f.start);
      const to = line.from + units(line.text, f.end);
      const written = this.editor.view.state.doc.textBetween(from, to);
      const kind = f.serious ? "proof-serious" : f.confidence >= 900 ? "proof-hint" : "proof-unsure";
      marks.push(Decoration.inline(from, to, { class: `proof ${kind} proof-${f.class}`, title: `${f.name}${f.suggest.length ? `，建议“${f.suggest[0]}”` : ""}` }, { id: f.id, written }));
    }
    this.editor.view.dispatch(this.editor.view.state.tr.setMeta(key, marks).setMeta("addToHistory", false));
    this.model = found.model;
    this.render();
  }

  render() {
    const n = this.findings.length;
    const serious = this.findings.filter((f) => f.serious && !f.claimed).length;
    const rules = this.model ? "" : "（没有语言模型，只按规则检查）";
    this.status.textContent = (n ? `发现 ${n} 处${serious ? `，其中 ${serious} 处须改` : ""}` : "没有发现文字问题") + rules;
    this.list.replaceChildren(...this.findings.slice(0, SHOWN).map((f) => this.item(f)));
    if (n > SHOWN) this.list.append(element("li", {}, `另有 ${n - SHOWN} 处，改正后再显示`));
  }

  item(f) {
    const button = (text, label, run, kind = "") => {
      const b = element("button", { type: "button", class: `editor-button ${kind}`, "aria-label": label }, text);
      b.addEventListener("click", run);
      return b;
    };
    const row = element("div", { class: "editor-proof-acts" });
    for (const s of f.suggest) row.append(button(s ? `改为“${s}”` : "删去", `${f.text}：${s ? `改为${s}` : "删去"}`, () => this.accept(f, s), "proof-accept"));
    if (f.claimed) row.append(element("span", { class: "editor-proof-claimed" }, "已标为不是错误，待审核人确认"));
    else if (f.may) row.append(button("不是错误", `${f.text}：不是错误`, () => this.remember(f)));
    return element("li", { class: f.serious ? "proof-is-serious" : "" },
      button(`${f.name}：${f.text}`, `${f.where}，${f.name}：${f.text}，到原文`, () => this.go(f), "proof-go"), row);
  }

  // Up and down go from finding to finding, Escape back into the text.
  move(event) {
    const buttons = [...this.list.querySelectorAll(".proof-go")];
    const at = buttons.findIndex((b) => b.closest("li").contains(document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && buttons[at + step]) {
      event.preventDefault();
      buttons[at + step].focus();
    } else if (event.key === "Escape") this.editor.view.focus();
  }

  range(f) {
    return key.getState(this.editor.view.state).find(undefined, undefined, (spec) => spec.id === f.id)[0];
  }

  // Places of the other fields, in units of UTF-16; null when the words are no longer there.
  rangeOfField(f) {
    const input = this.field(f.field);
    if (!input) return null;
    const blank = /^\s*/.exec(input.value)[0].length;
    const lines = input.value.trim().split("\n");
    const line = lines[f.line] || "";
    const before = lines.slice(0, f.line).join("\n").length + (f.line ? 1 : 0) + blank;
    return { input, from: before + units(line, f.start), to: before + units(line, f.end) };
  }

  go(f) {
    const { view } = this.editor;
    if (!f.body) {
      const place = this.rangeOfField(f);
      place?.input.focus();
      place?.input.setSelectionRange(place.from, place.to);
      return;
    }
    const d = this.range(f);
    if (!d) return this.later(0);
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, d.from, d.to)).scrollIntoView());
  }

  accept(f, suggestion) {
    const { view } = this.editor;
    if (f.body) {
      const d = this.range(f);
      if (!d) return this.later(0);
      const tr = closeHistory(view.state.tr); // one undo takes back one correction
      view.dispatch(suggestion ? tr.insertText(suggestion, d.from, d.to) : tr.delete(d.from, d.to));
    } else {
      const place = this.rangeOfField(f);
      if (!place) return undefined;
      place.input.focus();
      place.input.setSelectionRange(place.from, place.to);
      // the only way that the browser's own undo knows of
      if (!document.execCommand("insertText", false, suggestion)) place.input.setRangeText(suggestion);
    }
    return this.drop(f, `“${f.text}”已改为“${suggestion}”`);
  }

  async remember(f) {
    try {
      this.stop = null;
      const { confirmed } = await this.post("remember", { code: f.code, class: f.class, text: f.text, context: f.context });
      if (f.serious && !confirmed) {
        f.claimed = true;
        this.render();
        this.status.textContent = `“${f.text}”已标为不是错误，提交后由审核人确认`;
        return;
      }
      const same = (g) => g.code === f.code && g.text === f.text && g.context === f.context;
      const set = key.getState(this.editor.view.state);
      const keep = set.find().filter((d) => !same(this.findings.find((g) => g.id === d.spec.id) || {}));
      this.editor.view.dispatch(this.editor.view.state.tr.setMeta(key, keep).setMeta("addToHistory", false));
      this.drop(f, `“${f.text}”已记为不是错误，以后不再提示`, same);
    } catch (error) {
      this.status.textContent = error.message;
    }
  }

  // The list goes on at the same place, so that Enter, Enter, Enter works through it.
  drop(f, say, which = (g) => g === f) {
    const at = this.findings.indexOf(f);
    this.findings = this.findings.filter((g) => !which(g));
    this.render();
    const next = this.list.children[Math.min(at, this.findings.length - 1)];
    (next?.querySelector(".proof-accept") || next?.querySelector("button"))?.focus();
    if (!next) this.editor.view.focus();
    this.status.textContent = say;
    this.later();
  }
}

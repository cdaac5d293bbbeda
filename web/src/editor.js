// Turns <textarea data-editor> inside a form into an editor. Without it the plain textarea works.
// SPDX-License-Identifier: MIT
import { baseKeymap, setBlockType, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser as Reader } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, NodeSelection } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { autosave } from "../../src/lib/ui/static/autosave.js";
import { buttons, captionOf, inTable, insertTable, linkAt, setCaption, setLink, tableButtons } from "./commands.js";
import { element } from "./icons.js";
import { cleanPasted, parseApart } from "./paste.js";
import { Proof, proofPlugin } from "./proof.js";
import { safeHref, schema, toHtml } from "./schema.js";
import { makePanel, makeToolbar } from "./toolbar.js";
import { imageFiles, uploadImage, uploadPlugin } from "./upload.js";

const { nodes, marks } = schema;
let count = 0;

function parse(html) {
  return Reader.fromSchema(schema).parse(parseApart(html));
}

const hardBreak = (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

class Editor {
  constructor(textarea) {
    this.textarea = textarea;
    this.form = textarea.form;
    this.id = textarea.id ? `${textarea.id}-editor` : `editor-${++count}`;
    this.uploadUrl = textarea.dataset.upload || "";
    this.build();
    this.view = new EditorView(this.place, {
      state: EditorState.create({ doc: parse(textarea.value), plugins: this.plugins() }),
      attributes: this.attributes(),
      transformPastedHTML: (html) => this.cleanPaste(html),
      handlePaste: (view, event) => this.takeFiles(event, event.clipboardData, view.state.selection.from),
      handleDrop: (view, event, slice, moved) => this.dropped(event, moved),
      handleDOMEvents: { keydown: (view, event) => this.keyDown(event) },
      dispatchTransaction: (tr) => this.apply(tr),
    });
    // kept reachable, so that links to the field (from the list of problems) lead into the editor
    textarea.className = "editor-source";
    textarea.setAttribute("tabindex", "-1");
    textarea.setAttribute("aria-hidden", "true");
    textarea.addEventListener("focus", () => this.view.focus());
    this.bind();
    this.update();
    if (textarea.dataset.proof && this.form) this.proof = new Proof(this, textarea.dataset.proof);
  }

  // ---- what is seen ----
  build() {
    const wanted = buttons.filter((b, i) => !b || this.uploadUrl || b.name !== "image");
    this.tools = makeToolbar("正文编辑工具", wanted, this.id, (spec, button) => this.press(spec, button));
    this.tableTools = makeToolbar("表格工具", tableButtons, this.id, (spec, button) => this.press(spec, button));
    this.tableTools.dom.hidden = true;
    this.panelPlace = element("div");
    this.place = element("div", { class: "editor-place" });
    this.message = element("span", { class: "editor-message", role: "status" });
    this.count = element("span", { class: "editor-count" });
    this.file = element("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", multiple: true, hidden: true, tabindex: "-1" });
    this.dom = element("div", { class: "editor" }, this.tools.dom, this.tableTools.dom, this.panelPlace, this.place,
      element("div", { class: "editor-status" }, this.message, this.count), this.file);
    this.textarea.after(this.dom);
  }

  attributes() {
    const label = this.textarea.labels && this.textarea.labels[0];
    const described = this.textarea.getAttribute("aria-describedby");
    if (label) {
      if (!label.id) label.id = `${this.id}-label`;
      label.addEventListener("click", () => this.view.focus());
    }
    return {
      tabindex: "0",
      id: this.id,
      class: "editor-text text",
      role: "textbox",
      "aria-multiline": "true",
      ...(label ? { "aria-labelledby": label.id } : { "aria-label": "正文" }),
      ...(described && { "aria-describedby": described }),
      ...(this.textarea.required && { "aria-required": "true" }),
    };
  }

  say(text, kind, link) {
    this.message.textContent = text;
    this.message.classList.toggle("editor-problem", !!kind);
    if (link) this.message.append(element("a", { href: link.href, target: "_blank", rel: "noopener" }, link.text));
  }

  update() {
    const { state } = this.view;
    this.tools.update(state);
    const table = inTable(state);
    this.tableTools.dom.hidden = !table;
    if (table) this.tableTools.update(state);
    const letters = state.doc.textBetween(0, state.doc.content.size, "", "").replace(/\s/g, "");
    this.count.textContent = `共 ${[...letters].length.toLocaleString("zh-CN")} 字`;
  }

  // ---- changes ----
  plugins() {
    const toggle = (type) => toggleMark(type);
    return [
      keymap({
        "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
        "Mod-b": toggle(marks.strong), "Mod-i": toggle(marks.em), "Mod-u": toggle(marks.underline),
        "Mod-Alt-0": setBlockType(nodes.paragraph), "Mod-Alt-2": setBlockType(nodes.heading, { level: 2 }),
        "Mod-Alt-3": setBlockType(nodes.heading, { level: 3 }), "Mod-Alt-4": setBlockType(nodes.heading, { level: 4 }),
        "Mod-k": () => this.openPanel("link"),
        Enter: splitListItem(nodes.list_item), "Shift-Enter": hardBreak,
        "Mod-[": liftListItem(nodes.list_item), "Mod-]": sinkListItem(nodes.list_item),
      }),
      keymap({ Tab: goToNextCell(1), "Shift-Tab": goToNextCell(-1) }),
      keymap(baseKeymap),
      dropCursor({ class: "editor-drop" }),
      gapCursor(),
      history(),
      tableEditing(),
      uploadPlugin,
      proofPlugin(),
    ];
  }

  apply(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.update();
    if (!tr.docChanged) return;
    this.changed = true;
    if (this.proof) this.proof.later();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.writeBack(), 300);
  }

  // The textarea stays what is sent; nothing is written until the writer changed something.
  writeBack() {
    clearTimeout(this.timer);
    if (!this.changed) return;
    this.changed = false;
    this.textarea.value = toHtml(this.view.state.doc);
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  bind() {
    if (this.form) {
      this.form.addEventListener("submit", () => this.writeBack(), true);
      this.form.addEventListener("reset", () => setTimeout(() => this.load(this.textarea.value)));
    }
    addEventListener("pagehide", () => this.writeBack());
    this.file.addEventListener("change", () => {
      this.upload([...this.file.files], this.view.state.selection.from);
      this.file.value = "";
    });
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.view.hasFocus()) this.setFull(false);
      else this.view.focus();
    });
  }

  load(html) {
    this.view.updateState(EditorState.create({ doc: parse(html), plugins: this.view.state.plugins }));
    this.update();
  }

  keyDown(event) {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      this.tools.focus();
      return true;
    }
    return false;
  }

  // ---- buttons and panels ----
  press(spec, button) {
    if (spec.full) this.setFull(!this.dom.classList.contains("editor-full"));
    else if (spec.name === "image") this.pressImage();
    else if (spec.panel) this.openPanel(spec.panel, button);
    else {
      spec.run(this.view.state, this.view.dispatch, this.view);
      if (document.activeElement === document.body) this.view.focus();
    }
    if (!spec.panel && spec.name !== "image" && !this.tools.dom.contains(document.activeElement) && !this.tableTools.dom.contains(document.activeElement)) this.view.focus();
  }

  setFull(on) {
    this.dom.classList.toggle("editor-full", on);
    document.documentElement.classList.toggle("editor-locked", on);
    this.tools.button("full").setAttribute("aria-pressed", String(on));
  }

  run(command) {
    command(this.view.state, this.view.dispatch, this.view);
  }

  panels() {
    const { state } = this.view;
    const href = linkAt(state);
    const image = state.selection instanceof NodeSelection ? state.selection.node : null;
    return {
      link: {
        title: "链接",
        fields: [{ name: "href", label: "网址", type: "text", inputmode: "url", value: href, placeholder: "https://… 或 /站内路径", size: 40 }],
        apply: ({ href: typed }) => {
          const safe = safeHref(/^[\w-]+(\.[\w-]+)+(\/|$)/.test(typed) ? `https://${typed}` : typed);
          if (!safe) return "请填写以 http://、https://、mailto:、tel: 开头的网址，或以 / 开头的本站路径";
          this.run(setLink(safe));
          return "";
        },
        extra: href && { text: "取消链接", run: () => this.run(setLink("")) },
      },
      table: {
        title: "插入表格",
        fields: [
          { name: "rows", label: "行数", type: "number", min: 1, max: 100, value: "4" },
          { name: "columns", label: "列数", type: "number", min: 1, max: 30, value: "3" },
          { name: "head", label: "第一行是表头", type: "checkbox", checked: true },
        ],
        apply: ({ rows, columns, head }) => {
          const fits = (n, max) => /^\d+$/.test(n) && n >= 1 && n <= max;
          if (!fits(rows, 100) || !fits(columns, 30)) return "行数为 1 到 100，列数为 1 到 30";
          this.run(insertTable(Number(rows), Number(columns), head));
          return "";
        },
      },
      caption: {
        title: "表题",
        fields: [{ name: "text", label: "表题", type: "text", value: captionOf(state), size: 40, maxlength: 200 }],
        apply: ({ text }) => {
          this.run(setCaption(text));
          return "";
        },
      },
      image: image && {
        title: "图片说明",
        fields: [{ name: "alt", label: "说明文字（读屏软件会读出）", type: "text", value: image.attrs.alt, size: 40, maxlength: 200 }],
        apply: ({ alt }) => {
          this.run((s, dispatch) => dispatch(s.tr.setNodeMarkup(s.selection.from, null, { ...image.attrs, alt })));
          return "";
        },
        extra: { text: "换一张", run: () => this.file.click() },
      },
    };
  }

  pressImage() {
    const { selection } = this.view.state;
    const chosen = selection instanceof NodeSelection && /image/.test(selection.node.type.name);
    if (chosen) this.openPanel("image", this.tools.button("image"));
    else this.file.click();
  }

  openPanel(name, button) {
    const again = this.panelName === name;
    this.closePanel();
    if (again) return true;
    const spec = this.panels()[name];
    if (!spec) return false;
    const panel = makePanel(spec, () => {
      this.closePanel();
      this.view.focus();
    });
    this.panelName = name;
    this.panelButton = button || null;
    if (button) button.setAttribute("aria-expanded", "true");
    this.panelPlace.append(panel.dom);
    panel.focus();
    return true;
  }

  closePanel() {
    if (this.panelButton && this.panelButton.hasAttribute("aria-expanded")) this.panelButton.setAttribute("aria-expanded", "false");
    this.panelName = this.panelButton = null;
    this.panelPlace.replaceChildren();
  }

  // ---- what comes in ----
  cleanPaste(html) {
    const { html: clean, lost } = cleanPasted(html);
    if (lost) this.say(`有 ${lost} 张图片没有带过来，请保存后用“图片”上传`, "problem");
    return clean;
  }

  upload(files, pos) {
    for (const file of files)
      uploadImage(this.view, { url: this.uploadUrl, form: this.form, file, pos, say: (text, wrong) => this.say(text, wrong ? "problem" : "") });
  }

  takeFiles(event, transfer, pos) {
    const files = imageFiles(transfer);
    const withText = transfer && transfer.getData("text/plain").trim(); // Word adds a picture of the text
    if (!files.length || withText) return false;
    event.preventDefault();
    if (this.uploadUrl) this.upload(files, pos);
    else this.say("这里不能放图片，请作为附件上传", "problem");
    return true;
  }

  dropped(event, moved) {
    if (moved || !event.dataTransfer || !event.dataTransfer.files.length) return false;
    const at = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (this.uploadUrl) this.upload(files, at ? at.pos : this.view.state.selection.from);
    else this.say("这里不能放图片，请作为附件上传", "problem");
    return true;
  }
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) {
  const editor = new Editor(textarea);
  const { form } = editor;
  if (form && form.dataset.autosave && !form.autosaved) {
    form.autosaved = true;
    autosave(form, (text, kind, link) => editor.say(text, kind, link));
  }
}

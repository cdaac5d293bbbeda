// The grid of fiscal tables: keys as in a spreadsheet, blocks from Excel, undo, computed cells,
// saving by itself. Without it the grid is a plain form.
// SPDX-License-Identifier: MIT

const form = document.getElementById("grid-form");
const table = form?.querySelector("[data-grid]");
const at = (line, col) => form.querySelector(`#c-${line}-${col}`);
const inputs = () => [...(table?.querySelectorAll("input[data-line]") ?? [])];

/* ---- undo: one entry for each change, a pasted block is one ---- */

const done = [];
let undone = [];
const before = new WeakMap();

function change(list) {
  const cells = list.filter(([input, value]) => input && input.value !== value).map(([input, value]) => [input, input.value, value]);
  if (!cells.length) return;
  done.push(cells);
  undone = [];
  apply(cells, 2);
}

function apply(cells, which) {
  for (const cell of cells) {
    cell[0].value = cell[which];
    before.set(cell[0], cell[which]);
  }
  changed();
}

function remember(input) {
  const old = before.get(input) ?? input.defaultValue;
  if (input.value === old) return;
  done.push([[input, old, input.value]]);
  undone = [];
  before.set(input, input.value);
}

/* ---- moving ---- */

function go(line, col, dline, dcol) {
  for (let l = line + dline, c = col + dcol, n = 0; n < 500; l += dline, c += dcol, n++) {
    const input = at(l, c);
    if (input) {
      input.focus();
      input.select();
      return true;
    }
    if (l < 0 || c < 0 || c > 20) return false;
  }
  return false;
}

function key(event) {
  const input = event.target;
  const line = Number(input.dataset.line), col = Number(input.dataset.col);
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) {
    event.preventDefault();
    remember(input);
    const redo = event.shiftKey || /y/i.test(event.key);
    const cells = redo ? undone.pop() : done.pop();
    if (!cells) return;
    (redo ? done : undone).push(cells);
    apply(cells, redo ? 2 : 1);
    cells[0][0].focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const start = input.selectionStart === 0 && (input.selectionEnd === 0 || input.selectionEnd === input.value.length);
  const end = input.selectionEnd === input.value.length && (input.selectionStart === input.value.length || input.selectionStart === 0);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: event.shiftKey ? [-1, 0] : [1, 0] };
  if (start) moves.ArrowLeft = [0, -1];
  if (end) moves.ArrowRight = [0, 1];
  const by = moves[event.key];
  if (event.key === "Escape") {
    input.value = before.get(input) ?? input.defaultValue;
    changed();
  } else if (by) {
    event.preventDefault();
    go(line, col, ...by);
  }
}

/* ---- a block from Excel: rows by line, cells by tab ---- */

function paste(event) {
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const line = Number(event.target.dataset.line), first = Number(event.target.dataset.col);
  const list = [];
  text.split("\n").forEach((row, l) => row.split("\t").forEach((value, c) => list.push([at(line + l, first + c), value.trim()])));
  const lost = list.filter(([input, value]) => !input && value).length;
  change(list);
  if (lost) tell(`粘贴的内容有 ${lost} 格超出了表的范围，没有粘贴`);
}

/* ---- computed cells ---- */

// Exact: numbers become whole millionths.
function value(line, col) {
  const cell = at(line, col);
  const computed = table.rows[line + 1]?.querySelector(`[data-col="${col}"][data-kind]`);
  const text = (cell ? cell.value : computed?.textContent ?? "").replace(/[,，\s]/g, "");
  const m = /^([-+]?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text);
  if (!m) return null;
  const v = BigInt(m[2]) * 1000000n + BigInt((m[3] ?? "").padEnd(6, "0"));
  return { v: m[1] === "-" ? -v : v, decimals: Math.max(2, (m[3] ?? "").length) };
}

function show(v, decimals) {
  const unit = 10n ** BigInt(6 - decimals), size = v < 0n ? -v : v;
  const n = (size + unit / 2n) / unit, scale = 10n ** BigInt(decimals);
  const whole = String(n / scale).replace(/\B(?=(\d{3})+$)/g, ",");
  return (v < 0n && n ? "-" : "") + whole + "." + String(n % scale).padStart(decimals, "0");
}

function compute() {
  table?.querySelectorAll("[data-kind]").forEach((cell) => {
    const line = cell.closest("tr").rowIndex - 1;
    const of = value(line, cell.dataset.of), base = value(line, cell.dataset.base);
    const percent = cell.dataset.kind === "percent";
    if (!of || !base || (percent && base.v === 0n)) cell.textContent = "";
    else if (percent) cell.textContent = show((of.v * 100000000n) / base.v, 2);
    else cell.textContent = show(of.v - base.v, Math.max(of.decimals, base.decimals));
  });
  table?.querySelectorAll("tr[data-parts]").forEach((row) => {
    const parts = row.dataset.parts.trim().split(" ").map(Number);
    row.querySelectorAll(".grid-sum").forEach((note) => {
      const input = note.parentElement.querySelector("input");
      const values = parts.map((part) => value(part, input.dataset.col)).filter(Boolean);
      const sum = values.reduce((s, x) => s + x.v, 0n);
      const same = value(Number(input.dataset.line), input.dataset.col)?.v === sum;
      note.textContent = values.length && !same ? `明细合计 ${show(sum, 2)}` : "";
    });
  });
}

/* ---- saving by itself ---- */

const state = document.getElementById("grid-state");
const tell = (text, wrong) => {
  state.textContent = text;
  state.classList.toggle("late-text", !!wrong);
};
let timer, saving = false, again = false, stopped = false;

function changed() {
  compute();
  if (stopped) return;
  tell("有未保存的修改");
  clearTimeout(timer);
  timer = setTimeout(save, 1500);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(cells) {
  inputs().forEach((input) => {
    const text = cells[input.id];
    const notice = text !== undefined && !text.startsWith("!");
    input.closest("td").className = text === undefined ? "" : notice ? "grid-notice" : "grid-error";
    input.title = text === undefined ? "" : text.replace(/^!/, "");
    if (text === undefined || notice) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  });
}

async function save() {
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  try {
    const res = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (res.status === 409) {
      stopped = true;
      tell("别人刚刚保存过这份表。请点“保存并检查”，对照后决定", true);
      return;
    }
    if (!res.ok) {
      tell("没有自动保存，请点“保存并检查”", true);
      return;
    }
    const answer = await res.json();
    form.elements.version.value = answer.version;
    document.getElementById("grid-hits").innerHTML = answer.hits; // our own page's part, escaped by the server
    mark(answer.cells);
    tell(`已自动保存 ${answer.saved_at.slice(11)}`);
    if (!again) form.dispatchEvent(new Event("saved"));
  } catch {
    tell("网络不通，修改还没有保存", true);
  } finally {
    saving = false;
    if (again) {
      again = false;
      save();
    }
  }
}

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target !== form && event.isTrusted) changed();
  });
  if (table) {
    table.addEventListener("keydown", key);
    table.addEventListener("paste", paste);
    table.addEventListener("focusin", (event) => {
      if (!event.target.matches("input")) return;
      before.set(event.target, event.target.value);
      event.target.select(); // typing replaces, as in a spreadsheet
    });
    table.addEventListener("change", (event) => remember(event.target));
    compute();
    if (location.hash.startsWith("#c-")) document.getElementById(location.hash.slice(1))?.focus();
  }
}

// Draws, moves, labels and removes the regions that are to be masked on the pages of a file.
// The markup is that of lib/ui/mask.html; the list of regions lives in the form's field as JSON.
// SPDX-License-Identifier: MIT

const FULL = 10000; // regions are in 1/10000 of the page
const SMALLEST = 40;
const STEP = 50;
const FINE = 10;
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const TOGETHER_MS = 800; // presses of one key that are undone together

const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
const find = (root, name) => root.querySelector(`[data-mask-${name}]`);

function readRegions(text, pages) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list.filter((r) => r.page >= 1 && r.page <= pages && r.w > 0 && r.h > 0) : [];
  } catch {
    return [];
  }
}

// ---- what is drawn, and the way back ----

class Regions {
  constructor(list) {
    this.list = list.map((r) => ({ ...r, id: this.nextId() }));
    this.past = [];
    this.future = [];
    this.before = JSON.stringify(this.list);
    this.last = { kind: "", at: 0 };
  }

  nextId() {
    this.counter = (this.counter ?? 0) + 1;
    return this.counter;
  }

  on(page) {
    return this.list.filter((r) => r.page === page);
  }

  find(id) {
    return this.list.find((r) => r.id === id);
  }

  text() {
    return JSON.stringify(this.list.map(({ page, x, y, w, h, ground, label }) => ({ page, x, y, w, h, ground, label })));
  }

  // Ends one change. Changes of the same kind in quick succession are one step back.
  commit(kind) {
    const now = Date.now();
    const together = kind && kind === this.last.kind && now - this.last.at < TOGETHER_MS;
    if (JSON.stringify(this.list) === this.before) return false;
    if (!together) this.past.push(this.before);
    this.future = [];
    this.before = JSON.stringify(this.list);
    this.last = { kind, at: now };
    return true;
  }

  step(from, to) {
    if (!from.length) return false;
    to.push(JSON.stringify(this.list));
    this.before = from.pop();
    this.list = JSON.parse(this.before); // ids stay, and with them the focus
    this.last = { kind: "", at: 0 };
    return true;
  }

  undo() {
    return this.step(this.past, this.future);
  }

  redo() {
    return this.step(this.future, this.past);
  }
}

// The corner and edges of a region that a direction of the compass moves.
function resized(r, direction, dx, dy) {
  let { x, y } = r;
  let right = x + r.w;
  let below = y + r.h;
  if (direction.includes("w")) x = clamp(x + dx, 0, right - SMALLEST);
  if (direction.includes("e")) right = clamp(right + dx, x + SMALLEST, FULL);
  if (direction.includes("n")) y = clamp(y + dy, 0, below - SMALLEST);
  if (direction.includes("s")) below = clamp(below + dy, y + SMALLEST, FULL);
  return { x, y, w: right - x, h: below - y };
}

function moved(r, dx, dy) {
  return { x: clamp(r.x + dx, 0, FULL - r.w), y: clamp(r.y + dy, 0, FULL - r.h), w: r.w, h: r.h };
}

// ---- the editor ----

class Editor {
  constructor(root) {
    this.root = root;
    this.field = find(root, "field");
    this.view = find(root, "view");
    this.stage = find(root, "stage");
    this.image = find(root, "image");
    this.layer = find(root, "layer");
    this.rows = find(root, "list");
    this.ground = find(root, "ground");
    this.select = find(root, "page");
    this.links = [...root.querySelectorAll("[data-mask-link]")];
    this.regions = new Regions(readRegions(this.field.value, this.links.length));
    this.boxes = new Map();
    this.selected = 0;
    this.zoom = 1;
    this.hand = false;
    find(root, "plain").hidden = true;
    root.querySelectorAll("[data-mask-app]").forEach((part) => { part.hidden = false; });
    root.classList.add("live");
    this.listen();
    this.show(this.regions.list[0]?.page ?? 1);
  }

  listen() {
    const acts = {
      prev: () => this.show(this.page - 1), next: () => this.show(this.page + 1), smaller: () => this.scale(-1),
      larger: () => this.scale(1), fit: () => this.scale(0), undo: () => this.back("undo"), redo: () => this.back("redo"),
      add: () => this.addInMiddle(), hand: (button) => this.setHand(button),
    };
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button && !button.matches("[aria-disabled=true]")) acts[button.dataset.act](button);
    });
    this.select.addEventListener("change", () => this.show(Number(this.select.value)));
    this.links.forEach((link, i) => link.addEventListener("click", (event) => {
      event.preventDefault();
      this.show(i + 1);
    }));
    this.image.addEventListener("error", () => this.broken(true));
    this.image.addEventListener("load", () => this.broken(false));
    this.layer.addEventListener("pointerdown", (event) => this.press(event));
    this.layer.addEventListener("keydown", (event) => this.key(event));
    this.layer.addEventListener("focusin", (event) => this.pick(Number(event.target.closest(".mask-box")?.dataset.id)));
    this.rows.addEventListener("click", (event) => this.rowClick(event));
    this.rows.addEventListener("change", (event) => this.rowChange(event));
    this.root.addEventListener("keydown", (event) => this.shortcut(event));
  }

  say(text) {
    find(this.root, "say").textContent = text;
  }

  // ---- pages and size ----

  show(page) {
    const link = this.links[page - 1];
    if (!link) return;
    this.page = page;
    this.selected = 0;
    this.select.value = String(page);
    this.links.forEach((other, i) => {
      if (i === page - 1) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    });
    const strip = link.closest(".mask-pages");
    strip.scrollTo({ left: link.offsetLeft - strip.clientWidth / 2, top: link.offsetTop - strip.clientHeight / 2 });
    this.stage.style.aspectRatio = `${link.dataset.width} / ${link.dataset.height}`;
    this.image.src = link.href;
    this.image.alt = `第 ${page} 页`;
    this.view.scrollTo(0, 0);
    this.setEnabled("prev", page > 1);
    this.setEnabled("next", page < this.links.length);
    this.draw();
  }

  broken(yes) {
    find(this.root, "broken").hidden = !yes;
    this.stage.classList.toggle("broken", yes);
  }

  scale(step) {
    const at = ZOOMS.indexOf(this.zoom);
    this.zoom = step ? ZOOMS[clamp(at + step, 0, ZOOMS.length - 1)] : 1;
    this.stage.style.width = `${this.zoom * 100}%`;
    find(this.root, "zoom").textContent = `${this.zoom * 100}%`;
    this.setEnabled("smaller", this.zoom > ZOOMS[0]);
    this.setEnabled("larger", this.zoom < ZOOMS[ZOOMS.length - 1]);
  }

  // Buttons keep the focus when they have nothing to do.
  setEnabled(act, yes) {
    this.root.querySelector(`[data-act=${act}]`).setAttribute("aria-disabled", String(!yes));
  }

  setHand(button) {
    this.hand = !this.hand;
    button.setAttribute("aria-pressed", String(this.hand));
    this.layer.classList.toggle("hand", this.hand);
  }

  // ---- drawing what there is ----

  draw() {
    const here = this.regions.on(this.page);
    const ids = new Set(here.map((r) => r.id));
    for (const [id, box] of this.boxes) {
      if (!ids.has(id)) {
        box.remove();
        this.boxes.delete(id);
      }
    }
    here.forEach((r, i) => this.drawBox(r, i));
    this.drawRows(here);
    this.drawCounts();
    this.setEnabled("undo", this.regions.past.length);
    this.setEnabled("redo", this.regions.future.length);
  }

  drawBox(r, i) {
    let box = this.boxes.get(r.id);
    if (!box) {
      box = find(this.root, "box").content.firstElementChild.cloneNode(true);
      box.dataset.id = r.id;
      this.boxes.set(r.id, box);
      this.layer.append(box);
    }
    for (const [side, value] of [["left", r.x], ["top", r.y], ["width", r.w], ["height", r.h]]) box.style[side] = `${value / 100}%`;
    box.classList.toggle("selected", r.id === this.selected);
    box.querySelector(".mask-label").textContent = r.label;
    const percent = (v) => Math.round(v / 100);
    box.setAttribute("aria-label", `区域 ${i + 1}，${r.label}，左 ${percent(r.x)}%，上 ${percent(r.y)}%，宽 ${percent(r.w)}%，高 ${percent(r.h)}%`);
  }

  drawRows(here) {
    const same = here.length === this.rows.children.length && here.every((r, i) => Number(this.rows.children[i].dataset.id) === r.id);
    if (!same) {
      this.rows.replaceChildren(...here.map((r) => {
        const row = find(this.root, "row").content.firstElementChild.cloneNode(true);
        row.dataset.id = r.id;
        return row;
      }));
    }
    here.forEach((r, i) => {
      const row = this.rows.children[i];
      row.classList.toggle("selected", r.id === this.selected);
      row.querySelector("[data-row=go]").textContent = `区域 ${i + 1}`;
      row.querySelector("[data-row=ground]").setAttribute("aria-label", `区域 ${i + 1} 的理由`);
      row.querySelector("[data-row=ground]").value = r.ground;
      row.querySelector("[data-row=remove]").setAttribute("aria-label", `删除区域 ${i + 1}`);
    });
    find(this.root, "none").hidden = here.length > 0;
  }

  drawCounts() {
    const pages = new Set(this.regions.list.map((r) => r.page)).size;
    find(this.root, "total").textContent = this.regions.list.length
      ? `整个文件共 ${this.regions.list.length} 个区域，在 ${pages} 页上。` : "";
    this.links.forEach((link, i) => {
      const n = this.regions.on(i + 1).length;
      const mark = link.querySelector(".mask-count");
      mark.hidden = !n;
      mark.textContent = `${n} 个`;
    });
  }

  pick(id) {
    if (!id || id === this.selected) return;
    this.selected = id;
    this.draw();
  }

  // ---- changing ----

  changed(kind, text) {
    if (this.regions.commit(kind)) {
      this.field.value = this.regions.text();
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
      if (text) this.say(text);
    }
    this.draw();
  }

  back(way) {
    if (!this.regions[way]()) return;
    this.field.value = this.regions.text();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    const names = { undo: "已撤销", redo: "已重做" };
    this.selected = 0;
    this.draw();
    if (!this.root.contains(document.activeElement)) this.view.focus();
    this.say(`${names[way]}，本页现有 ${this.regions.on(this.page).length} 个区域`);
  }

  add(place) {
    const option = this.ground.selectedOptions[0];
    const r = { page: this.page, ...place, ground: option.value, label: option.textContent, id: this.regions.nextId() };
    this.regions.list.push(r);
    this.selected = r.id;
    this.changed("", `已添加区域 ${this.regions.on(this.page).length}，${r.label}`);
    this.boxes.get(r.id).focus({ preventScroll: true });
  }

  // In the middle of what is seen.
  addInMiddle() {
    const page = this.layer.getBoundingClientRect();
    const seen = this.view.getBoundingClientRect();
    const top = Math.max(page.top, seen.top, 0);
    const bottom = Math.min(page.bottom, seen.bottom, innerHeight);
    const middle = bottom > top ? ((top + bottom) / 2 - page.top) / page.height * FULL : FULL / 2;
    this.add({ x: 3000, y: clamp(Math.round(middle) - 200, 0, FULL - 400), w: 4000, h: 400 });
  }

  remove(id) {
    const here = this.regions.on(this.page);
    const i = here.findIndex((r) => r.id === id);
    const next = here[i + 1] ?? here[i - 1];
    this.regions.list = this.regions.list.filter((r) => r.id !== id);
    this.selected = next?.id ?? 0;
    this.changed("", `已删除区域 ${i + 1}`);
    if (next) this.boxes.get(next.id).focus();
    else this.root.querySelector("[data-act=add]").focus();
  }

  // ---- pointer ----

  at(event) {
    const box = this.layer.getBoundingClientRect();
    return {
      x: clamp(Math.round((event.clientX - box.left) / box.width * FULL), 0, FULL),
      y: clamp(Math.round((event.clientY - box.top) / box.height * FULL), 0, FULL),
    };
  }

  press(event) {
    const box = event.target.closest(".mask-box");
    if (event.button !== 0 || !event.isPrimary || (this.hand && !box)) return;
    const start = this.at(event);
    const r = box && this.regions.find(Number(box.dataset.id));
    if (!r) event.preventDefault();
    const direction = r && event.target.matches("i") ? event.target.className : "";
    const first = r && { ...r };
    const drawn = r ? null : this.startDrawing();
    const follow = (move) => {
      if (move.pointerId !== event.pointerId) return;
      const now = this.at(move);
      if (drawn) this.stretch(drawn, start, now);
      else Object.assign(r, direction ? resized(first, direction, now.x - start.x, now.y - start.y) : moved(first, now.x - start.x, now.y - start.y));
      if (r) this.drawBox(r, this.regions.on(this.page).indexOf(r));
    };
    const end = (up) => {
      if (up.pointerId !== event.pointerId) return;
      for (const name of ["pointermove", "pointerup", "pointercancel"]) this.layer.removeEventListener(name, name === "pointermove" ? follow : end);
      if (drawn) this.finishDrawing(drawn, start, up.type === "pointerup" ? this.at(up) : start);
      else if (up.type === "pointercancel") {
        Object.assign(r, first);
        this.draw();
      } else this.changed("", "");
    };
    this.layer.setPointerCapture(event.pointerId);
    this.layer.addEventListener("pointermove", follow);
    this.layer.addEventListener("pointerup", end);
    this.layer.addEventListener("pointercancel", end);
    if (r) box.focus({ preventScroll: true });
  }

  startDrawing() {
    const drawn = document.createElement("div");
    drawn.className = "mask-drawn";
    this.layer.append(drawn);
    return drawn;
  }

  stretch(drawn, a, b) {
    const place = { left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
    for (const side of Object.keys(place)) drawn.style[side] = `${place[side] / 100}%`;
  }

  finishDrawing(drawn, a, b) {
    drawn.remove();
    const place = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) };
    if (place.w >= SMALLEST && place.h >= SMALLEST) this.add(place);
    else {
      this.selected = 0;
      this.draw();
    }
  }

  // ---- keyboard ----

  key(event) {
    const box = event.target.closest(".mask-box");
    const r = box && this.regions.find(Number(box.dataset.id));
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (!r || event.altKey || event.metaKey) return;
    if (arrow) {
      const step = event.ctrlKey ? FINE : STEP;
      const [dx, dy] = arrow.map((d) => d * step);
      Object.assign(r, event.shiftKey ? resized(r, "se", dx, dy) : moved(r, dx, dy));
      this.changed(`${event.shiftKey ? "size" : "place"}${r.id}`, "");
      box.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Delete" || event.key === "Backspace") this.remove(r.id);
    else if (event.key === "Enter" && !event.ctrlKey) this.rowOf(r.id).querySelector("[data-row=ground]").focus();
    else return;
    event.preventDefault();
  }

  shortcut(event) {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    this.back(key === "y" || event.shiftKey ? "redo" : "undo");
  }

  // ---- list ----

  rowOf(id) {
    return [...this.rows.children].find((row) => Number(row.dataset.id) === id);
  }

  rowClick(event) {
    const row = event.target.closest("li");
    const what = event.target.closest("[data-row]")?.dataset.row;
    if (what === "remove") this.remove(Number(row.dataset.id));
    if (what === "go") this.boxes.get(Number(row.dataset.id)).focus();
  }

  rowChange(event) {
    const r = this.regions.find(Number(event.target.closest("li").dataset.id));
    const option = event.target.selectedOptions[0];
    r.ground = option.value;
    r.label = option.textContent;
    this.ground.value = option.value;
    this.changed("", `理由改为${r.label}`);
  }
}

document.querySelectorAll("[data-mask]").forEach((root) => new Editor(root));

// Titles while one types, and telling the site that a result was opened. Nothing needs it.
// SPDX-License-Identifier: MIT

const pause = 120; // ms without a key before asking

function combobox(input, at) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `suggest-${at}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索建议");
  list.hidden = true;
  input.form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let chosen = -1, timer = 0, asked = "", composing = false;

  const options = () => [...list.children];
  function choose(next) {
    chosen = next;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[chosen].id);
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }
  function option({ title, number, label, path }, i) {
    const item = document.createElement("li");
    item.id = `${list.id}-${i}`;
    item.setAttribute("role", "option");
    item.dataset.path = path;
    item.append(Object.assign(document.createElement("span"), { textContent: title }));
    if (number || label) item.append(Object.assign(document.createElement("small"), { textContent: number || label }));
    return item;
  }
  async function ask() {
    const text = input.value.trim();
    if (text.length < 2) return close();
    asked = text;
    try {
      const answer = await fetch(`/search/suggest?q=${encodeURIComponent(text)}`);
      const { suggestions } = await answer.json();
      if (asked !== text || document.activeElement !== input) return;
      list.replaceChildren(...suggestions.map(option));
      if (!suggestions.length) return close();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(-1);
    } catch {
      close(); // without an answer one simply types on
    }
  }
  const later = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, pause);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("input", later);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const n = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < n ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? n - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.path);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[role=option]");
    event.preventDefault(); // the box keeps the focus
    if (item && event.button === 0) location.assign(item.dataset.path);
  });
}

document.querySelectorAll("[data-suggest]").forEach(combobox);

// What was opened is counted with the words alone, so that the office sees where search fails.
const hits = document.querySelector("[data-query]");
if (hits)
  hits.addEventListener("click", (event) => {
    if (event.target.closest("a[href]"))
      fetch(`/search/opened?q=${encodeURIComponent(hits.dataset.query)}`, { keepalive: true }).catch(() => {});
  });

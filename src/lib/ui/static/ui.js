// Comfort for those who have JavaScript; nothing needs it.
// SPDX-License-Identifier: MIT

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// ---- keyboard ----

const rows = () => $$("[data-rows] tbody tr, ul[data-rows] > li, ol[data-rows] > li");

function moveRow(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("here"));
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  all.forEach((row) => row.classList.toggle("here", row === next));
  const link = $("a[href]", next);
  if (link) link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function showKeys() {
  const keys = $("#keys");
  if (keys && !keys.open) keys.showModal();
}

let prefix = "";
const plainKeys = {
  "/": () => {
    const box = $("[data-search]");
    if (!box) return;
    box.focus();
    box.select();
  },
  j: () => moveRow(1),
  k: () => moveRow(-1),
  "?": showKeys,
};
const afterG = { h: () => location.assign(document.body.classList.contains("work") ? "/work/" : "/") };

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.form;
    if (form) form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || $("dialog[open]")) return;
  const act = (prefix === "g" ? afterG : plainKeys)[event.key];
  prefix = event.key === "g" ? "g" : "";
  if (act) {
    event.preventDefault();
    act();
  }
});

$$("[data-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", showKeys);
});

// ---- forms ----

// Problems come into view and under the screen reader at once.
const problems = $("[data-problems]");
if (problems) {
  problems.focus();
  problems.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    const input = field && (field.matches("fieldset") ? $("input", field) : field);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.scrollIntoView({ block: "center" });
  });
}

// Unsaved input is not lost without a word.
const changed = new Set();
$$("form[data-keep]").forEach((form) => {
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("submit", () => changed.delete(form));
  form.addEventListener("saved", () => changed.delete(form)); // sent by autosave
  if (problems && form.contains(problems)) changed.add(form);
});
addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

// One press, one answer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "1";
  const button = event.submitter;
  if (button) button.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  $$("form[data-busy]").forEach((form) => {
    delete form.dataset.busy;
    $$("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  });
});

// ---- small helps ----

function tool(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => act(button));
  return button;
}

// Tools of an item page: print, copy link, read aloud.
const tools = $("[data-tools]");
if (tools) {
  $$("[data-print]", tools).forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    print();
  }));
  if (navigator.clipboard) {
    tools.append(tool("复制链接", (button) => {
      navigator.clipboard.writeText($("link[rel=canonical]")?.href || location.href.split("#")[0]);
      button.textContent = "已复制";
      setTimeout(() => { button.textContent = "复制链接"; }, 2000);
    }));
  }
  const text = $(".text");
  if (text && "speechSynthesis" in window) tools.append(reader(text));
}

// Reads paragraph by paragraph: long utterances are cut off by some browsers.
function reader(text) {
  const pieces = $$("h2, h3, h4, p, li, th, td, figcaption", text).filter((e) => !$("p, li", e) && e.textContent.trim());
  let at = -1;
  const mark = () => pieces.forEach((piece, i) => piece.classList.toggle("spoken", i === at));
  const button = tool("朗读正文", () => (at < 0 ? start() : stop()));
  const stop = () => {
    at = -1;
    speechSynthesis.cancel();
    button.textContent = "朗读正文";
    mark();
  };
  const speak = () => {
    if (at < 0) return;
    if (at >= pieces.length) {
      stop();
      return;
    }
    const words = new SpeechSynthesisUtterance(pieces[at].textContent);
    words.lang = document.documentElement.lang === "zh-Hant" ? "zh-TW" : "zh-CN";
    words.rate = document.documentElement.classList.contains("elder") ? 0.85 : 1;
    words.onend = () => {
      if (at < 0) return;
      at++;
      speak();
    };
    words.onerror = stop;
    mark();
    speechSynthesis.speak(words);
  };
  const start = () => {
    at = 0;
    button.textContent = "停止朗读";
    speak();
  };
  addEventListener("pagehide", () => speechSynthesis.cancel());
  return button;
}

// The print sheet says when it was printed.
addEventListener("beforeprint", () => $$("[data-print-time]").forEach((place) => {
  const t = new Date(Date.now() + 8 * 3600 * 1000).toISOString();
  place.textContent = `打印时间：${t.slice(0, 10)} ${t.slice(11, 16)}。`;
}));

// How long ago, as a hint on times of the last week.
const now = Date.now();
$$("time[datetime*=T]").forEach((time) => {
  const minutes = Math.round((now - Date.parse(time.dateTime)) / 60000);
  if (!(minutes >= 0 && minutes < 7 * 24 * 60) || time.title) return;
  time.title = minutes < 1 ? "刚刚" : minutes < 60 ? `${minutes} 分钟前` : minutes < 1440 ? `${Math.round(minutes / 60)} 小时前` : `${Math.round(minutes / 1440)} 天前`;
});

// 关闭 of the prompt page goes back to where the visitor was.
$$("[data-back]").forEach((link) => link.addEventListener("click", (event) => {
  if (history.length < 2) return;
  event.preventDefault();
  history.back();
}));

// Saves the form while it is being written. One request at a time; stops when somebody else saved.
// SPDX-License-Identifier: MIT
const EVERY_MS = 10000;

function body(form) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "once") data.append(name, value);
  return data;
}

async function read(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

// say(text, kind, link): kind "" | "problem".
export function autosave(form, say) {
  const url = form.dataset.autosave;
  let dirty = false;
  let busy = false;
  let stopped = false;

  // Hidden fields (version, base) take over what the server answers, so that the next save fits.
  function takeOver(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field && field.type === "hidden" && name !== "csrf" && name !== "once") field.value = value;
    }
  }

  function saved(values) {
    takeOver(values);
    const now = new Date();
    say(`已自动保存 ${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`);
    if (!dirty) form.dispatchEvent(new Event("saved"));
  }

  async function save() {
    if (!dirty || busy || stopped) return;
    busy = true;
    dirty = false;
    try {
      const answer = await fetch(url, { method: "POST", body: body(form), headers: { "X-Autosave": "1", Accept: "application/json" }, credentials: "same-origin" });
      const values = await read(answer);
      if (answer.ok && !answer.redirected) {
        saved(values);
      } else if (answer.status === 409) {
        stopped = true;
        say(values.message || "别人已经改过这份文件，自动保存停止了。您写的内容还在这里，请先复制，再", "problem", { href: values.href || location.href, text: "打开最新内容" });
      } else {
        dirty = true;
        const late = answer.redirected || answer.status === 401 || answer.status === 403;
        say(late ? "登录已过期，内容还没有保存；请在新窗口登录后继续" : values.message || `没有自动保存成功（${answer.status}），稍后重试`, "problem");
      }
    } catch {
      dirty = true;
      say("网络不通，内容还没有保存，稍后自动重试", "problem");
    }
    busy = false;
  }

  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("change", () => (dirty = true));
  form.addEventListener("submit", () => (stopped = true));
  setInterval(save, EVERY_MS);
}

// Forms without an editor of their own say it in their <output data-said>.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("output[data-said]");
  if (!said) continue;
  autosave(form, (text, kind, link) => {
    said.textContent = text;
    said.classList.toggle("late-text", kind === "problem");
    if (!link) return;
    const a = document.createElement("a");
    a.href = link.href;
    a.textContent = link.text;
    said.append(a);
  });
}

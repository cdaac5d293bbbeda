// Comfort on the public pages of requests: shows what is public already while one types, prints the
// receipt. Nothing needs it.
// SPDX-License-Identifier: MIT

const box = document.querySelector("[data-find]");
if (box) {
  const form = box.querySelector("form");
  const text = form.querySelector("textarea");
  const list = box.querySelector("[data-find-list]");
  const found = box.querySelector(".request-found");
  let timer, asked = text.value.trim(), at = 0;

  const show = () => found.toggleAttribute("data-find-hidden", !list.querySelector("li"));
  const look = async () => {
    const wanted = text.value.trim();
    if (wanted === asked || wanted.length < 2) return;
    asked = wanted;
    const mine = ++at;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, wanted });
    try {
      const res = await fetch(box.dataset.find, { method: "POST", body, headers: { "X-Part": "1" } });
      if (!res.ok || mine !== at) return; // a newer question is under way
      list.innerHTML = await res.text(); // our own page's part, escaped by the server
      show();
    } catch {
      // offline: the button still works
    }
  };
  text.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
  text.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
}

document.querySelectorAll("[data-print-page]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// The editor of letter templates: placeholders go where the caret is; "第3行第5列" in what is to be
// mended leads there. Nothing needs it.
// SPDX-License-Identifier: MIT

const text = document.querySelector('.wording textarea[name="text"]');
if (text) {
  document.querySelectorAll("[data-insert]").forEach((button) => {
    button.addEventListener("click", () => {
      text.focus();
      text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  document.querySelectorAll(".problems a").forEach((link) => {
    const place = /第(\d+)行(?:第(\d+)列)?/.exec(link.textContent);
    if (!place) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const lines = text.value.split("\n"), line = Number(place[1]) - 1;
      const from = lines.slice(0, line).reduce((n, l) => n + l.length + 1, 0) + Number(place[2] || 1) - 1;
      text.focus();
      text.setSelectionRange(from, from + Math.max(1, (lines[line] || "").length - Number(place[2] || 1) + 1));
      text.scrollTop = (line / lines.length) * text.scrollHeight - text.clientHeight / 3;
    });
  });
}

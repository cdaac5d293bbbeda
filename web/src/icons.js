// Icons of the toolbar, 16 × 16, drawn with lines. SPDX-License-Identifier: MIT
const paths = {
  bold: "M5 3h4a2.5 2.5 0 0 1 0 5H5zm0 5h4.8a2.5 2.5 0 0 1 0 5H5z",
  italic: "M7 3h5M4 13h5M10 3 6 13",
  underline: "M4.5 3v5a3.5 3.5 0 0 0 7 0V3M3.5 14h9",
  bullet: "M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  ordered: "M6.5 4H14M6.5 8H14M6.5 12H14M2 3l1-.5V6M1.8 9.8c1.6-1.2 2.2.2 1.2 1.2L1.8 12.5h2",
  quote: "M3 11c2 0 3-1.5 3-4V4H2.5v3.5H6M10 11c2 0 3-1.5 3-4V4H9.5v3.5H13",
  center: "M2 4h12M4.5 8h7M2 12h12",
  right: "M2 4h12M7 8h7M2 12h12",
  table: "M2 3h12v10H2zM2 6.3h12M2 9.7h12M6 3v10M10 3v10",
  link: "M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.5 1.5a2.8 2.8 0 0 1-4-4L5 7.5",
  image: "M2 3h12v10H2zM2 11l3.5-3.5L9 11l2-2 3 3M10.5 6h.01",
  clear: "M6 3h7M9.5 3 8 8M3 13h5M2.5 2.5l11 11",
  undo: "M3 6h7a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3",
  redo: "M13 6H6a3.5 3.5 0 0 0 0 7h4M13 6l-3-3M13 6l-3 3",
  full: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

export const hasIcon = (name) => name in paths;

// element("button", {type: "button"}, child, "text") – attributes, never markup.
export function element(tag, attrs = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) if (value !== false && value !== null && value !== undefined) e.setAttribute(name, value === true ? "" : value);
  e.append(...children);
  return e;
}

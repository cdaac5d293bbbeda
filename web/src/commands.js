// What the buttons do: each has a command, and says whether it is on. SPDX-License-Identifier: MIT
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import * as tables from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

export function markActive(state, type) {
  const { from, to, empty, $from } = state.selection;
  return empty ? !!type.isInSet(state.storedMarks || $from.marks()) : state.doc.rangeHasMark(from, to, type);
}

function ancestor(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return $from.node(depth);
  return null;
}

const blockActive = (type, attrs) => (state) => {
  const { parent } = state.selection.$from;
  return parent.type === type && Object.entries(attrs || {}).every(([k, v]) => parent.attrs[k] === v);
};

// Alignment of paragraphs and headings in the selection; of the cell when it holds a whole one.
const align = (value) => (state, dispatch) => {
  const tr = state.tr;
  const all = [];
  for (const { $from, $to } of state.selection.ranges)
    state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.type === nodes.paragraph || node.type === nodes.heading) all.push([node, pos]);
    });
  const next = all.every(([node]) => node.attrs.align === value) ? null : value;
  for (const [node, pos] of all) tr.setNodeMarkup(pos, null, { ...node.attrs, align: next });
  if (dispatch && all.length) dispatch(tr);
  return all.length > 0;
};

const list = (type) => (state, dispatch, view) => {
  if (ancestor(state, type)) return liftListItem(nodes.list_item)(state, dispatch, view);
  const other = type === nodes.bullet_list ? nodes.ordered_list : nodes.bullet_list;
  if (ancestor(state, other)) {
    const { $from } = state.selection;
    for (let d = $from.depth; d > 0; d--)
      if ($from.node(d).type === other) {
        if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(d), type));
        return true;
      }
  }
  return wrapInList(type)(state, dispatch, view);
};

const quote = (state, dispatch) => (ancestor(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch));

function clear(state, dispatch) {
  const { from, to } = state.selection;
  const tr = state.tr;
  for (const type of Object.values(marks)) tr.removeMark(from, to, type);
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.type === nodes.heading) tr.setNodeMarkup(pos, nodes.paragraph, {});
    else if (node.type === nodes.paragraph) tr.setNodeMarkup(pos, null, { ...node.attrs, align: null, noIndent: false });
  });
  if (dispatch) dispatch(tr.setStoredMarks([]));
  return true;
}

export function insertTable(rows, columns, head) {
  return (state, dispatch) => {
    const row = (type) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.createAndFill()));
    const all = Array.from({ length: rows }, (_, i) => row(head && i === 0 ? nodes.table_header : nodes.table_cell));
    if (!dispatch) return true;
    const tr = state.tr.replaceSelectionWith(nodes.table.create(null, all));
    const start = tr.mapping.map(state.selection.from, -1);
    let cell = null; // write on in the first cell
    tr.doc.nodesBetween(start, Math.min(tr.doc.content.size, start + 8), (node, pos) => {
      if (cell === null && pos >= start - 1 && node.type.spec.tableRole && /cell/.test(node.type.spec.tableRole)) cell = pos;
    });
    if (cell !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(cell + 1)));
    dispatch(tr.scrollIntoView());
    return true;
  };
}

export function setCaption(text) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    for (let d = $from.depth; d > 0; d--)
      if ($from.node(d).type === nodes.table) {
        if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(d), null, { caption: text }));
        return true;
      }
    return false;
  };
}
export const captionOf = (state) => (ancestor(state, nodes.table) ? ancestor(state, nodes.table).attrs.caption : "");

export function setLink(href) {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    const tr = state.tr;
    if (!href) tr.removeMark(from, to, marks.link);
    else if (empty) tr.insert(from, schema.text(href, [marks.link.create({ href })]));
    else tr.removeMark(from, to, marks.link).addMark(from, to, marks.link.create({ href }));
    if (dispatch) dispatch(tr.scrollIntoView());
    return true;
  };
}

export function linkAt(state) {
  const { from, to, $from } = state.selection;
  let href = "";
  state.doc.nodesBetween(from, Math.max(to, from + ($from.nodeAfter ? 1 : 0)), (node) => {
    const mark = marks.link.isInSet(node.marks);
    if (mark && !href) href = mark.attrs.href;
  });
  return href;
}

const mark = (type) => ({ run: toggleMark(type), active: (state) => markActive(state, type) });
const block = (type, attrs) => ({ run: setBlockType(type, attrs), active: blockActive(type, attrs) });

// name, label, tooltip; `text` instead of an icon; `panel` opens a panel; null parts groups.
export const buttons = [
  { name: "paragraph", text: "正文", title: "正文段落（Ctrl+Alt+0）", ...block(nodes.paragraph) },
  { name: "h2", text: "标题", title: "标题（Ctrl+Alt+2）", ...block(nodes.heading, { level: 2 }) },
  { name: "h3", text: "小标题", title: "小标题（Ctrl+Alt+3）", ...block(nodes.heading, { level: 3 }) },
  null,
  { name: "bold", label: "加粗", title: "加粗（Ctrl+B）", ...mark(marks.strong) },
  { name: "italic", label: "斜体", title: "斜体（Ctrl+I）", ...mark(marks.em) },
  { name: "underline", label: "下划线", title: "下划线（Ctrl+U）", ...mark(marks.underline) },
  null,
  { name: "bullet", label: "项目符号", title: "项目符号列表", run: list(nodes.bullet_list), active: (s) => !!ancestor(s, nodes.bullet_list) },
  { name: "ordered", label: "编号", title: "编号列表", run: list(nodes.ordered_list), active: (s) => !!ancestor(s, nodes.ordered_list) },
  { name: "quote", label: "引用", title: "引用", run: quote, active: (s) => !!ancestor(s, nodes.blockquote) },
  { name: "center", label: "居中", title: "居中", run: align("center"), active: (s) => s.selection.$from.parent.attrs.align === "center" },
  { name: "right", label: "居右", title: "居右（落款）", run: align("right"), active: (s) => s.selection.$from.parent.attrs.align === "right" },
  null,
  { name: "table", label: "表格", title: "插入表格", panel: "table" },
  { name: "link", label: "链接", title: "链接（Ctrl+K）", panel: "link", active: (s) => !!linkAt(s) },
  { name: "image", label: "图片", title: "上传图片" },
  null,
  { name: "clear", label: "清除格式", title: "清除格式", run: clear },
  { name: "undo", label: "撤销", title: "撤销（Ctrl+Z）", run: undo },
  { name: "redo", label: "重做", title: "重做（Ctrl+Y）", run: redo },
  { name: "full", label: "全屏", title: "全屏编辑（Esc 退出）", full: true },
];

export const tableButtons = [
  { name: "row-before", text: "上方插行", run: tables.addRowBefore },
  { name: "row-after", text: "下方插行", run: tables.addRowAfter },
  { name: "row-delete", text: "删行", run: tables.deleteRow },
  null,
  { name: "column-before", text: "左侧插列", run: tables.addColumnBefore },
  { name: "column-after", text: "右侧插列", run: tables.addColumnAfter },
  { name: "column-delete", text: "删列", run: tables.deleteColumn },
  null,
  { name: "merge", text: "合并单元格", title: "先选中几个单元格，再合并", run: tables.mergeCells },
  { name: "split", text: "拆分单元格", run: tables.splitCell },
  { name: "head", text: "表头行", run: tables.toggleHeaderRow },
  { name: "caption", text: "表题", panel: "caption" },
  null,
  { name: "table-delete", text: "删除表格", run: tables.deleteTable },
];

export const inTable = (state) => !!ancestor(state, nodes.table);

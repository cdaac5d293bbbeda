// Pictures: sent while a placeholder with progress stands in their place. SPDX-License-Identifier: MIT
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { element } from "./icons.js";
import { safeSrc, schema } from "./schema.js";

const TYPES = /^image\/(png|jpeg|gif|webp)$/;
const MAX_BYTES = 50 * 1024 * 1024;
const key = new PluginKey("upload");

export const uploadPlugin = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, set) {
      const change = tr.getMeta(key);
      set = set.map(tr.mapping, tr.doc);
      if (change && change.add) set = set.add(tr.doc, [Decoration.widget(change.add.pos, change.add.dom, { id: change.add.id })]);
      if (change && change.remove) set = set.remove(set.find(null, null, (spec) => spec.id === change.remove));
      return set;
    },
  },
  props: {
    decorations(state) {
      return this.getState(state);
    },
  },
});

function placeOf(state, id) {
  const found = key.getState(state).find(null, null, (spec) => spec.id === id);
  return found.length ? found[0].from : null;
}

function reason(request) {
  try {
    const { message } = JSON.parse(request.responseText);
    if (message) return message;
  } catch {
    // an error page, not JSON
  }
  if (request.status === 413) return "图片太大，请压缩后再上传";
  if (request.status === 401 || request.status === 403) return "登录已过期或没有权限，请在新窗口登录后重试";
  return request.status ? `服务器没有收下（${request.status}）` : "网络不通，请稍后重试";
}

function send(url, form, file, onProgress) {
  return new Promise((resolve, reject) => {
    const data = new FormData();
    const csrf = form && form.querySelector('input[type="hidden"][name="csrf"]');
    if (csrf) data.append("csrf", csrf.value);
    data.append("file", file, file.name || "图片.png");
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (e) => e.lengthComputable && onProgress(e.loaded / e.total));
    request.addEventListener("error", () => reject(new Error(reason(request))));
    request.addEventListener("load", () => {
      let answer = null;
      if (request.status >= 200 && request.status < 300)
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          answer = null;
        }
      const src = answer && safeSrc(answer.path || answer.url);
      if (src) resolve({ src, name: answer.name || "" });
      else reject(new Error(reason(request)));
    });
    request.send(data);
  });
}

// Uploads one file to the place `pos`; say(text, isError) tells the writer.
export async function uploadImage(view, { url, form, file, pos, say }) {
  if (!TYPES.test(file.type)) return say(`“${file.name}”不是图片；正文里只能放 PNG、JPG、GIF、WebP 图片，其他文件请作为附件上传`, true);
  if (file.size > MAX_BYTES) return say(`“${file.name}”超过 50 MB，请压缩后再上传`, true);
  const id = {};
  const progress = element("progress", { max: "1", value: "0", "aria-label": `正在上传 ${file.name}` });
  view.dispatch(view.state.tr.setMeta(key, { add: { id, pos, dom: element("span", { class: "editor-uploading" }, progress, ` ${file.name}`) } }));
  say(`正在上传“${file.name}”…`);
  try {
    const { src, name } = await send(url, form, file, (share) => (progress.value = share));
    const at = placeOf(view.state, id);
    if (at === null) return say("");
    const image = schema.nodes.image.create({ src, alt: name.replace(/\.[a-z]+$/i, "") });
    view.dispatch(view.state.tr.replaceWith(at, at, image).setMeta(key, { remove: id }));
    say(`已上传“${file.name}”。请选中图片，写一句说明文字`);
  } catch (error) {
    view.dispatch(view.state.tr.setMeta(key, { remove: id }));
    say(`“${file.name}”没有上传成功：${error.message}`, true);
  }
}

export const imageFiles = (transfer) => [...((transfer && transfer.files) || [])].filter((f) => f.type.startsWith("image/"));

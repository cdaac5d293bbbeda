// A Word file taken apart and put together again with its main part changed, as an editor would.
// SPDX-License-Identifier: MIT
import { pack, unpack } from './zip.mjs';

// change: text of word/document.xml in, text out.
export function editDocx(zip, change) {
  return pack(unpack(zip).map((p) => p.name !== 'word/document.xml' ? p
    : { name: p.name, bytes: Buffer.from(change(p.bytes.toString('utf8'))) }));
}

// Takes out the paragraphs that hold these words.
export function withoutParagraph(xml, words) {
  return xml.replace(/<w:p[ >].*?<\/w:p>/gs, (p) => p.replace(/<[^>]*>/g, '').includes(words) ? '' : p);
}

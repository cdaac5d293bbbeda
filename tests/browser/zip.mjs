// ZIP files for plays: read, and written.
// SPDX-License-Identifier: MIT
import { inflateRawSync, crc32 } from 'node:zlib';

// Its entries, by the directory at its end.
export function unpack(zip) {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const list = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = zip.readUInt16LE(end + 10); i > 0; i--) {
    const method = zip.readUInt16LE(at + 10), size = zip.readUInt32LE(at + 20);
    const names = zip.readUInt16LE(at + 28), extra = zip.readUInt16LE(at + 30), note = zip.readUInt16LE(at + 32);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + size);
    list.push({ name: zip.toString('utf8', at + 46, at + 46 + names), bytes: method ? inflateRawSync(bytes) : bytes });
    at += 46 + names + extra + note;
  }
  return list;
}

// Stored, not packed: every reader takes that.
export function pack(list) {
  const files = [], index = [];
  let at = 0;
  for (const { name, bytes } of list) {
    const head = Buffer.alloc(30), entry = Buffer.alloc(46), n = Buffer.from(name);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(n.length, 26);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    files.push(head, n, bytes);
    index.push(entry, n);
    at += 30 + n.length + bytes.length;
  }
  const tail = Buffer.alloc(22), body = Buffer.concat(index);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(list.length, 8);
  tail.writeUInt16LE(list.length, 10);
  tail.writeUInt32LE(body.length, 12);
  tail.writeUInt32LE(at, 16);
  return Buffer.concat([...files, body, tail]);
}

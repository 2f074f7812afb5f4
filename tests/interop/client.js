#!/usr/bin/env node
// The whole protocol in one page: registers, opens a chat with itself or with the user named on the command line, says
// something without encryption, and prints what arrives.   node client.js ws://127.0.0.1:7345/v1/ws alice [bob] [text]
'use strict';
const crypto = require('crypto');
const WebSocket = require('ws');

const [url, username, peer, text = 'hello from node'] = process.argv.slice(2);
const b64 = (bytes) => Buffer.from(bytes).toString('base64url');
const sha = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts.map((p) => Buffer.from(p)))).digest();
const keyPair = () => crypto.generateKeyPairSync('ed25519');
const rawKey = (key) => Buffer.from(key.export({ format: 'jwk' }).x, 'base64url');

// An account is an Ed25519 key; its id is a hash of it; it signs the key of each device.
const account = keyPair(), device = keyPair();
const aik = rawKey(account.publicKey), deviceKey = rawKey(device.publicKey);
const user = sha('confab-user-v1', aik).subarray(0, 16), deviceId = crypto.randomBytes(16);
const created = Date.now(), stamp = Buffer.alloc(8);
stamp.writeBigUInt64BE(BigInt(created));
const cert = crypto.sign(null, Buffer.concat([Buffer.from('confab-device-v1'), user, deviceId, deviceKey, stamp]), account.privateKey);

const socket = new WebSocket(url, ['confab.v1.json'], { perMessageDeflate: false });
const waiting = new Map();
let last = 0;
const ask = (t, b) => new Promise((resolve, reject) => {
  waiting.set(++last, { resolve, reject });
  socket.send(JSON.stringify({ t, i: last, b }));
});

async function talk(nonce) {
  const dev = { id: b64(deviceId), key: b64(deviceKey), cert: b64(cert), created, name: 'node' };
  const proof = Buffer.concat([Buffer.from('confab-auth-v1'), nonce, Buffer.from(new URL(url).host + socket.protocol)]);
  const sig = crypto.sign(null, proof, device.privateKey); // this device, on this connection
  await ask('register', { username, name: username, aik: b64(aik), dev, sig: b64(sig) });
  await ask('sync', { limit: 200, tail: 20 });
  console.log(JSON.stringify({ registered: b64(user) }));
  if (!peer) return; // stays and prints what arrives
  const other = await ask('user.find', { username: peer });
  const { chat } = await ask('chat.create', { kind: 'direct', members: [other.user], cid: b64(crypto.randomBytes(16)) });
  const body = b64(JSON.stringify({ text }));
  const sent = await ask('send', { chat, cid: b64(crypto.randomBytes(16)), kind: 'msg', enc: 'none', body });
  console.log(JSON.stringify({ sent: sent.seq }));
}

socket.on('message', (data) => {
  const frame = JSON.parse(data);
  if (frame.t === 'welcome') talk(Buffer.from(frame.b.nonce, 'base64url')).catch((error) => { console.error(error); process.exit(1); });
  if (frame.t === 'ok' || frame.t === 'err') {
    const { resolve, reject } = waiting.get(frame.i);
    waiting.delete(frame.i);
    return frame.t === 'ok' ? resolve(frame.b || {}) : reject(new Error(`${frame.e.code}: ${frame.e.msg}`));
  }
  if (frame.t === 'event' && frame.b.kind === 'msg')
    console.log(JSON.stringify({ from: frame.b.from, msg: JSON.parse(Buffer.from(frame.b.body, 'base64url')).text }));
});
socket.on('close', (code) => { console.error(`closed: ${code}`); process.exit(code === 1000 ? 0 : 1); });
process.on('SIGTERM', () => socket.close(1000));

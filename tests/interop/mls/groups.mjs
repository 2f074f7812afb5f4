// Random steps in MLS groups that core/mls and ts-mls are in together.
//
//   node groups.mjs --peer PROGRAM [--seed N] [--steps N] [--members N]
//
// Without --members the groups grow and shrink between 2 and 20; with it they stay at about that size. After every commit
// all epoch authenticators are compared, and every message is read by every member. Exit code 1: something differed; the
// seed and the step are printed.
import { parseArgs } from 'node:util';
import { CppMember, Peer, TsMember } from './members.mjs';

const { values: options } = parseArgs({
  options: { peer: { type: 'string' }, seed: { type: 'string' }, steps: { type: 'string', default: '300' }, members: { type: 'string' } },
});
const seed = Number(options.seed ?? Date.now() % 1_000_000);
const steps = Number(options.steps);
const fixedSize = Number(options.members ?? 0);
const sizes = fixedSize ? { min: fixedSize - 3, max: fixedSize + 3 } : { min: 2, max: 20 };
const maxTs = fixedSize ? 8 : 20; // ts-mls takes tenths of a second a commit in large groups

// mulberry32
let random32 = seed;
function random() {
  random32 = (random32 + 0x6d2b79f5) | 0;
  let t = Math.imul(random32 ^ (random32 >>> 15), 1 | random32);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = (p) => random() < p;
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const peer = new Peer(options.peer);
let members = [];
let names = 0;
const counts = {};
const count = (what, n = 1) => { counts[what] = (counts[what] ?? 0) + n; };

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

function newMember(kind) {
  const roomForTs = members.filter((m) => m.kind === 'ts').length < maxTs;
  const ts = kind ? kind === 'ts' : roomForTs && chance(0.5);
  const settings = { publicHandshake: chance(0.3) };
  const name = `member${++names}`;
  return ts ? new TsMember(name, settings) : new CppMember(name, peer, settings);
}

//! Everybody but `except` gets the message; the answers stand beside the members.
async function deliver(message, except = []) {
  const receivers = members.filter((m) => !except.includes(m));
  const cpp = receivers.filter((m) => m.kind === 'cpp');
  const { results } = await peer.ask('process', { members: cpp.map((m) => m.name), message });
  const answers = cpp.map((member, i) => ({ member, answer: results[i] }));
  for (const member of receivers)
    if (member.kind === 'ts')
      answers.push({ member, answer: await member.process(message).catch((e) => ({ error: e.message })) });
  for (const { member, answer } of answers)
    expect(!answer.error, `${member.name} (${member.kind}) refuses: ${answer.error}`);
  return answers;
}

//! Takes the members' new states, which have to agree.
function enter(states) {
  const [first] = states;
  for (const { member, answer } of states) {
    expect(answer.epoch === first.answer.epoch, `${member.name} (${member.kind}) is in epoch ${answer.epoch}, not ${first.answer.epoch}`);
    expect(answer.authenticator === first.answer.authenticator,
      `${member.name} (${member.kind}) has another epoch authenticator than ${first.member.name} (${first.member.kind})`);
    member.leaf = answer.leaf;
  }
  count('authenticators', states.length);
}

//! Delivers a commit of `committer`, lets `added` in, and takes those out of the group who were `removed`.
async function settle(committer, { message, welcome }, added = [], removed = []) {
  const answers = await deliver(message, [committer]);
  for (const { member, answer } of answers)
    expect(Boolean(answer.removed) === removed.includes(member), `${member.name} does not know whether it was removed`);
  members = members.filter((m) => !removed.includes(m));
  const states = answers.filter(({ answer }) => !answer.removed);
  states.push({ member: committer, answer: await committer.apply() });
  for (const member of added) states.push({ member, answer: await member.join(welcome) });
  members.push(...added);
  enter(states);
  count('commits');
}

async function someNew(n) {
  const added = Array.from({ length: n }, () => newMember());
  return { added, add: await Promise.all(added.map((m) => m.keyPackage())) };
}

const others = (...some) => members.filter((m) => !some.includes(m));

const kinds = {
  async message() {
    const sender = pick(members);
    const texts = Array.from({ length: 1 + below(3) }, () => Buffer.from(`${sender.name} says ${random()}`.repeat(1 + below(20))).toString('base64'));
    const sealed = [];
    for (const text of texts) sealed.push([text, await sender.seal(text)]);
    if (chance(0.3)) sealed.reverse(); // they may come in another order
    for (const [text, message] of sealed)
      for (const { member, answer } of await deliver(message, [sender])) {
        expect(answer.data === text, `${member.name} (${member.kind}) reads something else`);
        count('messages read');
      }
  },
  async update() {
    const committer = pick(members);
    await settle(committer, await committer.commit());
  },
  async add() {
    const room = sizes.max - members.length;
    if (room <= 0) return kinds.remove();
    const committer = pick(members);
    const { added, add } = await someNew(1 + below(Math.min(3, room)));
    await settle(committer, await committer.commit({ add, path: chance(0.5) }), added);
  },
  async remove() {
    const room = members.length - sizes.min;
    if (room <= 0) return kinds.add();
    const committer = pick(others());
    const removed = [...new Set(Array.from({ length: 1 + below(Math.min(3, room)) }, () => pick(others(committer))))];
    await settle(committer, await committer.commit({ remove: removed.map((m) => m.leaf) }), [], removed);
  },
  async replace() {
    if (members.length < 3) return kinds.add();
    const committer = pick(members);
    const removed = [pick(others(committer))];
    const { added, add } = await someNew(1);
    await settle(committer, await committer.commit({ add, remove: removed.map((m) => m.leaf) }), added, removed);
  },
  async proposals() {
    if (members.length < 3) return kinds.add();
    const committer = pick(members);
    const leaving = members.length > Math.max(3, sizes.min) && chance(0.5) ? [pick(others(committer))] : [];
    const { added, add } = members.length < sizes.max && chance(0.5) ? await someNew(1) : { added: [], add: [] };
    const updating = others(committer, ...leaving).filter((m) => m.kind === 'cpp' && chance(0.3)); // ts-mls keeps no keys for its own
    const propose = async (by, message) => { await deliver(message, [by]); count('proposals'); };
    for (const m of leaving) { const by = pick(others(m)); await propose(by, await by.proposeRemove(m.leaf)); }
    for (const keyPackage of add) { const by = pick(members); await propose(by, await by.proposeAdd(keyPackage)); }
    for (const m of updating) await propose(m, await m.proposeUpdate());
    await settle(committer, await committer.commit(), added, leaving);
  },
  async externalJoin() {
    if (members.length >= sizes.max) return kinds.remove();
    const newcomer = newMember();
    const joined = await newcomer.joinExternally(await pick(members).groupInfo());
    enter([...await deliver(joined.message), { member: newcomer, answer: joined }]);
    members.push(newcomer);
    count('commits');
  },
  async rejoin() { // a device that lost its state takes its own place again
    const lost = pick(members);
    if (lost.kind !== 'cpp') return kinds.externalJoin();
    const joined = await lost.joinExternally(await pick(others(lost)).groupInfo(), lost.leaf);
    enter([...await deliver(joined.message, [lost]), { member: lost, answer: joined }]);
    count('commits');
  },
  async restore() {
    const stored = members.filter((m) => m.kind === 'cpp');
    const { states } = await peer.ask('restore', { members: stored.map((m) => m.name) });
    enter(stored.map((member, i) => ({ member, answer: states[i] })));
  },
};
const weights = { message: 50, update: 10, add: 9, remove: 8, replace: 4, proposals: 9, externalJoin: 4, rejoin: 3, restore: 3 };
const bag = Object.entries(weights).flatMap(([kind, weight]) => Array(weight).fill(kind));

async function start() {
  const founder = newMember(fixedSize ? 'cpp' : undefined);
  members = [founder];
  await founder.create(`group ${seed}`);
  const size = fixedSize || 2 + below(5);
  const added = Array.from({ length: size - 1 }, (_, i) => newMember(i % 2 && i / 2 < maxTs ? 'ts' : 'cpp'));
  const add = [];
  for (const m of added) add.push(await m.keyPackage());
  await settle(founder, await founder.commit({ add }), added);
}

const began = Date.now();
console.log(`seed ${seed}, ${steps} steps, ${sizes.min} to ${sizes.max} members`);
let step = 0, kind = 'start';
try {
  await start();
  for (step = 1; step <= steps; ++step) {
    // A fresh group now and then: what a long history hides, a short one shows.
    if (!fixedSize && step % 500 === 0) await start();
    kind = pick(bag);
    await kinds[kind]();
    count(kind);
    if (step % 1000 === 0) console.log(`step ${step}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
} catch (error) {
  console.log(`DIFFERENCE with seed ${seed} at step ${step} (${kind}), ${members.length} members: ${error.stack}`);
  process.exit(1);
}
peer.end();
console.log(`0 differences; ${JSON.stringify(counts)}; ${((Date.now() - began) / 1000).toFixed(0)} s`);

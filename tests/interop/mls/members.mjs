// Members of MLS groups of two kinds with the same methods: TsMember is ts-mls in this process, CppMember lives in
// mls-peer. Messages are base64 of an MLSMessage; a state is { epoch, authenticator, leaf }.
import { spawn } from 'node:child_process';
import { register } from 'node:module';
import { createInterface } from 'node:readline';

register('./departures.mjs', import.meta.url);
const mls = await import('ts-mls');

export const suite = await mls.getCiphersuiteImpl(
  mls.getCiphersuiteFromName('MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519'));
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64'));
const encode = (wireformat, field, body) => base64(mls.encodeMlsMessage({ version: 'mls10', wireformat, [field]: body }));
const decode = (text) => {
  const message = mls.decodeMlsMessage(bytes(text), 0)?.[0];
  if (!message) throw new Error('ts-mls cannot decode a message');
  return message;
};

export class TsMember {
  kind = 'ts';
  constructor(name, { publicHandshake = false } = {}) {
    this.name = name;
    this.publicHandshake = publicHandshake;
  }
  async #makeKeys() {
    const credential = { credentialType: 'basic', identity: new TextEncoder().encode(this.name) };
    this.keys = await mls.generateKeyPackage(credential, mls.defaultCapabilities(), mls.defaultLifetime, [], suite);
  }
  state() {
    return {
      epoch: Number(this.group.groupContext.epoch),
      authenticator: base64(this.group.keySchedule.epochAuthenticator),
      leaf: this.group.privatePath.leafIndex,
    };
  }
  async keyPackage() {
    await this.#makeKeys();
    return encode('mls_key_package', 'keyPackage', this.keys.publicPackage);
  }
  async create(id) {
    await this.#makeKeys();
    this.group = await mls.createGroup(new TextEncoder().encode(id), this.keys.publicPackage, this.keys.privatePackage, [], suite);
    return this.state();
  }
  async join(welcome) {
    this.group = await mls.joinGroup(decode(welcome).welcome, this.keys.publicPackage, this.keys.privatePackage,
      mls.emptyPskIndex, suite);
    return this.state();
  }
  async joinExternally(groupInfo) {
    await this.#makeKeys();
    const joined = await mls.joinGroupExternal(decode(groupInfo).groupInfo, this.keys.publicPackage,
      this.keys.privatePackage, false, suite);
    this.group = joined.newState;
    return { ...this.state(), message: encode('mls_public_message', 'publicMessage', joined.publicMessage) };
  }
  async groupInfo() {
    return encode('mls_group_info', 'groupInfo', await mls.createGroupInfoWithExternalPubAndRatchetTree(this.group, [], suite));
  }
  async commit({ add = [], remove = [] } = {}) {
    const extraProposals = [
      ...add.map((text) => ({ proposalType: 'add', add: { keyPackage: decode(text).keyPackage } })),
      ...remove.map((removed) => ({ proposalType: 'remove', remove: { removed } })),
    ];
    const made = await mls.createCommit({ state: this.group, cipherSuite: suite },
      { extraProposals, ratchetTreeExtension: true, wireAsPublicMessage: this.publicHandshake });
    this.pending = made.newState;
    return {
      message: base64(mls.encodeMlsMessage(made.commit)),
      welcome: made.welcome && encode('mls_welcome', 'welcome', made.welcome),
    };
  }
  async apply() {
    this.group = this.pending;
    return this.state();
  }
  async #propose(proposal) {
    const made = await mls.createProposal(this.group, this.publicHandshake, proposal, suite);
    this.group = made.newState;
    return base64(mls.encodeMlsMessage(made.message));
  }
  proposeRemove(removed) {
    return this.#propose({ proposalType: 'remove', remove: { removed } });
  }
  proposeAdd(keyPackage) {
    return this.#propose({ proposalType: 'add', add: { keyPackage: decode(keyPackage).keyPackage } });
  }
  async seal(data) {
    const made = await mls.createApplicationMessage(this.group, bytes(data), suite);
    this.group = made.newState;
    return encode('mls_private_message', 'privateMessage', made.privateMessage);
  }
  async process(message) {
    const result = await mls.processMessage(decode(message), this.group, mls.emptyPskIndex, mls.acceptAll, suite);
    this.group = result.newState;
    if (result.kind === 'applicationMessage') return { data: base64(result.message) };
    return this.group.groupActiveState.kind === 'removedFromGroup' ? { removed: true } : this.state();
  }
}

//! The process mls-peer: one answer a request, in order.
export class Peer {
  #waiting = [];
  constructor(program) {
    this.process = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.process.stdout }).on('line', (line) => this.#waiting.shift().resolve(JSON.parse(line)));
    this.process.on('exit', (code) => {
      for (const { reject } of this.#waiting) reject(new Error(`mls-peer ended with ${code}`));
    });
  }
  async ask(op, fields) {
    const answer = await new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.process.stdin.write(`${JSON.stringify({ op, ...fields })}\n`);
    });
    if (answer.error) throw new Error(`mls-peer refuses ${op}: ${answer.error}`);
    return answer;
  }
  end() {
    this.process.stdin.end();
  }
}

export class CppMember {
  kind = 'cpp';
  constructor(name, peer, { publicHandshake = false } = {}) {
    this.name = name;
    this.peer = peer;
    this.publicHandshake = publicHandshake;
  }
  #ask(op, fields = {}) {
    return this.peer.ask(op, { member: this.name, ...fields });
  }
  async keyPackage() {
    return (await this.#ask('keyPackage')).message;
  }
  create(id) {
    return this.#ask('create', { group: base64(Buffer.from(id)), public: this.publicHandshake });
  }
  join(message) {
    return this.#ask('join', { message, public: this.publicHandshake });
  }
  joinExternally(message, replaced) {
    return this.#ask('joinExternally', { message, replaced, public: this.publicHandshake });
  }
  async groupInfo() {
    return (await this.#ask('groupInfo')).message;
  }
  commit({ add = [], remove = [], path = false } = {}) {
    return this.#ask('commit', { add, remove, path });
  }
  apply() {
    return this.#ask('apply');
  }
  async proposeUpdate() {
    return (await this.#ask('proposeUpdate')).message;
  }
  async proposeRemove(leaf) {
    return (await this.#ask('proposeRemove', { leaf })).message;
  }
  async proposeAdd(keyPackage) {
    return (await this.#ask('proposeAdd', { keyPackage })).message;
  }
  async seal(data) {
    return (await this.#ask('seal', { data })).message;
  }
}
